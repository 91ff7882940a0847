import type { Binding, Database, Row } from '../platform/database/database'
import type { Settings } from '../platform/settings/schema'
import { fromJson, toNumber, toNumberOrNull, toText, toTextOrNull } from '../platform/database/values'
import type { ReasonChange, Tally } from './tally'
import type { Became, Owner } from './message'

/** A message that this process may send now, once, at its slot. It is in the send log already. */
export interface ClaimedMessage {
  id: number
  /** Which attempt this is. */
  n: number
  person: string
  /** The address under which the channel knows this person, once it has said so. */
  address: string | null
  data: unknown
  importId: number | null
  /** The database's time at which it may leave. */
  at: number
}

/** What is looked at for each person, in the statement that takes the row. */
export interface Gate {
  /** At most so many messages to one person in so many hours, over all owners. `restMs`: one too many waits so long; else it is skipped. */
  frequencyCap: { max: number; perHours: number; restMs?: number } | null
  /** The rest between two messages of one sender to one person. */
  pairRestMs: number
  /**
   * These answer a stop word: the opt-out that they confirm doesn't hold them back, every other one does. Whoever has come
   * back meanwhile has nothing to be confirmed.
   */
  confirmsStopWord?: boolean
}

export const frequencyCapOf = ({
  frequency_cap: cap
}: Pick<Settings, 'frequency_cap'>): Gate['frequencyCap'] => cap && { max: cap.max, perHours: cap.per_hours }

export interface ClaimRequest {
  owner: Owner
  botId: string
  sender: string
  /** When each may leave: as many rows are taken as there are slots. */
  slots: readonly number[]
  leaseMs: number
  gate: Gate
}

export interface Claimed {
  messages: ClaimedMessage[]
  /** Rows that were looked at and didn't go: opted out, capped, too soon. */
  heldBack: number
  /** What it means for the counts: the turn writes them, once. */
  change: Partial<Tally>
  reasons: readonly ReasonChange[]
  /** For the owner: those that will not go. */
  became: readonly Became[]
}

const HOLDS = ['forgotten', 'suppressed', 'taken_back', 'frequency_cap', 'pair_rest'] as const
type Held = (typeof HOLDS)[number]
interface Candidate {
  id: number
  n: number
  person: string
  address: string | null
  data: unknown
  importId: number | null
  hold: Held | null
}

/**
 * Takes the next rows of a lane, one for each slot, and writes them to the send log, in the caller's transaction.
 * The suppression list is read in the very select that takes the rows (invariant 5 of sending.md): an opt-out that
 * commits before this statement wins.
 */
export const claimMessages = async (db: Database, request: ClaimRequest): Promise<Claimed> => {
  const candidates = await nextRows(db, request)
  const going = candidates.filter(({ hold }) => hold === null)
  const held = candidates.filter(({ hold }) => hold !== null)

  const messages = going.map(({ id, n, person, address, data, importId }, index) => ({
    id,
    n,
    person,
    address,
    data,
    importId,
    at: request.slots[index] ?? request.slots[0] ?? 0
  }))
  await journal(db, request, messages)
  const became = await holdBack(db, request, held)
  const skips = became.length
  const skipped = HOLDS.map(code => ({
    status: 'skipped' as const,
    code,
    n: became.filter(({ reason }) => reason?.code === code).length
  })).filter(({ n }) => n > 0)
  return {
    messages,
    heldBack: held.length,
    change: { pending: -messages.length - skips, sending: messages.length, skipped: skips },
    reasons: skipped,
    became
  }
}

const nextRows = async (db: Database, { owner, sender, slots, gate }: ClaimRequest): Promise<Candidate[]> => {
  const { sql: hold, bindings } = holdColumn(db, sender, gate)
  const rows = await db.query(
    `select m.id, m.person, m.attempts, m.data, m.import_id, ${hold} as hold,
            (select a.address from outbound_addresses a
              where a.bot_id = m.bot_id and a.channel = m.channel and a.person = m.person) as address
       from outbound_messages m
      where m.owner_type = ? and m.owner_id = ? and m.status = 'pending' and m.not_before <= ${db.now}
      order by m.not_before, m.id limit ? ${db.skipLocked && 'for update of m skip locked'}`,
    [...bindings, owner.type, owner.id, slots.length]
  )
  return rows.map(toCandidate)
}

/** Why a row must not go now, decided by the database while it takes the row. */
const holdColumn = (db: Database, sender: string, gate: Gate): { sql: string; bindings: Binding[] } => {
  const cap = gate.frequencyCap
  return {
    sql: `case
      when m.person = '' then 'forgotten'
      when exists (select 1 from outbound_suppressions s
                    where s.bot_id = m.bot_id and s.person = m.person and s.channel in ('all', m.channel)
                      ${gate.confirmsStopWord ? `and s.source <> 'stop_word'` : ''})
      then 'suppressed'
      ${
        gate.confirmsStopWord
          ? `when not exists (select 1 from outbound_suppressions s
                               where s.bot_id = m.bot_id and s.person = m.person and s.source = 'stop_word')
             then 'taken_back'`
          : ''
      }
      ${
        cap
          ? `when (select count(*) from outbound_messages p
                    where p.bot_id = m.bot_id and p.person = m.person and p.last_attempt_at > ${db.now} - ?
                      and p.status in ('sending', 'sent', 'delivered', 'read', 'unconfirmed')) >= ?
             then 'frequency_cap'`
          : ''
      }
      when exists (select 1 from outbound_contacts c
                    where c.sender = ? and c.person = m.person and c.last_at > ${db.now} - ?)
      then 'pair_rest' end`,
    bindings: [...(cap ? [cap.perHours * 3_600_000, cap.max] : []), sender, gate.pairRestMs]
  }
}

/** Marks the rows as taken and writes each attempt before anybody calls the provider (invariant 1). */
const journal = async (
  db: Database,
  { botId, sender, leaseMs }: ClaimRequest,
  messages: readonly ClaimedMessage[]
): Promise<void> => {
  if (messages.length === 0) return
  const rows = JSON.stringify(
    messages.map(({ id, n, person, at }) => ({ id, n, person, at: Math.floor(at) }))
  )
  const last = Math.floor(messages[messages.length - 1]?.at ?? 0)
  await db.change(
    `update outbound_messages
        set status = 'sending', attempts = attempts + 1, lease_until = ?, last_attempt_at = ${db.now},
            reason_code = null, reason = null, updated_at = ${db.now}
      where id in (select id from ${db.rows({ id: 'integer' })} given)`,
    [last + leaseMs, rows]
  )
  await db.change(
    `insert into outbound_attempts (message_id, n, bot_id, sender, started_at)
     select id, n, ?, ?, at from ${db.rows({ id: 'integer', n: 'integer', at: 'integer' })} given where true`,
    [botId, sender, rows]
  )
  await db.change(
    `insert into outbound_contacts (sender, person, last_at)
     select ?, person, at from ${db.rows({ person: 'text', at: 'integer' })} given where true
     on conflict (sender, person) do update set last_at = excluded.last_at`,
    [sender, rows]
  )
}

/** Why a row is skipped for good, or for how long it rests. */
const consequence = (
  hold: Held,
  { frequencyCap, pairRestMs }: Gate
): { detail: string } | { restMs: number } => {
  switch (hold) {
    // A failure that passes, reported after the person was forgotten, owes the message to nobody.
    case 'forgotten':
      return { detail: 'This person asked to be forgotten.' }
    case 'suppressed':
      return { detail: 'This person has opted out.' }
    case 'taken_back':
      return { detail: 'This person has come back before their opt-out was confirmed.' }
    case 'frequency_cap':
      return frequencyCap?.restMs !== undefined
        ? { restMs: frequencyCap.restMs }
        : { detail: 'This person has had as many messages lately as the settings allow.' }
    case 'pair_rest':
      return { restMs: pairRestMs }
  }
}

/** Answers those that are skipped; the others only wait. */
const holdBack = async (
  db: Database,
  { gate }: ClaimRequest,
  held: readonly Candidate[]
): Promise<Became[]> => {
  const skipped: Became[] = []
  for (const hold of HOLDS) {
    const ids = held.filter(candidate => candidate.hold === hold).map(({ id }) => ({ id }))
    if (ids.length === 0) continue
    const follows = consequence(hold, gate)
    const given = db.rows({ id: 'integer' })
    if ('restMs' in follows) {
      await db.change(
        `update outbound_messages set not_before = ${db.now} + ? where id in (select id from ${given} given)`,
        [follows.restMs, JSON.stringify(ids)]
      )
      continue
    }
    await db.change(
      `update outbound_messages set status = 'skipped', reason_code = ?, reason = ?, updated_at = ${db.now}
        where id in (select id from ${given} given)`,
      [hold, follows.detail, JSON.stringify(ids)]
    )
    const reason = { code: hold, detail: follows.detail }
    skipped.push(...ids.map(({ id }): Became => ({ messageId: id, status: 'skipped', reason })))
  }
  return skipped
}

const toCandidate = (row: Row): Candidate => ({
  id: toNumber(row.id),
  n: toNumber(row.attempts) + 1,
  person: toText(row.person),
  address: toTextOrNull(row.address),
  data: fromJson(row.data),
  importId: toNumberOrNull(row.import_id),
  hold: row.hold === null ? null : toHeld(toText(row.hold))
})

const toHeld = (value: string): Held => {
  const hold = HOLDS.find(known => known === value)
  if (!hold) throw new Error(`The claim knows no reason "${value}".`)
  return hold
}
