import { toIso, toIsoOrNull } from '../../platform/database/values'
import type { StoredEvent } from './columns'
import type { ShownEvent } from './schema'

const DEVICES = ['desktop', 'phone', 'tablet'] as const

export const shownEvent = (event: StoredEvent): ShownEvent => ({
  id: event.id,
  at: toIso(event.at),
  type: event.type,
  verdict: event.verdict,
  final: event.told,
  signals: [...event.signals],
  source: event.source,
  lead_id: event.leadId,
  channel: event.channel,
  message_id: event.messageId,
  sequence_id: event.sequenceId,
  enrollment_id: event.enrollmentId,
  step_key: event.stepKey,
  link: event.link,
  client: event.client,
  device: DEVICES.find(device => device === event.device) ?? null,
  country: event.country,
  return_at: toIsoOrNull(event.returnAt),
  details: { ...event.details }
})
