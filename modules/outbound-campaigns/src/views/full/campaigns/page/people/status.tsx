/** What became of one person's message: its state as a coloured word. */
import { Intent, Tag } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { t } from '../../../../text'
import type { RecipientStatus } from '../api'

const INTENTS: Record<RecipientStatus, Intent> = {
  pending: Intent.NONE,
  sending: Intent.PRIMARY,
  sent: Intent.PRIMARY,
  delivered: Intent.SUCCESS,
  read: Intent.SUCCESS,
  failed: Intent.DANGER,
  unconfirmed: Intent.WARNING,
  skipped: Intent.NONE,
  cancelled: Intent.NONE
}

export const RecipientStatusTag: FC<{ status: RecipientStatus }> = ({ status }) => (
  <Tag minimal intent={INTENTS[status]} data-recipient-status={status}>
    {t(`campaign_page.status.${status}` as const)}
  </Tag>
)
