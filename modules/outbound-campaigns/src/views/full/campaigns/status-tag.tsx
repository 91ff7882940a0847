/** A campaign's state as a coloured word. */
import { Intent, Tag } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { CampaignStatus } from '../../api/campaigns'
import { t } from '../../text'

const INTENTS: Record<CampaignStatus, Intent> = {
  draft: Intent.NONE,
  scheduled: Intent.PRIMARY,
  running: Intent.PRIMARY,
  paused: Intent.WARNING,
  completed: Intent.SUCCESS,
  failed: Intent.DANGER,
  cancelled: Intent.NONE
}

export const StatusTag: FC<{ status: CampaignStatus }> = ({ status }) => (
  <Tag minimal intent={INTENTS[status]} data-status={status}>
    {t(`campaigns.status.${status}` as const)}
  </Tag>
)
