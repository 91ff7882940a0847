import type { Database, Row } from '../platform/database/database'
import { toNumber, toNumberOrNull, toText, toTextOrNull } from '../platform/database/values'
import { BRANCHES, STEP_TYPES, type Step } from './steps/schema'
import { inWayOrder } from './steps/way'

/** What metrics read of sequences: who was in them, what they were sent, and who was moved lately. */

/** A lead's way through a sequence. */
export interface EnrollmentFact {
  id: number
  leadId: number
  sequenceId: number
  status: string
  startedAt: number
  qualifiedAt: number | null
  endedAt: number | null
}

/** A message that a sequence owed to a lead. */
export interface SequenceMessage {
  id: number
  leadId: number
  enrollmentId: number
  sequenceId: number
  stepKey: string
  channel: string
  status: string
  /** When what became of it was first known, or else when it was owed, by the calendar. */
  at: number
}

const given = (ids: readonly number[]): string => JSON.stringify(ids.map(id => ({ id })))

export const enrollmentsOfLeads = async (
  db: Database,
  botId: string,
  leadIds: readonly number[]
): Promise<EnrollmentFact[]> => {
  const rows = await db.query(
    `select e.id, e.lead_id, e.sequence_id, e.status, e.started_at, e.qualified_at, e.ended_at
       from ${db.rows({ id: 'integer' })} given cross join outbound_enrollments e
      where e.lead_id = given.id and coalesce(e.bot_id, '') = ?`,
    [given(leadIds), botId]
  )
  return rows.map(row => ({
    id: toNumber(row.id),
    leadId: toNumber(row.lead_id),
    sequenceId: toNumber(row.sequence_id),
    status: toText(row.status),
    startedAt: toNumber(row.started_at),
    qualifiedAt: toNumberOrNull(row.qualified_at),
    endedAt: toNumberOrNull(row.ended_at)
  }))
}

export const messagesOfLeads = async (
  db: Database,
  botId: string,
  leadIds: readonly number[]
): Promise<SequenceMessage[]> => {
  const rows = await db.query(
    `select x.message_id, x.lead_id, x.enrollment_id, x.sequence_id, x.step_key, x.channel, x.status, x.started_at,
            x.finished_at
       from ${db.rows({ id: 'integer' })} given cross join outbound_executions x
      where x.lead_id = given.id and coalesce(x.bot_id, '') = ? and x.message_id is not null and x.channel is not null`,
    [given(leadIds), botId]
  )
  return rows.map(row => ({
    id: toNumber(row.message_id),
    leadId: toNumber(row.lead_id),
    enrollmentId: toNumber(row.enrollment_id),
    sequenceId: toNumber(row.sequence_id),
    stepKey: toText(row.step_key),
    channel: toText(row.channel),
    status: toText(row.status),
    at: toNumberOrNull(row.finished_at) ?? toNumber(row.started_at)
  }))
}

/** To whom these messages of sequences went. */
export const leadsOfMessages = async (
  db: Database,
  botId: string,
  messageIds: readonly number[]
): Promise<Map<number, number>> => {
  if (messageIds.length === 0) return new Map()
  const rows = await db.query(
    `select x.message_id, x.lead_id from ${db.rows({ id: 'integer' })} given cross join outbound_executions x
      where x.message_id = given.id and coalesce(x.bot_id, '') = ?`,
    [given(messageIds), botId]
  )
  return new Map(rows.map(row => [toNumber(row.message_id), toNumber(row.lead_id)]))
}

export interface MovedUpTo {
  at: number
  id: number
}

/** Whose place was changed after this one and before `until`, in the order in which that was, by the database's time. */
export const movedSince = async (
  db: Database,
  botId: string,
  { at, id }: MovedUpTo,
  until: number,
  limit: number
): Promise<Array<MovedUpTo & { leadId: number }>> => {
  const rows = await db.query(
    `select id, lead_id, updated_at from outbound_enrollments
      where bot_id = ? and (updated_at, id) > (?, ?) and updated_at < ? order by updated_at, id limit ?`,
    [botId, at, id, until, limit]
  )
  return rows.map(row => ({
    at: toNumber(row.updated_at),
    id: toNumber(row.id),
    leadId: toNumber(row.lead_id)
  }))
}

/** Enrollments beyond this one, by their ids: everybody who was ever in a sequence, some of them more than once. */
export const enrolledBeyond = async (
  db: Database,
  botId: string,
  id: number,
  limit: number
): Promise<Array<{ id: number; leadId: number }>> => {
  const rows = await db.query(
    'select id, lead_id from outbound_enrollments where bot_id = ? and id > ? order by id limit ?',
    [botId, id, limit]
  )
  return rows.map(row => ({ id: toNumber(row.id), leadId: toNumber(row.lead_id) }))
}

/** The number of the newest; 0: there is none. */
export const lastEnrolled = async (db: Database, botId: string): Promise<number> =>
  toNumber(
    (await db.first('select id from outbound_enrollments where bot_id = ? order by id desc limit 1', [botId]))
      ?.id ?? 0
  )

/** What sequences are called, also those that were deleted. */
export const sequenceNames = async (
  db: Database,
  botId: string,
  ids: readonly number[]
): Promise<Map<number, string>> => {
  if (ids.length === 0) return new Map()
  const rows = await db.query(
    `select s.id, s.name from ${db.rows({ id: 'integer' })} given cross join outbound_sequences s
      where s.id = given.id and coalesce(s.bot_id, '') = ?`,
    [given([...new Set(ids)]), botId]
  )
  return new Map(rows.map(row => [toNumber(row.id), toText(row.name)]))
}

/** A step that writes to people, as the newest version that had it has it. */
export interface StepOnTheWay {
  sequenceId: number
  key: string
  channel: 'email' | 'whatsapp'
  /** Its place on the way, counted from 1: a branch comes behind its condition. */
  position: number
  /** The subject of a mail, the name of a template. */
  title: string | null
  /** Whether people who come to the sequence now come to this step. */
  current: boolean
}

type WrittenStep = Pick<Step, 'key' | 'type' | 'parent_key' | 'branch'> &
  Pick<StepOnTheWay, 'sequenceId' | 'title' | 'current'>

const toWrittenStep = (row: Row): WrittenStep => ({
  sequenceId: toNumber(row.sequence_id),
  key: toText(row.key),
  type: STEP_TYPES.find(type => type === toText(row.type)) ?? 'task',
  parent_key: toTextOrNull(row.parent_key),
  branch: BRANCHES.find(branch => branch === toTextOrNull(row.branch)) ?? null,
  title: toTextOrNull(row.title),
  current: toNumber(row.current) === 1
})

export const stepsThatWrite = async (
  db: Database,
  botId: string,
  sequenceIds: readonly number[]
): Promise<StepOnTheWay[]> => {
  if (sequenceIds.length === 0) return []
  // A mail's whole text stands beside its subject: just the words that are needed leave the database.
  const said = (name: string) =>
    db.dialect === 'sqlite' ? `json_extract(p.config, '$.${name}')` : `p.config->>'${name}'`
  const title = `coalesce(${said('subject')}, ${said('template_id')})`
  const rows = await db.query(
    `select p.sequence_id, p.version_id, p.key, p.type, p.parent_key, p.branch, ${title} as title, case when v.id = s.version_id then 1 else 0 end as current
       from ${db.rows({ id: 'integer' })} given cross join outbound_sequences s cross join outbound_sequence_versions v
      cross join outbound_sequence_steps p
      where s.id = given.id and coalesce(s.bot_id, '') = ? and v.sequence_id = s.id and p.version_id = v.id
      order by p.sequence_id, v.n, p.position`,
    [given([...new Set(sequenceIds)]), botId]
  )
  const versions = new Map<number, WrittenStep[]>()
  for (const row of rows) {
    const version = toNumber(row.version_id)
    versions.set(version, [...(versions.get(version) ?? []), toWrittenStep(row)])
  }
  const steps = new Map<string, StepOnTheWay>()
  for (const written of versions.values())
    inWayOrder(written).forEach(({ sequenceId, key, type, title: named, current }, index) => {
      if (type !== 'email' && type !== 'whatsapp') return
      if (steps.get(`${sequenceId} ${key}`)?.current === true && !current) return
      const position = index + 1
      steps.set(`${sequenceId} ${key}`, { sequenceId, key, channel: type, position, title: named, current })
    })
  return [...steps.values()]
}
