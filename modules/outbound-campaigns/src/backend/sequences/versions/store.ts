import type { Database } from '../../platform/database/database'
import { toNumber, toText } from '../../platform/database/values'
import { STEP_TYPES, type Step, type StepType } from '../steps/schema'
import { inWayOrder } from '../steps/way'

/** What is written of versions. One that people have come to never changes again: another is made. */

export interface NewVersion {
  sequenceId: number
  steps: readonly Step[]
  /** Whether people of the versions before it are brought along. */
  moving: boolean
  createdBy: string | null
}

export const insertVersion = async (
  tx: Database,
  botId: string,
  { sequenceId, steps, moving, createdBy }: NewVersion
): Promise<number> => {
  const insert = `insert into outbound_sequence_versions (bot_id, sequence_id, n, people, created_at, created_by)
    select ?, ?, coalesce(max(n), 0) + 1, ?, ${tx.now}, ? from outbound_sequence_versions where sequence_id = ?`
  const bindings = [botId, sequenceId, moving ? 'moving' : 'stay', createdBy, sequenceId]
  const id = await insertedId(tx, insert, bindings)
  await putSteps(tx, botId, sequenceId, id, steps)
  return id
}

const insertedId = async (tx: Database, insert: string, bindings: Array<string | number | null>) => {
  if (tx.dialect === 'postgres') return toNumber((await tx.first(`${insert} returning id`, bindings))?.id)
  await tx.change(insert, bindings)
  return toNumber((await tx.first('select last_insert_rowid() as id'))?.id)
}

/**
 * Other steps for a version that nobody has come to. Answers false where somebody has, and nothing is changed. Steps with
 * the same key keep their ids.
 */
export const replaceSteps = async (
  tx: Database,
  botId: string,
  versionId: number,
  { sequenceId, steps, moving }: Omit<NewVersion, 'createdBy'>
): Promise<boolean> => {
  const isFree = await tx.change(
    `update outbound_sequence_versions set people = case when ? = 1 then 'moving' else people end
      where id = ? and in_use = 0`,
    [moving ? 1 : 0, versionId]
  )
  if (isFree === 0) return false
  await tx.change(
    `delete from outbound_sequence_steps
      where version_id = ? and key not in (select key from ${tx.rows({ key: 'text' })} given)`,
    [versionId, JSON.stringify(steps.map(({ key }) => ({ key })))]
  )
  await putSteps(tx, botId, sequenceId, versionId, steps)
  return true
}

const putSteps = async (
  tx: Database,
  botId: string,
  sequenceId: number,
  versionId: number,
  steps: readonly Step[]
): Promise<void> => {
  if (steps.length === 0) return
  const columns = 'key, parent_key, branch, position, type, delay_days, delay_hours, config'
  const set = tx.rows({
    key: 'text',
    parent_key: 'text',
    branch: 'text',
    position: 'integer',
    type: 'text',
    delay_days: 'integer',
    delay_hours: 'integer',
    config: 'json'
  })
  const changed = ['parent_key', 'branch', 'position', 'type', 'delay_days', 'delay_hours', 'config']
  await tx.change(
    `insert into outbound_sequence_steps (bot_id, sequence_id, version_id, ${columns})
     select ?, ?, ?, ${columns} from ${set} given where true
     on conflict (version_id, key) do update set ${changed.map(name => `${name} = excluded.${name}`).join(', ')}`,
    [botId, sequenceId, versionId, JSON.stringify(inWayOrder(steps))]
  )
}

/** The keys that people have come to in any version of a sequence, and what they were. */
export const typesInUse = async (db: Database, sequenceId: number): Promise<Map<string, StepType>> => {
  const rows = await db.query(
    `select distinct s.key, s.type from outbound_sequence_versions v
       join outbound_sequence_steps s on s.version_id = v.id
      where v.sequence_id = ? and v.in_use = 1`,
    [sequenceId]
  )
  return new Map(
    rows.flatMap(row => {
      const type = STEP_TYPES.find(known => known === row.type)
      return type ? [[toText(row.key), type] as const] : []
    })
  )
}

/** Where a step is, in whichever version it was read. */
export const findStep = async (
  db: Database,
  botId: string,
  stepId: number
): Promise<{ sequenceId: number; key: string } | undefined> => {
  const row = await db.first(
    'select sequence_id, key from outbound_sequence_steps where id = ? and bot_id = ?',
    [stepId, botId]
  )
  return row && { sequenceId: toNumber(row.sequence_id), key: toText(row.key) }
}

/** Versions whose people are still to be brought along, the oldest first. */
export const movingVersions = async (
  db: Database,
  botId: string
): Promise<Array<{ id: number; sequenceId: number }>> => {
  const rows = await db.query(
    `select id, sequence_id from outbound_sequence_versions
      where bot_id = ? and people = 'moving' order by sequence_id, n`,
    [botId]
  )
  return rows.map(row => ({ id: toNumber(row.id), sequenceId: toNumber(row.sequence_id) }))
}

export const versionIds = async (
  db: Database,
  sequenceId: number
): Promise<Array<{ id: number; n: number }>> => {
  const rows = await db.query(
    'select id, n from outbound_sequence_versions where sequence_id = ? order by n',
    [sequenceId]
  )
  return rows.map(row => ({ id: toNumber(row.id), n: toNumber(row.n) }))
}

export const markMoving = async (tx: Database, versionId: number): Promise<void> => {
  await tx.change(`update outbound_sequence_versions set people = 'moving' where id = ?`, [versionId])
}

export const markMoved = async (db: Database, versionId: number): Promise<void> => {
  await db.change(`update outbound_sequence_versions set people = 'moved' where id = ?`, [versionId])
}
