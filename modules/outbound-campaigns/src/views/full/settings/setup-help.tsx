/** How WhatsApp is connected where it isn't: which file, which entries, where each of them is found. */
import { Card } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Status } from '../../api/status'
import { t } from '../../text'

const ENTRIES = `{
  "messaging": {
    "channels": {
      "vonage": {
        "enabled": true,
        "apiKey": "…",
        "apiSecret": "…",
        "applicationId": "…",
        "privateKey": "…",
        "signatureSecret": "…",
        "botPhoneNumber": "…"
      }
    }
  }
}`

const STEPS = ['account', 'key', 'signature', 'number', 'ready'] as const

export const SetupHelp: FC<{ status: Status }> = ({ status }) => {
  const whatsapp = status.channels.find(({ name }) => name === 'whatsapp')
  if (!whatsapp || whatsapp.ready) return null
  return (
    <Card className="oc-card" data-section="setup">
      <h2>{t('settings.setup.title')}</h2>
      <p>{t('settings.setup.file', { file: `data/bots/${status.bot_id}/bot.config.json` })}</p>
      <pre className="oc-code" tabIndex={0} aria-label="bot.config.json">
        {ENTRIES}
      </pre>
      <ol className="oc-steps-list">
        {STEPS.map(step => (
          <li key={step}>{t(`settings.setup.${step}` as const)}</li>
        ))}
      </ol>
    </Card>
  )
}
