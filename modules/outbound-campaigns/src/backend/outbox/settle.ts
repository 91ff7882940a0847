import type { Database } from '../platform/database/database'
import { toNumber, toText, toTextOrNull } from '../platform/database/values'
import { mark } from './brakes'
import type { LanePace } from './lanes'
import type { ReasonChange, Tally } from './tally'
import {
  afterOutcome,
  backoff,
  isMessageStatus,
  movesForward,
  type Became,
  type Outcome,
  type Verdict
} from './message'

/** What came of one attempt. */
export interface Settlement {
  messageId: number
  /** Which attempt of this message, counted from 1. */
  n: number
  outcome: Outcome
}

export interface Settled {
  /** What it means for the counts: the turn writes them, once. */
  change: Partial<Tally>
  reasons: readonly ReasonChange[]
  /** For the owner, of those that moved. */
  became: readonly Became[]
  /** For the brakes: one mark a result. */
  marks: string
  /** Why the owner can't go on, if a channel said so. */
  stop: Extract<Outcome, { kind: 'stop' }> | null
  /** The hardest of the sender's throttlings. */
  throttled: Extract<Outcome, { kind: 'throttled' }> | null
}

/**
 * Writes the outcomes of a set of attempts, in the caller's transaction: the send log and the messages.
 *
 * Between the call and now a report may already have said more than the outcome does (`delivered` before the 202 was
 * read), or the lease may have run out and made the message unconfirmed. So each row is looked at first, and only a row
 * that is still waiting for this very attempt takes its verdict; the send log is completed in any case.
 */
export const settle = async (
  db: Database,
  settlements: readonly Settlement[],
  { max_retries, retry_backoff_ms }: Pick<LanePace, 'max_retries' | 'retry_backoff_ms'>,
  random: () => number
): Promise<Settled> => {
  if (settlements.length === 0)
    return { change: {}, reasons: [], became: [], marks: '', stop: null, throttled: null }
  const waiting = await waitingMessages(db, settlements)

  const verdicts = settlements.flatMap(({ messageId, n, outcome }) => {
    const current = waiting.get(messageId)
    if (!current || current.attempts !== n) return []
    const tries = n - current.spared
    const verdict = afterOutcome(outcome, tries, max_retries, backoff(tries, random(), retry_backoff_ms))
    const applies = verdict.status === 'pending' || movesForward(current.status, verdict.status)
    return applies ? [{ id: messageId, from: current, outcome, verdict }] : []
  })

  await writeAttempts(db, settlements)
  await writeVerdicts(db, verdicts)
  return {
    change: tallyChange(verdicts),
    reasons: reasonChanges(verdicts),
    became: verdicts.map(({ id, verdict: { status, reason } }) => ({ messageId: id, status, reason })),
    marks: settlements.map(({ outcome }) => mark(outcome)).join(''),
    stop: firstOf(settlements, 'stop'),
    throttled: hardest(settlements)
  }
}

interface Decided {
  id: number
  from: { status: 'sending' | 'unconfirmed'; code: string | null }
  outcome: Outcome
  verdict: Verdict
}

const waitingMessages = async (db: Database, settlements: readonly Settlement[]) => {
  const rows = await db.query(
    `select id, status, reason_code, attempts, spared_attempts from outbound_messages
      where id in (select id from ${db.rows({ id: 'integer' })} given) and status in ('sending', 'unconfirmed')
      order by id ${db.forUpdate}`,
    [JSON.stringify(settlements.map(({ messageId }) => ({ id: messageId })))]
  )
  return new Map(
    rows.map(row => {
      const status = toText(row.status)
      if (!isMessageStatus(status) || (status !== 'sending' && status !== 'unconfirmed')) {
        throw new Error(`A message waits for its outcome in the state ${status}.`)
      }
      return [
        toNumber(row.id),
        {
          status,
          code: toTextOrNull(row.reason_code),
          attempts: toNumber(row.attempts),
          spared: toNumber(row.spared_attempts)
        }
      ]
    })
  )
}

const writeAttempts = async (db: Database, settlements: readonly Settlement[]): Promise<void> => {
  const rows = settlements.map(({ messageId, n, outcome }) => ({
    message_id: messageId,
    n,
    outcome: outcome.kind,
    provider_id: outcome.kind === 'accepted' ? outcome.providerId : null,
    code: outcome.kind === 'accepted' ? null : outcome.reason.code,
    detail: outcome.kind === 'accepted' ? null : outcome.reason.detail
  }))
  const given = db.rows({
    message_id: 'integer',
    n: 'integer',
    outcome: 'text',
    provider_id: 'text',
    code: 'text',
    detail: 'text'
  })
  // SQLite has no `update … from`: an upsert of rows that are all there is its fast way to settle a set.
  await db.change(
    db.dialect === 'postgres'
      ? `update outbound_attempts a
            set outcome = given.outcome, provider_id = given.provider_id, code = given.code, detail = given.detail,
                settled_at = ${db.now}
           from ${given} given where a.message_id = given.message_id and a.n = given.n`
      : `insert into outbound_attempts (message_id, n, bot_id, sender, started_at, outcome, provider_id, code, detail, settled_at)
         select message_id, n, '', '', 0, outcome, provider_id, code, detail, ${db.now} from ${given} given where true
         on conflict (message_id, n) do update
            set outcome = excluded.outcome, provider_id = excluded.provider_id, code = excluded.code,
                detail = excluded.detail, settled_at = excluded.settled_at`,
    [JSON.stringify(rows)]
  )
}

const writeVerdicts = async (db: Database, decided: readonly Decided[]): Promise<void> => {
  if (decided.length === 0) return
  const rows = decided.map(({ id, outcome, verdict }) => ({
    id,
    status: verdict.status,
    code: verdict.reason?.code ?? null,
    detail: verdict.reason?.detail ?? null,
    wait: verdict.status === 'pending' ? verdict.waitMs : 0,
    provider_id: outcome.kind === 'accepted' ? outcome.providerId : null,
    // Throttled and stopped attempts are not held against the message.
    spared: outcome.kind === 'throttled' || outcome.kind === 'stop' ? 1 : 0
  }))
  const given = db.rows({
    id: 'integer',
    status: 'text',
    code: 'text',
    detail: 'text',
    wait: 'integer',
    provider_id: 'text',
    spared: 'integer'
  })
  await db.change(
    db.dialect === 'postgres'
      ? `update outbound_messages m
            set status = given.status, reason_code = given.code, reason = given.detail, lease_until = null,
                not_before = case when given.status = 'pending' then ${db.now} + given.wait else m.not_before end,
                provider_id = coalesce(given.provider_id, m.provider_id),
                sent_at = case when given.status = 'sent' then ${db.now} else m.sent_at end,
                spared_attempts = m.spared_attempts + given.spared,
                updated_at = ${db.now}
           from ${given} given where m.id = given.id`
      : `insert into outbound_messages (id, bot_id, owner_type, owner_id, channel, person, dedupe_key, status, reason_code,
                reason, not_before, provider_id, sent_at, spared_attempts, updated_at)
         select id, '', '', 0, '', '', 'settled ' || id, status, code, detail,
                case when status = 'pending' then ${db.now} + wait else 0 end, provider_id,
                case when status = 'sent' then ${db.now} end, spared, ${db.now}
           from ${given} given where true
         on conflict (id) do update
            set status = excluded.status, reason_code = excluded.reason_code, reason = excluded.reason, lease_until = null,
                not_before = case when excluded.status = 'pending' then excluded.not_before else not_before end,
                provider_id = coalesce(excluded.provider_id, provider_id),
                sent_at = coalesce(excluded.sent_at, sent_at),
                spared_attempts = spared_attempts + excluded.spared_attempts,
                updated_at = excluded.updated_at`,
    [JSON.stringify(rows)]
  )
}

const tallyChange = (decided: readonly Decided[]): Partial<Tally> => {
  const change: Partial<Tally> = {}
  for (const { from, verdict } of decided) {
    change[from.status] = (change[from.status] ?? 0) - 1
    change[verdict.status] = (change[verdict.status] ?? 0) + 1
  }
  return change
}

/** Only ends have their reasons counted: what is owed still may end otherwise. */
const reasonChanges = (decided: readonly Decided[]): ReasonChange[] =>
  decided.flatMap(({ from, verdict }) => {
    const left =
      from.status === 'unconfirmed' && from.code ? [{ status: from.status, code: from.code, n: -1 }] : []
    const ended = verdict.status === 'failed' || verdict.status === 'unconfirmed'
    return ended ? [...left, { status: verdict.status, code: verdict.reason.code, n: 1 }] : left
  })

const firstOf = (settlements: readonly Settlement[], kind: 'stop'): Settled['stop'] => {
  for (const { outcome } of settlements) if (outcome.kind === kind) return outcome
  return null
}

const hardest = (settlements: readonly Settlement[]): Settled['throttled'] => {
  let found: Settled['throttled'] = null
  for (const { outcome } of settlements) {
    if (outcome.kind === 'throttled' && (outcome.retryAfterMs ?? 0) >= (found?.retryAfterMs ?? 0))
      found = outcome
  }
  return found
}
