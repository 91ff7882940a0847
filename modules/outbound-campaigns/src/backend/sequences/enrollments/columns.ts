import type { Database, Row } from '../../platform/database/database'
import {
  fromJson,
  toBoolean,
  toNumber,
  toNumberOrNull,
  toText,
  toTextOrNull
} from '../../platform/database/values'
import {
  ENROLLMENT_STATUSES,
  EXECUTION_STATUSES,
  WAITS,
  type Past,
  type Shift,
  type Standing
} from '../engine/standing'
import { BRANCHES, STEP_TYPES } from '../steps/schema'

export const SOURCES = ['manual', 'bulk', 'icp', 'trigger', 'bot'] as const
export type Source = (typeof SOURCES)[number]

/** A lead in a sequence, as it is kept. */
export interface StoredEnrollment extends Standing {
  id: number
  sequenceId: number
  versionId: number
  leadId: number
  holdUntil: number | null
  /** Counts the movements: whoever moves it says from which one. */
  moves: number
  source: Source
  dealId: string | null
  emailsSent: number
  whatsappsSent: number
  /** Messages that were opened, clicked, answered: each once. */
  opened: number
  clicked: number
  replied: number
  bounced: number
  qualifiedAt: number | null
  startedAt: number
  /** When it went on after a pause, last. */
  resumedAt: number | null
  lastSentAt: number | null
  endedAt: number | null
  createdAt: number
  createdBy: string | null
  updatedAt: number
}

const known = <T extends string>(words: readonly T[], value: unknown): T => {
  const found = words.find(word => word === value)
  if (found === undefined) throw new Error('An enrollment has a word that the module does not know.')
  return found
}

export const toEnrollment = (row: Row): StoredEnrollment => {
  const code = toTextOrNull(row.reason_code)
  return {
    id: toNumber(row.id),
    sequenceId: toNumber(row.sequence_id),
    versionId: toNumber(row.version_id),
    leadId: toNumber(row.lead_id),
    status: known(ENROLLMENT_STATUSES, row.status),
    reason: code === null ? null : { code, detail: toTextOrNull(row.reason) ?? '' },
    stepKey: toTextOrNull(row.step_key),
    visit: toNumber(row.visit),
    waitingFor: known(WAITS, row.waiting_for),
    dueAt: toNumberOrNull(row.due_at),
    dueWhy: row.due_why === null ? [] : (fromJson(row.due_why) as Shift[]),
    anchorAt: toNumber(row.anchor_at),
    fresh: toBoolean(toNumber(row.fresh)),
    holdUntil: toNumberOrNull(row.hold_until),
    moves: toNumber(row.moves),
    source: known(SOURCES, row.source),
    dealId: toTextOrNull(row.deal_id),
    emailsSent: toNumber(row.emails_sent),
    whatsappsSent: toNumber(row.whatsapps_sent),
    opened: toNumber(row.opened),
    clicked: toNumber(row.clicked),
    replied: toNumber(row.replied),
    bounced: toNumber(row.bounced),
    qualifiedAt: toNumberOrNull(row.qualified_at),
    startedAt: toNumber(row.started_at),
    resumedAt: toNumberOrNull(row.resumed_at),
    lastSentAt: toNumberOrNull(row.last_sent_at),
    endedAt: toNumberOrNull(row.ended_at),
    createdAt: toNumber(row.created_at),
    createdBy: toTextOrNull(row.created_by),
    updatedAt: toNumber(row.updated_at)
  }
}

/** What the lead of the enrollment `e` came to before, as one column: read along, however many enrollments there are. */
export const historyColumn = ({ dialect }: Pick<Database, 'dialect'>): string => {
  const plain = 'x.step_key, x.visit, x.type, x.status'
  const times = 'x.started_at, x.opened_at, x.clicked_at, x.replied_at'
  const from = 'from outbound_executions x where x.enrollment_id = e.id'
  return dialect === 'sqlite'
    ? `(select json_group_array(json_array(${plain}, json_extract(x.outcome, '$.taken'), ${times})) ${from}) as history`
    : `(select jsonb_agg(jsonb_build_array(${plain}, x.outcome->>'taken', ${times})) ${from}) as history`
}

export const toHistory = (value: unknown): Past[] => {
  if (value === null) return []
  return (fromJson(value) as unknown[][]).map(
    ([stepKey, visit, type, status, taken, startedAt, opened, clicked, replied]) => ({
      stepKey: toText(stepKey),
      visit: toNumber(visit),
      type: known(STEP_TYPES, type),
      status: known(EXECUTION_STATUSES, status),
      taken: taken === null ? null : known(BRANCHES, taken),
      startedAt: toNumber(startedAt),
      opened: opened !== null,
      clicked: clicked !== null,
      replied: replied !== null
    })
  )
}
