/** How fast it goes, and the way to change that while it runs. */
import { Button } from '@blueprintjs/core'
import React, { useRef, useState, type FC } from 'react'
import type { Campaign } from '../../../../api/campaigns'
import { t } from '../../../../text'
import { useCanWrite } from '../../../platform/panel-context'
import { PaceForm } from './form'
import { paceSentence, windowSentence } from './words'

const CHANGEABLE: ReadonlyArray<Campaign['status']> = ['draft', 'scheduled', 'running', 'paused', 'failed']

export const PaceLine: FC<{ campaign: Campaign; onChange: () => void }> = ({ campaign, onChange }) => {
  const [open, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement | null>(null)
  const mayChange = useCanWrite() && CHANGEABLE.includes(campaign.status)
  const hours = windowSentence(campaign)

  const close = (): void => {
    setOpen(false)
    requestAnimationFrame(() => opener.current?.focus())
  }

  return (
    <div className="oc-pace-now">
      <h3>{t('campaign_page.pace.title')}</h3>
      {open && mayChange ? (
        <PaceForm
          campaign={campaign}
          onDone={() => {
            close()
            onChange()
          }}
          onCancel={close}
        />
      ) : (
        <>
          <div data-pace>{paceSentence(campaign)}</div>
          {hours !== null && <div className="oc-muted">{hours}</div>}
          {mayChange && (
            <Button
              small
              minimal
              className="oc-link"
              icon="dashboard"
              text={t('campaign_page.pace.change')}
              elementRef={element => {
                opener.current = element
              }}
              onClick={() => setOpen(true)}
            />
          )}
        </>
      )}
    </div>
  )
}
