import { randomBytes } from 'crypto'
import { claim } from '../platform/database/claim'
import type { Database, Row } from '../platform/database/database'
import { behind, pageOf, type Page, type PageRequest } from '../platform/database/page'
import { toNumber, toText, toTextOrNull } from '../platform/database/values'
import type { News } from './fact'

/**
 * The inbox's SQL. A row is `open` until it has been worked off (`done`), or was given up (`set_aside`). `due_at` says
 * from when on something is due with it: an open one may be taken (after a back-off, or when the lease of whoever has it
 * has run out), a finished one may be removed.
 */
export interface InboxRow {
  id: number
  kind: string
  subject: string | null
  body: string
  receivedAt: number
  /** How often it was taken, this time included. */
  attempts: number
}

export interface Claimed {
  token: string
  rows: InboxRow[]
}

/** Answers how many were news. */
export const insertNews = (db: Database, told: ReadonlyArray<News & { botId: string }>): Promise<number> => {
  const given = db.rows({ bot_id: 'text', kind: 'text', dedupe_key: 'text', subject: 'text', body: 'text' })
  return db.change(
    `insert into outbound_inbox (bot_id, kind, dedupe_key, subject, body, received_at, status, due_at)
     select bot_id, kind, dedupe_key, subject, body, ${db.now}, 'open', 0 from ${given} given where true
     on conflict (bot_id, dedupe_key) do nothing`,
    [
      JSON.stringify(
        told.map(({ botId, kind, dedupeKey, subject, body }) => ({
          bot_id: botId,
          kind,
          dedupe_key: dedupeKey,
          subject,
          body: JSON.stringify(body)
        }))
      )
    ]
  )
}

export const claimNews = async (
  db: Database,
  botId: string,
  kinds: readonly string[],
  limit: number,
  leaseMs: number
): Promise<Claimed> => {
  const token = randomBytes(12).toString('hex')
  const rows = await claim(db, token, {
    table: 'outbound_inbox',
    where: {
      sql: `bot_id = ? and status = 'open' and due_at <= ${db.now} and kind in (${kinds.map(() => '?').join(', ')})`,
      bindings: [botId, ...kinds]
    },
    orderBy: 'due_at, id',
    limit,
    set: { sql: `attempts = attempts + 1, due_at = ${db.now} + ?`, bindings: [leaseMs] }
  })
  return { token, rows: rows.map(toInboxRow) }
}

/**
 * Marks rows as worked off, in the transaction of what they caused. Fewer than asked for means that the lease had run out
 * and somebody else has them: then nothing of this transaction may stay.
 */
export const finish = async (
  tx: Database,
  token: string,
  ids: readonly number[],
  keepMs: number
): Promise<void> => {
  const finished = await tx.change(
    `update outbound_inbox set status = 'done', claim_token = null, error = null, due_at = ${tx.now} + ?
      where claim_token = ? and status = 'open' and id in (select id from ${tx.rows({ id: 'integer' })} given)`,
    [keepMs, token, idsOf(ids)]
  )
  if (finished !== ids.length) throw new LeaseLostError()
}

export class LeaseLostError extends Error {
  constructor() {
    super('Another process has taken over what this one was working off.')
  }
}

/** What a finished row held and nobody needs any more. */
export const forgetBody = async (db: Database, id: number): Promise<void> => {
  await db.change(`update outbound_inbox set body = '{}' where id = ? and status = 'done'`, [id])
}

export const postpone = async (
  db: Database,
  token: string,
  id: number,
  waitMs: number,
  error: string
): Promise<void> => {
  await db.change(
    `update outbound_inbox set claim_token = null, error = ?, due_at = ${db.now} + ? where claim_token = ? and id = ?`,
    [error, waitMs, token, id]
  )
}

export const setAside = async (
  db: Database,
  token: string,
  id: number,
  keepMs: number,
  error: string
): Promise<void> => {
  await db.change(
    `update outbound_inbox set status = 'set_aside', claim_token = null, error = ?, due_at = ${db.now} + ?
      where claim_token = ? and id = ?`,
    [error, keepMs, token, id]
  )
}

/** Somebody has mended the cause. Answers whether the row was there. */
export const reopen = async (db: Database, botId: string, id: number): Promise<boolean> =>
  (await db.change(
    `update outbound_inbox set status = 'open', attempts = 0, due_at = 0 where bot_id = ? and id = ? and status = 'set_aside'`,
    [botId, id]
  )) === 1

/** Removes what has been kept long enough; answers how many. */
export const removeKept = (db: Database, botId: string, limit: number): Promise<number> =>
  db.change(
    `delete from outbound_inbox where id in (
       select id from outbound_inbox where bot_id = ? and status in ('done', 'set_aside') and due_at <= ${db.now} limit ?
     )`,
    [botId, limit]
  )

export interface AsideRow {
  id: number
  kind: string
  receivedAt: number
  attempts: number
  error: string
}

/** What was given up, newest first. */
export const listAside = async (
  db: Database,
  botId: string,
  { limit, cursor }: PageRequest
): Promise<Page<AsideRow>> => {
  const next = behind(['id'], 'desc', cursor)
  const rows = await db.query(
    `select id, kind, received_at, attempts, error from outbound_inbox
      where bot_id = ? and status = 'set_aside' and ${next.sql} order by id desc limit ?`,
    [botId, ...next.bindings, limit + 1]
  )
  const found = rows.map(row => ({
    id: toNumber(row.id),
    kind: toText(row.kind),
    receivedAt: toNumber(row.received_at),
    attempts: toNumber(row.attempts),
    error: toTextOrNull(row.error) ?? ''
  }))
  return pageOf(found, limit, ({ id }) => [id])
}

export const countInbox = async (
  db: Database,
  botId: string
): Promise<{ open: number; setAside: number }> => {
  const rows = await db.query(
    `select status, count(*) as n from outbound_inbox where bot_id = ? and status in ('open', 'set_aside') group by status`,
    [botId]
  )
  const of = (status: string) => toNumber(rows.find(row => row.status === status)?.n ?? 0)
  return { open: of('open'), setAside: of('set_aside') }
}

/** What was said lately about one subject, newest first. */
export const recentAbout = async (
  db: Database,
  botId: string,
  subject: string,
  kind: string,
  withinMs: number
): Promise<InboxRow[]> => {
  const rows = await db.query(
    `select * from outbound_inbox
      where bot_id = ? and subject = ? and kind = ? and received_at > ${db.now} - ? order by id desc limit 50`,
    [botId, subject, kind, withinMs]
  )
  return rows.map(toInboxRow)
}

const idsOf = (ids: readonly number[]) => JSON.stringify(ids.map(id => ({ id })))

const toInboxRow = (row: Row): InboxRow => ({
  id: toNumber(row.id),
  kind: toText(row.kind),
  subject: toTextOrNull(row.subject),
  body: toText(row.body),
  receivedAt: toNumber(row.received_at),
  attempts: toNumber(row.attempts)
})
