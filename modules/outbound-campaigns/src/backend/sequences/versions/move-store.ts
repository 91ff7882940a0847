import type { Database, Row } from '../../platform/database/database'
import { fromJson, toNumber, toNumberOrNull, toText } from '../../platform/database/values'

/** The SQL of bringing people along to another version: some hundreds at a time, in the order of their ids. */

/** Where somebody stands, as far as the move is concerned. */
export interface Standing {
  id: number
  versionId: number
  leadId: number
  status: 'active' | 'paused'
  stepKey: string
  visit: number
  waitingFor: string
  dueAt: number | null
  dueWhy: unknown
  anchorAt: number
  holdUntil: number | null
  moves: number
}

const toStanding = (row: Row): Standing => ({
  id: toNumber(row.id),
  versionId: toNumber(row.version_id),
  leadId: toNumber(row.lead_id),
  status: row.status === 'paused' ? 'paused' : 'active',
  stepKey: toText(row.step_key),
  visit: toNumber(row.visit),
  waitingFor: toText(row.waiting_for),
  dueAt: toNumberOrNull(row.due_at),
  dueWhy: fromJson(row.due_why),
  anchorAt: toNumber(row.anchor_at),
  holdUntil: toNumberOrNull(row.hold_until),
  moves: toNumber(row.moves)
})

/** People behind this one who are in one of these versions, locked. */
export const lockStandings = async (
  tx: Database,
  {
    sequenceId,
    status,
    versionIds,
    after,
    limit
  }: {
    sequenceId: number
    status: Standing['status']
    versionIds: readonly number[]
    after: number
    limit: number
  }
): Promise<Standing[]> => {
  const rows = await tx.query(
    `select e.* from outbound_enrollments e
      where e.sequence_id = ? and e.status = ? and e.id > ? and e.step_key is not null
        and e.version_id in (select id from ${tx.rows({ id: 'integer' })} given)
      order by e.id limit ? ${tx.forUpdate}`,
    [sequenceId, status, after, JSON.stringify(versionIds.map(id => ({ id }))), limit]
  )
  return rows.map(toStanding)
}

/** A step that somebody has come to. */
export interface Came {
  stepKey: string
  visit: number
  status: string
  startedAt: number
}

export const whatTheyCameTo = async (
  tx: Database,
  enrollmentIds: readonly number[]
): Promise<Map<number, Came[]>> => {
  const rows = await tx.query(
    `select x.enrollment_id, x.step_key, x.visit, x.status, x.started_at
       from ${tx.rows({ id: 'integer' })} given
      cross join outbound_executions x where x.enrollment_id = given.id`,
    [JSON.stringify(enrollmentIds.map(id => ({ id })))]
  )
  const found = new Map<number, Came[]>()
  for (const row of rows) {
    const id = toNumber(row.enrollment_id)
    const came = {
      stepKey: toText(row.step_key),
      visit: toNumber(row.visit),
      status: toText(row.status),
      startedAt: toNumber(row.started_at)
    }
    found.set(id, [...(found.get(id) ?? []), came])
  }
  return found
}

/** Where somebody stands afterwards; `moves` as it was read. */
export interface NewStanding {
  id: number
  moves: number
  version_id: number
  status: string
  reason_code: string | null
  reason: string | null
  step_key: string | null
  visit: number
  waiting_for: string
  due_at: number | null
  due_why: unknown
  ended_at: number | null
}

const COLUMNS = {
  version_id: 'integer',
  status: 'text',
  reason_code: 'text',
  reason: 'text',
  step_key: 'text',
  visit: 'integer',
  waiting_for: 'text',
  due_at: 'integer',
  due_why: 'json',
  ended_at: 'integer'
} as const

/**
 * Writes where people stand, where nobody has moved them meanwhile. What is null of the reason and the end stays as it
 * was. SQLite 3.31 has no `update … from`: there it is an upsert, whose proposed row carries everything within one text,
 * where no unique index looks.
 */
export const writeStandings = async (tx: Database, standings: readonly NewStanding[]): Promise<void> => {
  if (standings.length === 0) return
  const names = Object.keys(COLUMNS)
  const kept = ['reason_code', 'reason', 'ended_at']
  const set = (from: (name: string) => string, table: string) =>
    names
      .map(
        name => `${name} = ${kept.includes(name) ? `coalesce(${from(name)}, ${table}.${name})` : from(name)}`
      )
      .join(', ')
  const picked = (name: string) => `json_extract(excluded.due_why, '$.${name}')`
  await tx.change(
    tx.dialect === 'postgres'
      ? `update outbound_enrollments e
            set ${set(name => `given.${name}`, 'e')}, moves = e.moves + 1, updated_at = ${tx.now}
           from ${tx.rows({ id: 'integer', moves: 'integer', ...COLUMNS })} given
          where e.id = given.id and e.moves = given.moves`
      : `insert into outbound_enrollments
           (id, bot_id, sequence_id, version_id, lead_id, status, waiting_for, anchor_at, source, started_at,
            created_at, updated_at, due_why)
         select json_extract(value, '$.id'), '', 0, 0, 0, '', '', 0, '', 0, 0, ${tx.now}, value
           from json_each(?) where true
         on conflict (id) do update
            set ${set(picked, 'outbound_enrollments')}, moves = outbound_enrollments.moves + 1,
                updated_at = excluded.updated_at
          where outbound_enrollments.moves = ${picked('moves')}`,
    [JSON.stringify(standings)]
  )
}

/** Conditions that they were just being asked and that are gone: said so, and not asked any longer. */
export const closeAsked = async (
  tx: Database,
  asked: ReadonlyArray<{ id: number; key: string; visit: number }>,
  reason: { code: string; detail: string },
  at: number
): Promise<void> => {
  if (asked.length === 0) return
  await tx.change(
    `update outbound_executions set status = 'skipped', reason_code = ?, reason = ?, finished_at = ?
      where status = 'waiting' and (enrollment_id, step_key, visit) in
            (select id, key, visit from ${tx.rows({ id: 'integer', key: 'text', visit: 'integer' })} given)`,
    [reason.code, reason.detail, at, JSON.stringify(asked)]
  )
}

/** How many people stand where, in the versions that may be left. */
export interface Crowd {
  versionId: number
  stepKey: string
  waitingFor: string
  people: number
}

export const crowdsOf = async (db: Database, sequenceId: number): Promise<Crowd[]> => {
  const rows = await db.query(
    `select e.version_id, e.step_key, e.waiting_for, count(*) as people from outbound_enrollments e
      where e.sequence_id = ? and e.status in ('active', 'paused') and e.step_key is not null
      group by e.version_id, e.step_key, e.waiting_for`,
    [sequenceId]
  )
  return rows.map(row => ({
    versionId: toNumber(row.version_id),
    stepKey: toText(row.step_key),
    waitingFor: toText(row.waiting_for),
    people: toNumber(row.people)
  }))
}
