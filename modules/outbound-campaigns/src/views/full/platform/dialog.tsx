/**
 * A few fields above the page: the focus goes to the first of them, stays inside, and returns to where it came from.
 * Escape leaves without doing anything.
 */
import { Button, Classes, Overlay } from '@blueprintjs/core'
import React, { useEffect, useRef, type FC, type KeyboardEvent } from 'react'
import { t } from '../../text'

const TITLE = 'oc-dialog-title'
const FIELDS = 'input:not([disabled]), select, textarea'
const FOCUSABLE = `button:not([disabled]), ${FIELDS}, a[href], [tabindex="0"]`

const stayInside = (event: KeyboardEvent<HTMLDivElement>): void => {
  if (event.key !== 'Tab') return
  const inside = Array.from(event.currentTarget.querySelectorAll<HTMLElement>(FOCUSABLE))
  const [first, last] = [inside[0], inside[inside.length - 1]]
  const leaves = event.shiftKey ? first : last
  const arrives = event.shiftKey ? last : first
  if (document.activeElement !== leaves || !arrives) return
  event.preventDefault()
  arrives.focus()
}

/** Without a field, the harmless answer: it is the first button. */
const useFocusInside = () => {
  const dialog = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    const focus = (): void => {
      const inside = dialog.current
      const wanted = inside && (inside.querySelector<HTMLElement>(FIELDS) ?? inside.querySelector('button'))
      if (wanted instanceof HTMLElement) wanted.focus()
    }
    // The overlay takes the focus in a frame of its own: ours comes after it.
    const frame = requestAnimationFrame(() => requestAnimationFrame(focus))
    return () => {
      cancelAnimationFrame(frame)
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return dialog
}

export const Dialog: FC<{ title: string; onClose: () => void }> = ({ title, onClose, children }) => {
  const dialog = useFocusInside()
  return (
    <Overlay isOpen onClose={onClose} className={Classes.OVERLAY_SCROLL_CONTAINER} transitionDuration={0}>
      <div className={Classes.DIALOG_CONTAINER}>
        <div
          ref={dialog}
          className={`${Classes.DIALOG} oc-dialog`}
          role="dialog"
          aria-modal
          aria-labelledby={TITLE}
          onKeyDown={stayInside}
        >
          <div className={Classes.DIALOG_BODY}>
            <h2 id={TITLE}>{title}</h2>
            {children}
          </div>
        </div>
      </div>
    </Overlay>
  )
}

/** Below the fields: the harmless answer first, what was meant last. */
export const DialogButtons: FC<{ onCancel: () => void }> = ({ onCancel, children }) => (
  <div className="oc-dialog-buttons">
    <Button text={t('cancel')} onClick={onCancel} />
    {children}
  </div>
)
