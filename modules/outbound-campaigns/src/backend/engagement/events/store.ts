import type { Database } from '../../platform/database/database'
import { toNumber } from '../../platform/database/values'
import { NEW_COLUMNS, toEvent, type StoredEvent, type toNewRow } from './columns'
import type { Verdict } from './event'

/*
 * The events' SQL, but for lists. `cross join` is SQLite's way to be told that the given rows come first: each is then
 * looked up by index. To PostgreSQL it means nothing special.
 */

/** Whoever is there already stays as they are. */
export const insertEvents = async (
  tx: Database,
  botId: string,
  rows: ReadonlyArray<ReturnType<typeof toNewRow>>
): Promise<void> => {
  const names = Object.keys(NEW_COLUMNS).join(', ')
  await tx.change(
    `insert into outbound_events (bot_id, received_at, ${names})
     select ?, ${tx.now}, ${names} from ${tx.rows(NEW_COLUMNS)} given where true
     on conflict (bot_id, dedupe_key) do nothing`,
    [botId, JSON.stringify(rows)]
  )
}

/** Those among them that nobody was told of yet, locked. */
export const untoldByKeys = async (
  tx: Database,
  botId: string,
  keys: readonly string[]
): Promise<StoredEvent[]> => {
  const rows = await tx.query(
    `select * from outbound_events
      where bot_id = ? and dedupe_key in (select dedupe_key from ${tx.rows({ dedupe_key: 'text' })} given)
      order by id ${tx.forUpdate}`,
    [botId, JSON.stringify(keys.map(dedupe_key => ({ dedupe_key })))]
  )
  return rows.map(toEvent).filter(({ told }) => !told)
}

/** Whose verdict is due, locked; another process that is just about some of them has those. */
export const takeDue = async (
  tx: Database,
  botId: string,
  now: number,
  limit: number
): Promise<StoredEvent[]> => {
  const rows = await tx.query(
    `select * from outbound_events where bot_id = ? and told = 0 and final_at <= ?
      order by final_at, id limit ? ${tx.skipLocked}`,
    [botId, now, limit]
  )
  return rows.map(toEvent)
}

/** When the next verdict is due; null: none is. */
export const nextDue = async (db: Database, botId: string): Promise<number | null> => {
  const row = await db.first(
    'select final_at from outbound_events where bot_id = ? and told = 0 order by final_at, id limit 1',
    [botId]
  )
  return row ? toNumber(row.final_at) : null
}

/** What was noticed of the same mails, or from the same places, within `spanMs` of these. */
export const eventsAround = async (
  tx: Database,
  botId: string,
  events: readonly StoredEvent[],
  spanMs: number
): Promise<StoredEvent[]> => {
  const spans = (keyed: ReadonlyArray<{ key: string | number; at: number }>) =>
    JSON.stringify(keyed.map(({ key, at }) => ({ key, from_at: at - spanMs, to_at: at + spanMs })))
  const ofMessages = events.flatMap(({ messageId, at }) =>
    messageId === null ? [] : [{ key: messageId, at }]
  )
  const fromOrigins = events.flatMap(({ origin, at }) => (origin === null ? [] : [{ key: origin, at }]))
  const rows = await tx.query(
    `select e.* from ${tx.rows({ key: 'integer', from_at: 'integer', to_at: 'integer' })} given
      cross join outbound_events e
      where e.message_id = given.key and e.at between given.from_at and given.to_at and coalesce(e.bot_id, '') = ?
     union
     select e.* from ${tx.rows({ key: 'text', from_at: 'integer', to_at: 'integer' })} given
      cross join outbound_events e
      where e.bot_id = ? and e.origin = given.key and e.at between given.from_at and given.to_at`,
    [spans(ofMessages), botId, spans(fromOrigins), botId]
  )
  return rows.map(toEvent)
}

/** A verdict that is not final yet. */
export const saveVerdicts = async (
  tx: Database,
  verdicts: ReadonlyArray<{ id: number; verdict: Verdict; signals: readonly string[] }>
): Promise<void> => {
  if (verdicts.length === 0) return
  const given = tx.rows({ id: 'integer', verdict: 'text', signals: 'json' })
  const json = JSON.stringify([...verdicts].sort((a, b) => a.id - b.id))
  await tx.change(
    tx.dialect === 'postgres'
      ? `update outbound_events e set verdict = given.verdict, signals = given.signals
           from ${given} given where e.id = given.id and e.told = 0`
      : `insert into outbound_events
           (id, bot_id, lead_id, type, source, verdict, signals, at, final_at, received_at, details, dedupe_key)
         select id, '', 0, '', '', verdict, signals, 0, 0, 0, '{}', 'verdict ' || id from ${given} given where true
         on conflict (id) do update set verdict = excluded.verdict, signals = excluded.signals
          where outbound_events.told = 0`,
    [json]
  )
}

/** From now on their verdict is final, and where they came from is nobody's business any more. */
export const markTold = async (tx: Database, ids: readonly number[]): Promise<void> => {
  if (ids.length === 0) return
  await tx.change(
    `update outbound_events set told = 1, origin = null
      where id in (select id from ${tx.rows({ id: 'integer' })} given)`,
    [JSON.stringify(ids.map(id => ({ id })))]
  )
}

/** What says anything about a person: all but that it happened. */
const UNSAID = `person = null, link = null, origin = null, client = null, device = null, country = null, details = '{}',
            dedupe_key = 'forgotten ' || id`

/**
 * What was counted stays counted, and says of nobody any more what they did: the lead that it names is gone, and no
 * number of a lead is ever given again.
 */
export const forgetEvents = async (db: Database, botId: string, leadId: number): Promise<void> => {
  await db.change(`update outbound_events set ${UNSAID} where bot_id = ? and lead_id = ?`, [botId, leadId])
}

export interface Reached {
  at: number
  id: number
}

/** The same for a set of those that are older than data is kept. Answers how far it got; null: all are done. */
export const forgetOldEvents = async (
  db: Database,
  botId: string,
  { from, before, limit }: { from: Reached; before: number; limit: number }
): Promise<Reached | null> => {
  const rows = await db.query(
    `select id, at from outbound_events where bot_id = ? and at < ? and (at, id) > (?, ?) order by at, id limit ?`,
    [botId, before, from.at, from.id, limit]
  )
  const last = rows[rows.length - 1]
  if (!last) return null
  await db.change(
    `update outbound_events set ${UNSAID}
      where told = 1 and dedupe_key not like 'forgotten %'
        and id in (select id from ${db.rows({ id: 'integer' })} given)`,
    [JSON.stringify(rows.map(row => ({ id: toNumber(row.id) })))]
  )
  return rows.length < limit ? null : { at: toNumber(last.at), id: toNumber(last.id) }
}
