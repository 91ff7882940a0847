import type { Database } from '../platform/database/database'
import { toNumber, toNumberOrNull, toText } from '../platform/database/values'
import { readLanes } from './lanes'
import type { Owner } from './message'
import { readSender } from './senders'
import { peopleLeft, roomOf, type PeopleLeft, type SenderLimits, type Waiting } from './turn'

/** What lies before a lane. All times are the database's. */
export interface Prospect {
  /** What keeps its next message from leaving; null: nothing. */
  waiting: Waiting | null
  /** When the last of what is owed may leave at the earliest: a retry that is put off, for instance. null: nothing is owed. */
  lastDue: number | null
  /** How many more people its sender may write to today. */
  peopleLeft: number
}

export interface Prospects {
  /** The database's time at which this was so. */
  now: number
  of(owner: Owner): Prospect | undefined
}

/**
 * What lies before lanes of one sender, asked by the rules that the next turn will use. A few statements for all of them
 * together, each by index: what a list shows of a hundred lanes must not cost a hundred times what it shows of one.
 */
export const prospectsOf = async (
  db: Database,
  owners: readonly Owner[],
  limits: SenderLimits
): Promise<Prospects> => {
  const { state, now } = await readSender(db, limits.id)
  const found = new Map<string, Prospect>()
  if (owners.length === 0) return { now, of: () => undefined }
  const lanes = await readLanes(db, owners)
  const dues = await duesOf(db, owners)
  const left = await peopleLeft(db, limits)
  for (const lane of lanes) {
    const { firstDue, lastDue } = dues.get(keyOf(lane.owner)) ?? { firstDue: null, lastDue: null }
    const people = (): Promise<PeopleLeft> => Promise.resolve(left)
    const waiting = async (): Promise<Waiting | null> => {
      if (!lane.open) return { code: 'closed', until: null }
      const room = await roomOf(lane, limits, people, 1, state, now)
      if (room.kind === 'waiting') return room.waiting
      if (firstDue === null) return { code: 'nothing_owed', until: null }
      return firstDue <= now ? null : { code: 'retry', until: firstDue }
    }
    found.set(keyOf(lane.owner), { waiting: await waiting(), lastDue, peopleLeft: left.left })
  }
  return { now, of: owner => found.get(keyOf(owner)) }
}

const keyOf = ({ type, id }: Owner): string => `${type} ${id}`

interface Dues {
  firstDue: number | null
  lastDue: number | null
}

/** Each end of the index on its own: asked for both at once, SQLite would walk through all that lies between. */
const duesOf = async (db: Database, owners: readonly Owner[]): Promise<Map<string, Dues>> => {
  const due = (which: 'min' | 'max') =>
    `(select ${which}(m.not_before) from outbound_messages m
       where m.owner_type = given.owner_type and m.owner_id = given.owner_id and m.status = 'pending')`
  const rows = await db.query(
    `select given.owner_type, given.owner_id, ${due('min')} as first_due, ${due('max')} as last_due
       from ${db.rows({ owner_type: 'text', owner_id: 'integer' })} given`,
    [JSON.stringify(owners.map(({ type, id }) => ({ owner_type: type, owner_id: id })))]
  )
  return new Map(
    rows.map(row => [
      keyOf({ type: toText(row.owner_type), id: toNumber(row.owner_id) }),
      { firstDue: toNumberOrNull(row.first_due), lastDue: toNumberOrNull(row.last_due) }
    ])
  )
}
