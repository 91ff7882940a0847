import type { QualificationShown } from '../../leads'
import { toIso, toIsoOrNull } from '../../platform/database/values'
import type { Qualification } from './store'

export const shownQualification = ({
  id,
  at,
  how,
  askedBy,
  webhook,
  webhookStatus,
  webhookError,
  webhookAt
}: Qualification): QualificationShown => ({
  id,
  at: toIso(at),
  how,
  by: askedBy,
  webhook,
  webhook_status: webhookStatus,
  webhook_error: webhookError,
  webhook_at: toIsoOrNull(webhookAt)
})
