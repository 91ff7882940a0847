import type { z } from 'zod'
import type { Database, Row } from '../../platform/database/database'
import {
  fromJson,
  toBoolean,
  toNumber,
  toNumberOrNull,
  toText,
  toTextOrNull
} from '../../platform/database/values'
import { leadSchema, type Lead } from '../../leads'
import { stepSchema, type PlacedStep, type Version } from '../steps/schema'
import { inWayOrder } from '../steps/way'
import {
  CATEGORIES,
  reasonSchema,
  sequenceSettingsSchema,
  triggerSchema,
  type Category,
  type SequenceSettings,
  type Trigger
} from './schema'

/** What a sequence is, as everybody in sequences reads it. What is written is in `write-store.ts`. */
export interface StoredSequence {
  id: number
  name: string
  description: string | null
  category: Category
  icp: string | null
  priorityFilter: Lead['priority']
  minScore: number | null
  maxScore: number | null
  active: boolean
  trigger: Trigger
  settings: SequenceSettings
  /** The version that new people get; null only while it is being made. */
  versionId: number | null
  /** Counts the changes, so that nobody overwrites somebody else's. */
  revision: number
  /** Why it stands still although it is active. */
  stoppedReason: z.infer<typeof reasonSchema> | null
  /** Which of the module's own it is. */
  defaultKey: string | null
  createdAt: number
  createdBy: string | null
  updatedAt: number
  deletedAt: number | null
}

/** Also one that was deleted: people may still be told what they were in. */
export const findSequence = async (
  db: Database,
  botId: string,
  id: number
): Promise<StoredSequence | undefined> => {
  const row = await db.first('select * from outbound_sequences where bot_id = ? and id = ?', [botId, id])
  return row && toSequence(row)
}

/** The same, locked until the transaction ends: whoever changes a sequence does so one after the other. */
export const lockSequence = async (
  tx: Database,
  botId: string,
  id: number
): Promise<StoredSequence | undefined> => {
  const row = await tx.first(`select * from outbound_sequences where bot_id = ? and id = ? ${tx.forUpdate}`, [
    botId,
    id
  ])
  return row && toSequence(row)
}

export const sequencesByIds = async (
  db: Database,
  botId: string,
  ids: readonly number[]
): Promise<StoredSequence[]> => {
  if (ids.length === 0) return []
  const rows = await db.query(
    `select s.* from outbound_sequences s
      where s.id in (select id from ${db.rows({ id: 'integer' })} given) and s.bot_id = ? order by s.id`,
    [JSON.stringify(ids.map(id => ({ id }))), botId]
  )
  return rows.map(toSequence)
}

/** Those that take people and send. */
export const activeSequences = async (db: Database, botId: string): Promise<StoredSequence[]> => {
  const rows = await db.query(
    'select * from outbound_sequences where bot_id = ? and active = 1 and deleted_at is null order by id',
    [botId]
  )
  return rows.map(toSequence)
}

/** Those that begin with a cold lead, also where they are switched off. */
export const coldSequences = async (db: Database, botId: string): Promise<StoredSequence[]> => {
  const rows = await db.query(
    `select * from outbound_sequences
      where bot_id = ? and trigger_kind = 'cold_lead' and deleted_at is null order by id`,
    [botId]
  )
  return rows.map(toSequence)
}

/** By its name, however its case and accents are written; of several, the oldest. */
export const findByNameKey = async (
  db: Database,
  botId: string,
  nameKey: string
): Promise<StoredSequence | undefined> => {
  const row = await db.first(
    `select * from outbound_sequences
      where bot_id = ? and name_key = ? and deleted_at is null order by id limit 1`,
    [botId, nameKey]
  )
  return row && toSequence(row)
}

export const findByDefaultKey = async (
  db: Database,
  botId: string,
  defaultKey: string
): Promise<StoredSequence | undefined> => {
  const row = await db.first(
    'select * from outbound_sequences where bot_id = ? and default_key = ? and deleted_at is null',
    [botId, defaultKey]
  )
  return row && toSequence(row)
}

/**
 * Versions with their steps. One that is in use never changes again and may be kept; one that isn't must be read anew,
 * after `takeIntoUse`.
 */
export const findVersions = async (
  db: Database,
  botId: string,
  versionIds: readonly number[]
): Promise<Map<number, Version>> => {
  if (versionIds.length === 0) return new Map()
  const rows = await db.query(
    `select v.id as of_version, v.sequence_id as of_sequence, v.n, v.in_use, s.*
       from outbound_sequence_versions v
       left join outbound_sequence_steps s on s.version_id = v.id
      where v.id in (select id from ${db.rows({ id: 'integer' })} given) and v.bot_id = ?
      order by v.id, s.position, s.id`,
    [JSON.stringify([...new Set(versionIds)].map(id => ({ id }))), botId]
  )
  const found = new Map<number, Version & { steps: PlacedStep[] }>()
  for (const row of rows) {
    const id = toNumber(row.of_version)
    const version = found.get(id) ?? {
      id,
      sequenceId: toNumber(row.of_sequence),
      n: toNumber(row.n),
      inUse: toBoolean(row.in_use),
      steps: []
    }
    if (row.key !== null) version.steps.push(toStep(row))
    found.set(id, version)
  }
  for (const version of found.values()) version.steps = inWayOrder(version.steps)
  return found
}

export const findVersion = async (
  db: Database,
  botId: string,
  versionId: number
): Promise<Version | undefined> => (await findVersions(db, botId, [versionId])).get(versionId)

/**
 * In the transaction that puts the first people into a version: from its commit on the version never changes. Whoever is
 * just changing it is waited for; so its steps are to be read behind this.
 */
export const takeIntoUse = async (tx: Database, versionIds: readonly number[]): Promise<void> => {
  if (versionIds.length === 0) return
  await tx.change(
    `update outbound_sequence_versions set in_use = 1
      where id in (select id from ${tx.rows({ id: 'integer' })} given) and in_use = 0`,
    [JSON.stringify(versionIds.map(id => ({ id })))]
  )
}

export const toSequence = (row: Row): StoredSequence => ({
  id: toNumber(row.id),
  name: toText(row.name),
  description: toTextOrNull(row.description),
  category: CATEGORIES.find(category => category === row.category) ?? 'custom',
  icp: toTextOrNull(row.icp),
  priorityFilter: leadSchema.shape.priority.catch(null).parse(row.priority_filter),
  minScore: toNumberOrNull(row.min_score),
  maxScore: toNumberOrNull(row.max_score),
  active: toBoolean(row.active),
  trigger: triggerSchema.parse({
    kind: toText(row.trigger_kind),
    ...(row.trigger_score !== null && { score: toNumber(row.trigger_score) })
  }),
  settings: sequenceSettingsSchema.parse(fromJson(row.settings)),
  versionId: toNumberOrNull(row.version_id),
  revision: toNumber(row.revision),
  stoppedReason: row.stopped_reason === null ? null : reasonSchema.parse(fromJson(row.stopped_reason)),
  defaultKey: toTextOrNull(row.default_key),
  createdAt: toNumber(row.created_at),
  createdBy: toTextOrNull(row.created_by),
  updatedAt: toNumber(row.updated_at),
  deletedAt: toNumberOrNull(row.deleted_at)
})

const toStep = (row: Row): PlacedStep => {
  const step = stepSchema.parse({
    key: row.key,
    parent_key: row.parent_key,
    branch: row.branch,
    type: row.type,
    delay_days: toNumber(row.delay_days),
    delay_hours: toNumber(row.delay_hours),
    config: fromJson(row.config)
  })
  return { ...step, id: toNumber(row.id), position: toNumber(row.position) }
}
