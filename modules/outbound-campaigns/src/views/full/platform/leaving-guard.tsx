/**
 * Nobody leaves with something unsaved by accident: the browser asks before the page is closed, and the panel before one
 * of its own links is followed.
 */
import React, { useEffect, useState, type ReactNode } from 'react'
import { t } from '../../text'
import { Confirm } from './confirm'

const linkOf = (target: EventTarget | null): HTMLAnchorElement | null =>
  target instanceof Element ? target.closest<HTMLAnchorElement>('.oc-panel a[href*="#/"]') : null

/** `text`: what becomes of what was typed. */
export const useLeavingGuard = (dirty: boolean, text: string): ReactNode => {
  const [leadsTo, setLeadsTo] = useState<string | null>(null)

  useEffect(() => {
    if (!dirty) return undefined
    const beforeUnload = (event: BeforeUnloadEvent): void => {
      event.preventDefault()
      event.returnValue = ''
    }
    const beforeLink = (event: MouseEvent): void => {
      const link = linkOf(event.target)
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      event.stopPropagation()
      setLeadsTo(link.href)
    }
    window.addEventListener('beforeunload', beforeUnload)
    document.addEventListener('click', beforeLink, true)
    return () => {
      window.removeEventListener('beforeunload', beforeUnload)
      document.removeEventListener('click', beforeLink, true)
    }
  }, [dirty])

  if (leadsTo === null) return null
  return (
    <Confirm
      title={t('settings.leave.title')}
      text={text}
      yes={t('settings.leave.yes')}
      no={t('settings.leave.no')}
      onYes={() => {
        setLeadsTo(null)
        window.location.hash = new URL(leadsTo).hash
      }}
      onNo={() => setLeadsTo(null)}
    />
  )
}
