/**
 * Asks once more before something that can't be taken back. The focus goes to the harmless answer, stays inside until one
 * is given, and returns to where it came from.
 */
import { Button, Classes, Intent, Overlay } from '@blueprintjs/core'
import React, { useEffect, useRef, type FC, type KeyboardEvent } from 'react'

interface Props {
  title: string
  text: string
  yes: string
  no: string
  onYes: () => void
  onNo: () => void
}

const TITLE = 'oc-confirm-title'
const TEXT = 'oc-confirm-text'

/** Tab from the last button leads to the first one, and back. */
const stayInside = (event: KeyboardEvent<HTMLDivElement>): void => {
  if (event.key !== 'Tab') return
  const buttons = Array.from(event.currentTarget.querySelectorAll('button'))
  const [first, last] = [buttons[0], buttons[buttons.length - 1]]
  const leaves = event.shiftKey ? first : last
  const arrives = event.shiftKey ? last : first
  if (document.activeElement !== leaves || !arrives) return
  event.preventDefault()
  arrives.focus()
}

const useFocusOn = () => {
  const harmless = useRef<HTMLButtonElement | null>(null)
  useEffect(() => {
    const before = document.activeElement
    // The overlay takes the focus in a frame of its own: ours comes after it.
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => harmless.current?.focus()))
    return () => {
      cancelAnimationFrame(frame)
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return harmless
}

export const Confirm: FC<Props> = ({ title, text, yes, no, onYes, onNo }) => {
  const harmless = useFocusOn()
  return (
    <Overlay isOpen onClose={onNo} className={Classes.OVERLAY_SCROLL_CONTAINER} transitionDuration={0}>
      <div className={Classes.DIALOG_CONTAINER}>
        <div
          className={`${Classes.DIALOG} oc-confirm`}
          role="alertdialog"
          aria-modal
          aria-labelledby={TITLE}
          aria-describedby={TEXT}
          onKeyDown={stayInside}
        >
          <div className={Classes.DIALOG_BODY}>
            <h2 id={TITLE}>{title}</h2>
            <p id={TEXT}>{text}</p>
          </div>
          <div className={Classes.DIALOG_FOOTER}>
            <div className={Classes.DIALOG_FOOTER_ACTIONS}>
              <Button
                text={no}
                onClick={onNo}
                elementRef={element => {
                  harmless.current = element
                }}
              />
              <Button intent={Intent.DANGER} text={yes} onClick={onYes} />
            </div>
          </div>
        </div>
      </div>
    </Overlay>
  )
}
