import type { Database } from '../../platform/database/database'
import type { JsonColumns } from '../../platform/database/json-rows'
import type { Reason } from '../../outbox'
import type { ExecutionStatus } from '../engine/standing'
import type { StepType } from '../steps/schema'

/** A step that a lead has just come to. */
export interface NewExecution {
  enrollmentId: number
  stepKey: string
  visit: number
  sequenceId: number
  versionId: number
  leadId: number
  type: StepType
  channel: 'email' | 'whatsapp' | null
  status: ExecutionStatus
  reason: Reason | null
  outcome: object | null
  subject: string | null
  /** Whose message it is, if it is one. */
  ownerType: string | null
  finished: boolean
}

const COLUMNS: JsonColumns = {
  enrollment_id: 'integer',
  step_key: 'text',
  visit: 'integer',
  sequence_id: 'integer',
  version_id: 'integer',
  lead_id: 'integer',
  type: 'text',
  channel: 'text',
  status: 'text',
  reason_code: 'text',
  reason: 'text',
  outcome: 'json',
  subject: 'text',
  owner_type: 'text',
  dedupe_key: 'text',
  finished_at: 'integer'
}

/** Two messages of one sequence with this key are one: a step is sent once, even if it were taken twice. */
export const messageKey = (enrollmentId: number, stepKey: string, visit: number): string =>
  `${enrollmentId}.${stepKey}.${visit}`

/**
 * Writes down what leads have come to, in one statement, each with its message if it is one. What is there already (a
 * condition that was given time) is completed.
 */
export const writeExecutions = async (
  tx: Database,
  botId: string,
  at: number,
  executions: readonly NewExecution[]
): Promise<void> => {
  if (executions.length === 0) return
  const rows = executions.map(one => ({
    enrollment_id: one.enrollmentId,
    step_key: one.stepKey,
    visit: one.visit,
    sequence_id: one.sequenceId,
    version_id: one.versionId,
    lead_id: one.leadId,
    type: one.type,
    channel: one.channel,
    status: one.status,
    reason_code: one.reason?.code ?? null,
    reason: one.reason?.detail ?? null,
    outcome: one.outcome,
    subject: one.subject,
    owner_type: one.ownerType,
    dedupe_key: one.ownerType === null ? null : messageKey(one.enrollmentId, one.stepKey, one.visit),
    finished_at: one.finished ? at : null
  }))
  await tx.change(
    `insert into outbound_executions (enrollment_id, step_key, visit, bot_id, sequence_id, version_id, lead_id, type,
            channel, status, reason_code, reason, outcome, subject, message_id, started_at, finished_at)
     select given.enrollment_id, given.step_key, given.visit, ?, given.sequence_id, given.version_id, given.lead_id,
            given.type, given.channel, given.status, given.reason_code, given.reason, given.outcome, given.subject,
            (select m.id from outbound_messages m
              where m.owner_type = given.owner_type and m.owner_id = given.sequence_id
                and m.dedupe_key = given.dedupe_key),
            cast(? as ${tx.dialect === 'postgres' ? 'bigint' : 'integer'}), given.finished_at
       from ${tx.rows(COLUMNS)} given where true
     on conflict (enrollment_id, step_key, visit) do update
        set status = excluded.status, outcome = excluded.outcome, finished_at = excluded.finished_at`,
    [botId, at, JSON.stringify(rows)]
  )
}

/** What became of a step that was taken before. */
export interface ExecutionChange {
  enrollmentId: number
  stepKey: string
  visit: number
  status: ExecutionStatus
  reason: Reason | null
  outcome?: object | null
  finishedAt: number | null
}

const CHANGES: JsonColumns = {
  enrollment_id: 'integer',
  step_key: 'text',
  visit: 'integer',
  status: 'text',
  reason_code: 'text',
  reason: 'text',
  outcome: 'json',
  finished_at: 'integer'
}

/** In one statement; what the provider calls the message, and how often it was tried, comes from the message itself. */
export const changeExecutions = async (tx: Database, changes: readonly ExecutionChange[]): Promise<void> => {
  if (changes.length === 0) return
  const json = JSON.stringify(
    changes.map(one => ({
      enrollment_id: one.enrollmentId,
      step_key: one.stepKey,
      visit: one.visit,
      status: one.status,
      reason_code: one.reason?.code ?? null,
      reason: one.reason?.detail ?? null,
      outcome: one.outcome ?? null,
      finished_at: one.finishedAt
    }))
  )
  const ofMessage = (column: string) =>
    `(select ${column} from outbound_messages m where m.id = outbound_executions.message_id)`
  const provider = `provider_id = coalesce(${ofMessage('m.provider_id')}, outbound_executions.provider_id),
                retries = coalesce(${ofMessage('case when m.attempts > 1 then m.attempts - 1 else 0 end')}, outbound_executions.retries)`
  await tx.change(
    tx.dialect === 'postgres'
      ? `update outbound_executions
            set status = given.status, reason_code = given.reason_code, reason = given.reason,
                outcome = coalesce(given.outcome, outbound_executions.outcome),
                finished_at = coalesce(outbound_executions.finished_at, given.finished_at), ${provider}
           from ${tx.rows(CHANGES)} given
          where outbound_executions.enrollment_id = given.enrollment_id
            and outbound_executions.step_key = given.step_key and outbound_executions.visit = given.visit`
      : `insert into outbound_executions (enrollment_id, step_key, visit, bot_id, sequence_id, version_id, lead_id, type,
                status, reason_code, reason, outcome, started_at, finished_at)
         select enrollment_id, step_key, visit, '', 0, 0, 0, '', status, reason_code, reason, outcome, 0, finished_at
           from ${tx.rows(CHANGES)} given where true
         on conflict (enrollment_id, step_key, visit) do update
            set status = excluded.status, reason_code = excluded.reason_code, reason = excluded.reason,
                outcome = coalesce(excluded.outcome, outcome),
                finished_at = coalesce(outbound_executions.finished_at, excluded.finished_at), ${provider}`,
    [json]
  )
}
