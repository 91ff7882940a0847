/** A lead's state as a coloured word. */
import { Intent, Tag } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { LeadStatus } from '../../api/leads'
import { t } from '../../text'

const INTENTS: Record<LeadStatus, Intent> = {
  active: Intent.PRIMARY,
  qualified: Intent.SUCCESS,
  opted_out: Intent.DANGER
}

export const LeadStatusTag: FC<{ status: LeadStatus }> = ({ status }) => (
  <Tag minimal intent={INTENTS[status]} data-lead-status={status}>
    {t(`leads.status.${status}` as const)}
  </Tag>
)
