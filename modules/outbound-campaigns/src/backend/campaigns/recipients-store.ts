import type { Database, Row } from '../platform/database/database'
import { behind, pageOf, type Page, type PageRequest } from '../platform/database/page'
import {
  fromJson,
  toIso,
  toIsoOrNull,
  toNumber,
  toNumberOrNull,
  toText,
  toTextOrNull
} from '../platform/database/values'
import { toMapping } from '../platform/import/store'
import { isMessageStatus, type MessageStatus } from '../outbox'
import type { Attempt } from './recipients-schema'

/** A campaign's rows as the outbox keeps them. */
export interface StoredRecipient {
  id: number
  person: string
  status: MessageStatus
  reason: { code: string; detail: string } | null
  attempts: number
  importId: number | null
  line: number | null
  cells: string[]
  providerId: string | null
  lastAttemptAt: number | null
  notBefore: number
  sentAt: number | null
  deliveredAt: number | null
  readAt: number | null
  repliedAt: number | null
  price: number | null
  currency: string | null
}

export interface RecipientFilter {
  status?: MessageStatus
  /** The reason why they are in their status. */
  code?: string
  /** Beginnings of canonical numbers, any of which will do. */
  persons?: readonly string[]
}

export const OF_CAMPAIGN = `bot_id = ? and owner_type = 'campaign' and owner_id = ?`

/**
 * Each list goes along an index that gives it its order, so that a page of a million costs what a page of ten does: all
 * in the file's order, those of a state in the order of sending, those with a reason by their state, those that are
 * searched by their number.
 */
export const listRecipients = async (
  db: Database,
  botId: string,
  campaignId: number,
  { status, code, persons, limit, cursor }: RecipientFilter & PageRequest
): Promise<Page<StoredRecipient>> => {
  if (persons) return searchRecipients(db, botId, campaignId, { status, code, persons, limit, cursor })
  if (code !== undefined) return forReason(db, botId, campaignId, { status, code, limit, cursor })
  const key = status ? ['not_before', 'id'] : ['id']
  const next = behind(key, 'asc', cursor)
  const rows = await db.query(
    `select * from outbound_messages
      where ${OF_CAMPAIGN} ${status ? 'and status = ?' : ''} and ${next.sql} order by ${key.join(', ')} limit ?`,
    [botId, campaignId, ...(status ? [status] : []), ...next.bindings, limit + 1]
  )
  return pageOf(rows.map(toRecipient), limit, ({ id, notBefore }) => (status ? [notBefore, id] : [id]))
}

const forReason = async (
  db: Database,
  botId: string,
  campaignId: number,
  { status, code, limit, cursor }: { status?: MessageStatus; code: string } & PageRequest
): Promise<Page<StoredRecipient>> => {
  const key = status ? ['id'] : ['status', 'id']
  const next = behind(key, 'asc', cursor)
  const rows = await db.query(
    `select * from outbound_messages
      where ${OF_CAMPAIGN} and reason_code = ? ${status ? 'and status = ?' : ''} and ${next.sql}
      order by ${key.join(', ')} limit ?`,
    [botId, campaignId, code, ...(status ? [status] : []), ...next.bindings, limit + 1]
  )
  return pageOf(rows.map(toRecipient), limit, found => (status ? [found.id] : [found.status, found.id]))
}

/** One beginning after the other, until the page is full: each is one stretch of the index. */
const searchRecipients = async (
  db: Database,
  botId: string,
  campaignId: number,
  { status, code, persons, limit, cursor }: RecipientFilter & { persons: readonly string[] } & PageRequest
): Promise<Page<StoredRecipient>> => {
  const next = behind(['dedupe_key'], 'asc', cursor)
  const found: StoredRecipient[] = []
  for (const beginning of withoutRepetition(persons)) {
    if (found.length > limit) break
    const rows = await db.query(
      `select * from outbound_messages
        where ${OF_CAMPAIGN} and dedupe_key >= ? and dedupe_key < ? and ${next.sql}
              ${status ? 'and status = ?' : ''} ${code === undefined ? '' : 'and reason_code = ?'}
        order by dedupe_key limit ?`,
      // ':' follows '9' among the characters: everything that begins like this and goes on with digits.
      [
        botId,
        campaignId,
        beginning,
        `${beginning}:`,
        ...next.bindings,
        ...(status ? [status] : []),
        ...(code === undefined ? [] : [code]),
        limit + 1 - found.length
      ]
    )
    found.push(...rows.map(toRecipient))
  }
  return pageOf(found, limit, ({ person }) => [person])
}

/** In order, and none that is within another. */
export const withoutRepetition = (beginnings: readonly string[]): string[] =>
  beginnings
    .filter(one => !beginnings.some(other => other !== one && one.startsWith(other)))
    .sort((a, b) => (a < b ? -1 : 1))

export const findRecipient = async (
  db: Database,
  botId: string,
  campaignId: number,
  id: number
): Promise<StoredRecipient | undefined> => {
  const row = await db.first(`select * from outbound_messages where ${OF_CAMPAIGN} and id = ?`, [
    botId,
    campaignId,
    id
  ])
  return row && toRecipient(row)
}

/** The nth person of a campaign, counted from 1 in the order of sending. Small numbers: it counts its way there. */
export const nthRecipient = async (
  db: Database,
  botId: string,
  campaignId: number,
  n: number
): Promise<StoredRecipient | undefined> => {
  const row = await db.first(
    `select * from outbound_messages where ${OF_CAMPAIGN} order by id limit 1 offset ?`,
    [botId, campaignId, n - 1]
  )
  return row && toRecipient(row)
}

export const attemptsOf = async (db: Database, botId: string, messageId: number): Promise<Attempt[]> => {
  const rows = await db.query(
    'select * from outbound_attempts where bot_id = ? and message_id = ? order by n',
    [botId, messageId]
  )
  return rows.map(row => ({
    n: toNumber(row.n),
    started_at: toIso(toNumber(row.started_at)),
    settled_at: toIsoOrNull(toNumberOrNull(row.settled_at)),
    outcome: toTextOrNull(row.outcome),
    code: toTextOrNull(row.code),
    detail: toTextOrNull(row.detail),
    message_uuid: toTextOrNull(row.provider_id),
    sender: toText(row.sender)
  }))
}

/** Changes a row that was not sent. Answers 0 when it has gone meanwhile. */
export const updateUnsent = (
  db: Database,
  botId: string,
  campaignId: number,
  { id, person, cells }: { id: number; person: string; cells: readonly string[] }
): Promise<number> =>
  db.change(
    `update outbound_messages set person = ?, dedupe_key = ?, data = ?, updated_at = ${db.now}
      where ${OF_CAMPAIGN} and id = ? and status in ('pending', 'failed')`,
    [person, person, JSON.stringify(cells), botId, campaignId, id]
  )

export const deleteUnsent = (db: Database, botId: string, campaignId: number, id: number): Promise<number> =>
  db.change(
    `delete from outbound_messages where ${OF_CAMPAIGN} and id = ? and status in ('pending', 'failed')`,
    [botId, campaignId, id]
  )

export interface UploadColumns {
  columns: string[]
  /** The one that has the numbers. */
  phoneColumn: string | null
}

/** The columns of each upload, by import. */
export const importColumns = async (
  db: Database,
  botId: string,
  campaignId: number
): Promise<Map<number, UploadColumns>> => {
  const rows = await db.query(
    `select id, columns, mapping from outbound_imports where ${OF_CAMPAIGN} order by id`,
    [botId, campaignId]
  )
  return new Map(
    rows.map(row => {
      const columns = textsOf(fromJson(row.columns))
      return [toNumber(row.id), { columns, phoneColumn: toMapping(row.mapping).phone_number ?? null }]
    })
  )
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(cell => (typeof cell === 'string' ? cell : String(cell ?? ''))) : []

const toRecipient = (row: Row): StoredRecipient => {
  const status = toText(row.status)
  if (!isMessageStatus(status)) throw new Error('A message is in a status that the module does not know.')
  const code = toTextOrNull(row.reason_code)
  return {
    id: toNumber(row.id),
    person: toText(row.person),
    status,
    reason: code === null ? null : { code, detail: toTextOrNull(row.reason) ?? '' },
    attempts: toNumber(row.attempts),
    importId: toNumberOrNull(row.import_id),
    line: toNumberOrNull(row.line),
    cells: textsOf(fromJson(row.data)),
    providerId: toTextOrNull(row.provider_id),
    lastAttemptAt: toNumberOrNull(row.last_attempt_at),
    notBefore: toNumber(row.not_before),
    sentAt: toNumberOrNull(row.sent_at),
    deliveredAt: toNumberOrNull(row.delivered_at),
    readAt: toNumberOrNull(row.read_at),
    repliedAt: toNumberOrNull(row.replied_at),
    price: toNumberOrNull(row.price),
    currency: toTextOrNull(row.currency)
  }
}
