/** Whether somebody still is in a sequence, or how it ended, as a coloured word. */
import { Intent, Tag } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Enrollment } from '../../../api/leads'
import { t } from '../../../text'

const INTENTS: Record<Enrollment['status'], Intent> = {
  active: Intent.PRIMARY,
  paused: Intent.WARNING,
  completed: Intent.SUCCESS,
  stopped: Intent.NONE,
  qualified: Intent.SUCCESS,
  opted_out: Intent.DANGER,
  failed: Intent.DANGER
}

export const EnrollmentStatusTag: FC<{ status: Enrollment['status'] }> = ({ status }) => (
  <Tag minimal intent={INTENTS[status]}>
    {t(`leads.enrollment.status.${status}` as const)}
  </Tag>
)
