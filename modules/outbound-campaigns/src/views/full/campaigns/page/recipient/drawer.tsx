/**
 * One person, over the page: what became of their message, each attempt with what the provider said, and mending what
 * was not sent. The focus goes in, stays inside, and returns to where it came from.
 */
import { Button, Classes, Overlay } from '@blueprintjs/core'
import React, { useEffect, useRef, type FC, type KeyboardEvent } from 'react'
import type { Campaign } from '../../../../api/campaigns'
import { t } from '../../../../text'
import { FailureNotice } from '../../../platform/failure'
import { useResource } from '../../../platform/use-resource'
import { getRecipient } from '../api'
import { RecipientDetails } from './details'

const TITLE = 'oc-drawer-title'
const FOCUSABLE = 'button:not([disabled]), input:not([disabled]), select, textarea, a[href], [tabindex="0"]'

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

/** Escape in a question that stands above the drawer is an answer to that question. */
const isInside = (event: KeyboardEvent<HTMLDivElement>): boolean =>
  event.target instanceof Node && event.currentTarget.contains(event.target)

const useFocusInside = () => {
  const closing = useRef<HTMLButtonElement | null>(null)
  useEffect(() => {
    const before = document.activeElement
    // The overlay takes the focus in a frame of its own: ours comes after it.
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => closing.current?.focus()))
    return () => {
      cancelAnimationFrame(frame)
      // A row that has gone meanwhile can't take the focus: then the list's heading is where one goes on.
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return closing
}

interface Props {
  campaign: Campaign
  id: number
  onClose: () => void
  onChange: () => void
}

/** What had the focus may be gone after it has done its work: then the drawer itself has it, so that Escape still closes it. */
const useFocusKept = () => {
  const drawer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body && drawer.current) drawer.current.focus()
  })
  return drawer
}

export const RecipientDrawer: FC<Props> = ({ campaign, id, onClose, onChange }) => {
  const closing = useFocusInside()
  const drawer = useFocusKept()
  const [recipient, refresh] = useResource(http => getRecipient(http, campaign.id, id), {
    key: `${campaign.id} ${id}`
  })
  const changed = (): void => {
    refresh()
    onChange()
  }
  return (
    <Overlay
      isOpen
      onClose={onClose}
      canEscapeKeyClose={false}
      transitionDuration={0}
      className="oc-drawer-overlay"
    >
      <div
        className={`oc-drawer ${Classes.ELEVATION_3}`}
        ref={drawer}
        tabIndex={-1}
        role="dialog"
        aria-modal
        aria-labelledby={TITLE}
        data-drawer={id}
        onKeyDown={event => {
          if (event.key === 'Escape' && isInside(event)) onClose()
          else stayInside(event)
        }}
      >
        <div className="oc-drawer-head">
          <h2 id={TITLE}>
            {recipient.kind === 'ready' ? recipient.value.phone_number : t('campaign_page.recipient.title')}
          </h2>
          <Button
            minimal
            icon="cross"
            aria-label={t('campaign_page.recipient.close')}
            elementRef={element => {
              closing.current = element
            }}
            onClick={onClose}
          />
        </div>
        <div className="oc-drawer-body">
          {recipient.kind === 'loading' && <p role="status">{t('loading')}</p>}
          {recipient.kind === 'failed' && <FailureNotice failure={recipient.failure} onRetry={refresh} />}
          {recipient.kind === 'ready' && (
            <>
              {recipient.failure && <FailureNotice failure={recipient.failure} onRetry={refresh} />}
              <RecipientDetails
                campaign={campaign}
                recipient={recipient.value}
                onChange={changed}
                onRemoved={() => {
                  onClose()
                  onChange()
                }}
              />
            </>
          )}
        </div>
      </div>
    </Overlay>
  )
}
