import type { Database } from '../../platform/database/database'
import { toNumber } from '../../platform/database/values'
import { nameKey } from '../../platform/names'
import type { SequenceFields } from './schema'

/** What is written of sequences; their steps are written in `versions/store.ts`. */

/** Any number that no other program on the database uses for its advisory locks. */
const LOCK = 724_021_907

/** Whoever gives a bot's sequence a name does so one after the other, so that no two get the same. */
export const lockNames = async (tx: Database, botId: string): Promise<void> => {
  if (tx.dialect === 'postgres') await tx.query(`select pg_advisory_xact_lock(${LOCK}, hashtext(?))`, [botId])
}

export const insertSequence = async (
  tx: Database,
  botId: string,
  fields: SequenceFields,
  { createdBy, defaultKey }: { createdBy: string | null; defaultKey: string | null }
): Promise<number> => {
  const values = valuesOf(fields)
  const insert = `insert into outbound_sequences
      (bot_id, ${values.columns.join(', ')}, default_key, created_at, created_by, updated_at)
    values (?, ${values.columns.map(() => '?').join(', ')}, ?, ${tx.now}, ?, ${tx.now})`
  const bindings = [botId, ...values.bindings, defaultKey, createdBy]
  if (tx.dialect === 'postgres') return toNumber((await tx.first(`${insert} returning id`, bindings))?.id)
  await tx.change(insert, bindings)
  return toNumber((await tx.first('select last_insert_rowid() as id'))?.id)
}

/** In a transaction that has locked it. Whoever switches it on says that what stopped it has been mended. */
export const saveSequence = async (
  tx: Database,
  botId: string,
  id: number,
  fields: SequenceFields,
  keepsReason: boolean
): Promise<void> => {
  const values = valuesOf(fields)
  await tx.change(
    `update outbound_sequences
        set ${values.columns.map(column => `${column} = ?`).join(', ')},
            stopped_reason = case when ? = 1 then stopped_reason end,
            revision = revision + 1, updated_at = ${tx.now}
      where bot_id = ? and id = ?`,
    [...values.bindings, keepsReason ? 1 : 0, botId, id]
  )
}

export const setVersion = async (tx: Database, id: number, versionId: number): Promise<void> => {
  await tx.change('update outbound_sequences set version_id = ? where id = ?', [versionId, id])
}

export const markDeleted = async (tx: Database, botId: string, id: number): Promise<void> => {
  await tx.change(
    `update outbound_sequences
        set deleted_at = ${tx.now}, active = 0, revision = revision + 1, updated_at = ${tx.now}
      where bot_id = ? and id = ?`,
    [botId, id]
  )
}

const valuesOf = (fields: SequenceFields) => {
  const columns = {
    name: fields.name,
    name_key: nameKey(fields.name),
    description: fields.description,
    category: fields.category,
    icp: fields.icp,
    priority_filter: fields.priority_filter,
    min_score: fields.min_score,
    max_score: fields.max_score,
    active: fields.active ? 1 : 0,
    trigger_kind: fields.trigger.kind,
    trigger_score: fields.trigger.kind === 'score_threshold' ? fields.trigger.score : null,
    settings: JSON.stringify(fields.settings)
  }
  return { columns: Object.keys(columns), bindings: Object.values(columns) }
}
