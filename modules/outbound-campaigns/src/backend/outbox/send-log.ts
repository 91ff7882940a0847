import type { Database } from '../platform/database/database'
import { toNumber, toNumberOrNull, toText, toTextOrNull } from '../platform/database/values'

/** What others read of the send log: in the order of its time, and by message. */
export interface TriedUpTo {
  at: number
  message: number
  n: number
}

/** Attempts after this one and before `until`, by the database's time. */
export const triedSince = async (
  db: Database,
  botId: string,
  { at, message, n }: TriedUpTo,
  until: number,
  limit: number
): Promise<TriedUpTo[]> => {
  const rows = await db.query(
    `select started_at, message_id, n from outbound_attempts
      where bot_id = ? and (started_at, message_id, n) > (?, ?, ?) and started_at < ?
      order by started_at, message_id, n limit ?`,
    [botId, at, message, n, until, limit]
  )
  return rows.map(row => ({
    at: toNumber(row.started_at),
    message: toNumber(row.message_id),
    n: toNumber(row.n)
  }))
}

/** When the first attempt was; null: there was none. */
export const firstTried = async (db: Database, botId: string): Promise<number | null> =>
  toNumberOrNull(
    (
      await db.first(
        'select started_at from outbound_attempts where bot_id = ? order by started_at limit 1',
        [botId]
      )
    )?.started_at
  )

/** A message and what its attempts came to. */
export interface TriedMessage {
  id: number
  ownerType: string
  channel: string
  status: string
  sender: string
  /** Whether the provider took it at least once. */
  accepted: boolean
  /** Of an attempt nobody knows yet what came of it. */
  open: boolean
  triedAt: number
  deliveredAt: number | null
  readAt: number | null
}

export const triedMessages = async (
  db: Database,
  botId: string,
  ids: readonly number[]
): Promise<TriedMessage[]> => {
  if (ids.length === 0) return []
  const rows = await db.query(
    `select m.id, m.owner_type, m.channel, m.status, m.delivered_at, m.read_at, a.n, a.sender, a.started_at, a.outcome
       from ${db.rows({ id: 'integer' })} given cross join outbound_messages m cross join outbound_attempts a
      where m.id = given.id and coalesce(m.bot_id, '') = ? and a.message_id = m.id
      order by m.id, a.n`,
    [JSON.stringify([...new Set(ids)].map(id => ({ id }))), botId]
  )
  const messages = new Map<number, TriedMessage>()
  for (const row of rows) {
    const id = toNumber(row.id)
    const known = messages.get(id)
    const status = toText(row.status)
    const outcome = toTextOrNull(row.outcome)
    messages.set(id, {
      id,
      ownerType: toText(row.owner_type),
      channel: toText(row.channel),
      status,
      sender: toText(row.sender),
      accepted: (known?.accepted ?? false) || outcome === 'accepted',
      open: status === 'sending' || status === 'unconfirmed',
      triedAt: known?.triedAt ?? toNumber(row.started_at),
      deliveredAt: toNumberOrNull(row.delivered_at),
      readAt: toNumberOrNull(row.read_at)
    })
  }
  return [...messages.values()]
}

/** Under which number the messages are known that the provider calls so. */
export const messagesCalled = async (
  db: Database,
  botId: string,
  providerIds: readonly string[]
): Promise<number[]> => {
  if (providerIds.length === 0) return []
  const rows = await db.query(
    `select m.id from ${db.rows({ provider_id: 'text' })} given cross join outbound_messages m
      where m.provider_id = given.provider_id and coalesce(m.bot_id, '') = ?`,
    [JSON.stringify([...new Set(providerIds)].map(provider_id => ({ provider_id }))), botId]
  )
  return rows.map(row => toNumber(row.id))
}

/**
 * Up to when everything that was written with the database's time is there to be read: nothing can be added before it any
 * more. On PostgreSQL a transaction that is still open may have written rows with earlier times; on SQLite there is one
 * connection, so none is.
 */
export const settledUntil = async (db: Database): Promise<number> => {
  const row = await db.first(
    db.dialect === 'sqlite'
      ? `select ${db.now} as until`
      : `select least(${db.now} - 200, coalesce((
           select floor(extract(epoch from min(xact_start)) * 1000)::bigint from pg_stat_activity
            where datname = current_database() and backend_xid is not null and pid <> pg_backend_pid()
         ), ${db.now})) as until`
  )
  return toNumber(row?.until)
}
