import type { Database } from '../../platform/database/database'
import { toNumber, toText } from '../../platform/database/values'

/** Who is to be brought along to another version, and how many stand where. */

/** The next people behind this one who are in one of these versions, by their ids. */
export const peopleOfVersions = async (
  db: Database,
  {
    sequenceId,
    status,
    versionIds,
    after,
    limit
  }: {
    sequenceId: number
    status: 'active' | 'paused'
    versionIds: readonly number[]
    after: number
    limit: number
  }
): Promise<number[]> => {
  const rows = await db.query(
    `select e.id from outbound_enrollments e
      where e.sequence_id = ? and e.status = ? and e.id > ?
        and e.version_id in (select id from ${db.rows({ id: 'integer' })} given)
      order by e.id limit ?`,
    [sequenceId, status, after, JSON.stringify(versionIds.map(id => ({ id }))), limit]
  )
  return rows.map(({ id }) => toNumber(id))
}

/**
 * Locked in a statement of its own: whoever is waited for may have moved them on, and only what is read behind this shows
 * what they came to meanwhile.
 */
export const lockPeople = async (tx: Database, ids: readonly number[]): Promise<void> => {
  await tx.query(
    `select e.id from outbound_enrollments e
      where e.id in (select id from ${tx.rows({ id: 'integer' })} given) order by e.id ${tx.forUpdate}`,
    [JSON.stringify(ids.map(id => ({ id })))]
  )
}

/** How many people stand where. */
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
