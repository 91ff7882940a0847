import type { StoredLead } from '../../leads'
import { personOn } from '../../leads'
import { suppressedAmong } from '../../compliance'
import type { Database } from '../../platform/database/database'
import { toNumber } from '../../platform/database/values'
import { CHANNELS, type SequenceChannel } from '../delivery/owners'
import { begun } from '../engine/walk'
import { zoneOf } from '../schedule/when-due'
import type { Version } from '../steps/schema'
import { stepAt } from '../steps/way'
import type { StoredSequence } from '../templates/store'
import type { Source } from './columns'

export interface Beginning {
  source: Source
  /** When the way begins; null: now. */
  startAt: number | null
  dealId: string | null
  by: string | null
}

/** Why somebody can't be put into a sequence: a pure rule, but for who is suppressed. */
export type Refusal = 'opted_out' | 'no_address'

export const channelsOf = (version: Version): SequenceChannel[] =>
  CHANNELS.filter(channel => version.steps.some(({ type }) => type === channel))

/** By which channel a step writes to people; null: it doesn't. */
const channelAt = (version: Version, key: string): SequenceChannel | null => {
  const type = stepAt(version, key)?.type
  return CHANNELS.find(channel => channel === type) ?? null
}

export const refusalOf = (
  lead: StoredLead,
  channels: readonly SequenceChannel[],
  isSuppressed: (channel: SequenceChannel, person: string) => boolean
): Refusal | null => {
  if (lead.status === 'opted_out') return 'opted_out'
  if (channels.length === 0) return null
  const reached = channels.filter(channel => personOn(channel, lead) !== null)
  if (reached.length === 0) return 'no_address'
  const isOut = reached.some(channel => {
    const person = personOn(channel, lead)
    return person !== null && isSuppressed(channel, person)
  })
  return isOut ? 'opted_out' : null
}

/** Who among these must not be written to, on which channel. */
export const suppressedOn = async (
  db: Database,
  botId: string,
  channels: readonly SequenceChannel[],
  leads: readonly StoredLead[]
): Promise<(channel: SequenceChannel, person: string) => boolean> => {
  const found = new Map<SequenceChannel, Set<string>>()
  for (const channel of channels) {
    const persons = leads.flatMap(lead => personOn(channel, lead) ?? [])
    found.set(channel, await suppressedAmong(db, botId, channel, persons))
  }
  return (channel, person) => found.get(channel)?.has(person) ?? false
}

/** Who of these leads is in the sequence: enrollment by lead. */
export const whoIsIn = async (
  db: Database,
  sequenceId: number,
  leadIds: readonly number[]
): Promise<Map<number, number>> => {
  if (leadIds.length === 0) return new Map()
  const rows = await db.query(
    `select e.id, e.lead_id from ${db.rows({ id: 'integer' })} given cross join outbound_enrollments e
      where e.sequence_id = ? and e.lead_id = given.id and e.status in ('active', 'paused')`,
    [JSON.stringify(leadIds.map(id => ({ id }))), sequenceId]
  )
  return new Map(rows.map(row => [toNumber(row.lead_id), toNumber(row.id)]))
}

const NEW = {
  lead_id: 'integer',
  status: 'text',
  step_key: 'text',
  channel: 'text',
  waiting_for: 'text',
  due_at: 'integer',
  due_why: 'json'
} as const

/** Puts leads at the begin of a sequence, in one statement. Whoever is in it already stays where they are. */
export const insertEnrollments = async (
  tx: Database,
  botId: string,
  sequence: StoredSequence,
  version: Version,
  leads: readonly StoredLead[],
  { source, startAt, dealId, by }: Beginning,
  { now, zone: botZone }: { now: number; zone: string }
): Promise<void> => {
  if (leads.length === 0) return
  const at = Math.max(now, startAt ?? now)
  const rows = leads.map(lead => {
    const zone = zoneOf(lead, sequence.settings, botZone)
    const { status, stepKey, waitingFor, dueAt, dueWhy } = begun(
      { version, settings: sequence.settings, zone },
      at
    )
    return {
      lead_id: lead.id,
      status,
      step_key: stepKey,
      channel: stepKey === null ? null : channelAt(version, stepKey),
      waiting_for: waitingFor,
      due_at: dueAt,
      due_why: dueWhy.length === 0 ? null : dueWhy
    }
  })
  const big = tx.dialect === 'postgres' ? 'bigint' : 'integer'
  await tx.change(
    `insert into outbound_enrollments (bot_id, sequence_id, version_id, lead_id, status, step_key, channel,
            waiting_for, due_at, due_why, anchor_at, source, deal_id, started_at, ended_at, created_at, created_by, updated_at)
     select ?, ?, ?, lead_id, status, step_key, channel, waiting_for, due_at, due_why, cast(? as ${big}), ?, ?,
            cast(? as ${big}), case when status = 'completed' then cast(? as ${big}) end, ${tx.now}, ?, ${tx.now}
       from ${tx.rows(NEW)} given where true order by lead_id
     on conflict (sequence_id, lead_id) where status in ('active', 'paused') do nothing`,
    [botId, sequence.id, version.id, at, source, dealId, now, now, by, JSON.stringify(rows)]
  )
}
