import type { Row } from '../../platform/database/database'
import type { JsonColumns } from '../../platform/database/json-rows'
import { fromJson, toBoolean, toNumber, toNumberOrNull, toTextOrNull } from '../../platform/database/values'
import {
  EVENT_TYPES,
  SOURCES,
  VERDICTS,
  type Channel,
  type EventType,
  type NewEvent,
  type Source,
  type Verdict
} from './event'

/** An event as it is kept. */
export interface StoredEvent {
  id: number
  leadId: number
  person: string | null
  channel: Channel | null
  enrollmentId: number | null
  sequenceId: number | null
  stepKey: string | null
  messageId: number | null
  type: EventType
  source: Source
  verdict: Verdict
  signals: readonly string[]
  at: number
  finalAt: number
  /** Whether the verdict is final and was told. */
  told: boolean
  receivedAt: number
  sinceSent: number | null
  link: string | null
  origin: string | null
  client: string | null
  device: string | null
  country: string | null
  returnAt: number | null
  details: Readonly<Record<string, unknown>>
}

export const NEW_COLUMNS: JsonColumns = {
  lead_id: 'integer',
  person: 'text',
  channel: 'text',
  enrollment_id: 'integer',
  sequence_id: 'integer',
  step_key: 'text',
  message_id: 'integer',
  type: 'text',
  source: 'text',
  verdict: 'text',
  signals: 'json',
  at: 'integer',
  final_at: 'integer',
  since_sent: 'integer',
  link: 'text',
  origin: 'text',
  client: 'text',
  device: 'text',
  country: 'text',
  return_at: 'integer',
  details: 'json',
  dedupe_key: 'text'
}

export const toNewRow = (leadId: number, event: NewEvent) => ({
  lead_id: leadId,
  person: event.person ?? null,
  channel: event.channel ?? null,
  enrollment_id: event.enrollmentId ?? null,
  sequence_id: event.sequenceId ?? null,
  step_key: event.stepKey ?? null,
  message_id: event.messageId ?? null,
  type: event.type,
  source: event.source,
  verdict: event.verdict ?? 'human',
  signals: event.signals ?? [],
  at: Math.round(event.at),
  final_at: Math.round(event.finalAt ?? event.at),
  since_sent: wholeOrNull(event.sinceSent),
  link: event.link ?? null,
  origin: event.origin ?? null,
  client: event.client ?? null,
  device: event.device ?? null,
  country: event.country ?? null,
  return_at: wholeOrNull(event.returnAt),
  details: event.details ?? {},
  dedupe_key: event.dedupeKey
})

const wholeOrNull = (value: number | null | undefined): number | null =>
  typeof value === 'number' ? Math.round(value) : null

export const toEvent = (row: Row): StoredEvent => ({
  id: toNumber(row.id),
  leadId: toNumber(row.lead_id),
  person: toTextOrNull(row.person),
  channel: channelOf(toTextOrNull(row.channel)),
  enrollmentId: toNumberOrNull(row.enrollment_id),
  sequenceId: toNumberOrNull(row.sequence_id),
  stepKey: toTextOrNull(row.step_key),
  messageId: toNumberOrNull(row.message_id),
  type: oneOf(EVENT_TYPES, row.type),
  source: oneOf(SOURCES, row.source),
  verdict: oneOf(VERDICTS, row.verdict),
  signals: textsOf(fromJson(row.signals)),
  at: toNumber(row.at),
  finalAt: toNumber(row.final_at),
  told: toBoolean(row.told),
  receivedAt: toNumber(row.received_at),
  sinceSent: toNumberOrNull(row.since_sent),
  link: toTextOrNull(row.link),
  origin: toTextOrNull(row.origin),
  client: toTextOrNull(row.client),
  device: toTextOrNull(row.device),
  country: toTextOrNull(row.country),
  returnAt: toNumberOrNull(row.return_at),
  details: recordOf(fromJson(row.details))
})

const oneOf = <T extends string>(known: readonly T[], value: unknown): T => {
  const found = known.find(one => one === value)
  if (found === undefined) throw new Error('An event in the database says something unknown.')
  return found
}

const channelOf = (value: string | null): Channel | null =>
  value === 'email' || value === 'whatsapp' ? value : null

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
