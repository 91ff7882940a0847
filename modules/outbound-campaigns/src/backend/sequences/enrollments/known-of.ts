import {
  isBefore,
  type LeadSequence,
  type SequenceMembers,
  type StoredLead,
  type TimelineSource
} from '../../leads'
import { forgetMessages, readLane, cancelMessages } from '../../outbox'
import type { Database } from '../../platform/database/database'
import { toIsoOrNull, toNumber, toNumberOrNull, toText, toTextOrNull } from '../../platform/database/values'
import { giveBack } from '../delivery/given-back'
import { OWNER_TYPES } from '../delivery/owners'
import type { EnrollmentChanges } from './change'
import { whereIs } from './engagement-store'
import { ending } from './intents'

/** What sequences know of a person: for the lists of leads, for a lead's timeline, and until they ask to be forgotten. */
export const sequenceMembers = (db: Database): SequenceMembers => ({
  async page(botId, sequenceId, below, limit) {
    const rows = await db.query(
      `select distinct lead_id from outbound_enrollments
        where sequence_id = ? and coalesce(bot_id, '') = ? and lead_id < ? order by lead_id desc limit ?`,
      [sequenceId, botId, below ?? Number.MAX_SAFE_INTEGER, limit]
    )
    return rows.map(row => toNumber(row.lead_id))
  },
  async count(botId, sequenceId) {
    const row = await db.first(
      `select count(distinct lead_id) as n from outbound_enrollments where sequence_id = ? and coalesce(bot_id, '') = ?`,
      [sequenceId, botId]
    )
    return toNumber(row?.n)
  },
  async of(botId, leadIds) {
    const found = new Map<number, LeadSequence[]>()
    if (leadIds.length === 0) return found
    const rows = await db.query(
      `select e.lead_id, e.status, s.id, s.name from ${db.rows({ id: 'integer' })} given
         cross join outbound_enrollments e join outbound_sequences s on s.id = e.sequence_id
        where e.lead_id = given.id and e.bot_id = ? and e.status in ('active', 'paused') order by e.id desc`,
      [JSON.stringify(leadIds.map(id => ({ id }))), botId]
    )
    for (const row of rows) {
      const leadId = toNumber(row.lead_id)
      const sequence: LeadSequence = {
        id: toNumber(row.id),
        name: toText(row.name),
        status: toText(row.status) === 'paused' ? 'paused' : 'active'
      }
      found.set(leadId, [...(found.get(leadId) ?? []), sequence])
    }
    return found
  }
})

/** That a lead came into a sequence, and that its way there ended. What was sent is with the messages. */
export const enrollmentEntries = (db: Database): TimelineSource => ({
  name: 'sequences',
  async read(botId, lead, { before, limit }) {
    const next = isBefore(before)
    const of = (kind: string, at: string, n: number) =>
      `select '${kind}' as kind, e.${at} as at, e.id * 2 + ${n} as id, e.id as enrollment_id, e.sequence_id, e.status,
              e.reason_code, e.source, s.name
         from outbound_enrollments e join outbound_sequences s on s.id = e.sequence_id
        where e.lead_id = ? and e.bot_id = ? and e.${at} is not null`
    const rows = await db.query(
      `select * from (${of('sequence.began', 'created_at', 0)} union all ${of('sequence.ended', 'ended_at', 1)}) entries
        where ${next.sql} order by at desc, id desc limit ?`,
      [lead.id, botId, lead.id, botId, ...next.bindings, limit]
    )
    return rows.map(row => ({
      at: toNumber(row.at),
      id: toNumber(row.id),
      kind: toText(row.kind),
      channel: null,
      details: {
        enrollment_id: toNumber(row.enrollment_id),
        sequence_id: toNumber(row.sequence_id),
        sequence_name: toText(row.name),
        ...(toText(row.kind) === 'sequence.ended' && {
          status: toText(row.status),
          reason: toTextOrNull(row.reason_code)
        })
      }
    }))
  }
})

/** What people had to do for a lead. */
export const taskEntries = (db: Database): TimelineSource => ({
  name: 'tasks',
  async read(botId, lead, { before, limit }) {
    const next = isBefore(before)
    const rows = await db.query(
      `select * from (
         select t.id, coalesce(t.done_at, t.created_at) as at, t.title, t.status, t.due_at, t.result, t.sequence_id
           from outbound_enrollments e cross join outbound_tasks t
          where e.lead_id = ? and e.bot_id = ? and t.enrollment_id = e.id) tasks
        where ${next.sql} order by at desc, id desc limit ?`,
      [lead.id, botId, ...next.bindings, limit]
    )
    return rows.map(row => ({
      at: toNumber(row.at),
      id: toNumber(row.id),
      kind: `task.${toText(row.status)}`,
      channel: null,
      details: {
        task_id: toNumber(row.id),
        sequence_id: toNumber(row.sequence_id),
        title: toText(row.title),
        due_at: toIsoOrNull(toNumberOrNull(row.due_at)),
        result: toTextOrNull(row.result)
      }
    }))
  }
})

const FORGOTTEN = { code: 'forgotten', detail: 'This person asked to be forgotten.' }

/**
 * Takes one person out of all sequences: what is owed is taken back, what was sent stays counted and is nobody's. In
 * short transactions; done again, it does what is left.
 */
export const forgetInSequences = async (
  { db, changes }: { db: Database; changes: EnrollmentChanges },
  botId: string,
  lead: StoredLead
): Promise<void> => {
  await db.transaction(async tx => {
    const places = await whereIs(tx, botId, [lead.id])
    const ids = places.map(({ id }) => id)
    await changes.change(tx, botId, ids, () => ending('stopped', FORGOTTEN))
  })
  for (const { type, id, messages } of await messagesOf(db, botId, lead.id))
    await db.transaction(async tx => {
      await readLane(tx, { type, id }, true)
      await giveBack(tx, botId, await cancelMessages(tx, { type, id }, messages, FORGOTTEN))
      await forgetMessages(tx, messages)
    })
  await db.transaction(async tx => {
    await tx.change(
      `update outbound_executions set subject = null, provider_id = null, reason = null where lead_id = ? and bot_id = ?`,
      [lead.id, botId]
    )
    await tx.change(
      `update outbound_tasks set title = '', note = null, result = null
        where bot_id = ? and enrollment_id in (select id from outbound_enrollments where lead_id = ?)`,
      [botId, lead.id]
    )
  })
}

const messagesOf = async (db: Database, botId: string, leadId: number) => {
  const rows = await db.query(
    `select m.id, m.owner_type, m.owner_id from outbound_executions x cross join outbound_messages m
      where x.lead_id = ? and x.bot_id = ? and m.id = x.message_id and m.owner_type in (${OWNER_TYPES.map(() => '?').join(', ')})
      order by m.owner_type, m.owner_id, m.id`,
    [leadId, botId, ...OWNER_TYPES]
  )
  const groups = new Map<string, { type: string; id: number; messages: number[] }>()
  for (const row of rows) {
    const [type, id] = [toText(row.owner_type), toNumber(row.owner_id)]
    const group = groups.get(`${type} ${id}`) ?? { type, id, messages: [] }
    group.messages.push(toNumber(row.id))
    groups.set(`${type} ${id}`, group)
  }
  return [...groups.values()]
}
