import type { Binding, Database, Row } from '../platform/database/database'
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
import { FIRST_BACKOFF_MS, MESSAGE_STATUSES, tallyOf, type Reason, type Tally } from '../outbox'
import { beyond, nameKey } from '../platform/names'
import { campaignFieldsSchema, reasonSchema, type Campaign, type CampaignFields, type Counts } from './schema'
import { CAMPAIGN_STATUSES, type CampaignStatus } from './states'

/** All of the campaigns' SQL. Their people are the outbox's. */

const SELECT = `select c.*, l.pending, l.sending, l.sent, l.delivered, l."read", l.failed, l.skipped, l.cancelled, l.unconfirmed
                  from outbound_campaigns c
                  left join outbound_lanes l on l.owner_type = 'campaign' and l.owner_id = c.id`

export const insertCampaign = async (
  db: Database,
  botId: string,
  fields: CampaignFields,
  createdBy: string | null
): Promise<number> => {
  const { name, scheduled_at, ...settings } = fields
  const insert = `insert into outbound_campaigns
      (bot_id, name, name_key, status, settings, scheduled_at, created_at, created_by, updated_at)
    values (?, ?, ?, 'draft', ?, ?, ${db.now}, ?, ${db.now})`
  const bindings = [botId, name, nameKey(name), JSON.stringify(settings), toMillis(scheduled_at), createdBy]
  if (db.dialect === 'postgres') return toNumber((await db.first(`${insert} returning id`, bindings))?.id)
  return db.transaction(async tx => {
    await tx.change(insert, bindings)
    return toNumber((await tx.first('select last_insert_rowid() as id'))?.id)
  })
}

export const saveFields = async (
  db: Database,
  botId: string,
  id: number,
  fields: CampaignFields
): Promise<void> => {
  const { name, scheduled_at, ...settings } = fields
  await db.change(
    `update outbound_campaigns set name = ?, name_key = ?, settings = ?, scheduled_at = ?, updated_at = ${db.now}
      where bot_id = ? and id = ?`,
    [name, nameKey(name), JSON.stringify(settings), toMillis(scheduled_at), botId, id]
  )
}

export interface StatusChange {
  status: CampaignStatus
  reason?: Reason | null
  startedAt?: number
  completedAt?: number | null
}

/** Changes the status only from one of those that the caller has looked at: nobody's change is overwritten. */
export const moveStatus = (
  db: Database,
  botId: string,
  id: number,
  from: readonly CampaignStatus[],
  { status, reason = null, startedAt, completedAt }: StatusChange
): Promise<number> =>
  db.change(
    `update outbound_campaigns
        set status = ?, status_reason = ?, updated_at = ${db.now}
            ${startedAt === undefined ? '' : ', started_at = coalesce(started_at, ?)'}
            ${completedAt === undefined ? '' : ', completed_at = ?'}
      where bot_id = ? and id = ? and status in (${from.map(() => '?').join(', ')})`,
    [
      status,
      reason && JSON.stringify(reason),
      ...(startedAt === undefined ? [] : [startedAt]),
      ...(completedAt === undefined ? [] : [completedAt]),
      botId,
      id,
      ...from
    ]
  )

export const findCampaign = async (
  db: Database,
  botId: string,
  id: number
): Promise<Campaign | undefined> => {
  const row = await db.first(`${SELECT} where c.bot_id = ? and c.id = ?`, [botId, id])
  return row && toCampaign(row)
}

export const listCampaigns = async (
  db: Database,
  botId: string,
  { status, search, limit, cursor }: PageRequest & { status?: CampaignStatus; search?: string }
): Promise<Page<Campaign> & { total: number }> => {
  const filter = filterOf(botId, status, search)
  const next = behind(['c.id'], 'desc', cursor)
  const rows = await db.query(`${SELECT} where ${filter.sql} and ${next.sql} order by c.id desc limit ?`, [
    ...filter.bindings,
    ...next.bindings,
    limit + 1
  ])
  const total = await db.first(
    `select count(*) as n from outbound_campaigns c where ${filter.sql}`,
    filter.bindings
  )
  return { ...pageOf(rows.map(toCampaign), limit, campaign => [campaign.id]), total: toNumber(total?.n) }
}

/** Scheduled ones whose time has come. */
export const dueCampaigns = async (db: Database, botId: string, now: number): Promise<Campaign[]> =>
  (
    await db.query(
      `${SELECT} where c.bot_id = ? and c.status = 'scheduled' and c.scheduled_at <= ? order by c.id`,
      [botId, now]
    )
  ).map(toCampaign)

/** Cancelled ones whose rows were not all told so. */
export const cancelledWithOwed = async (db: Database, botId: string): Promise<number[]> => {
  const rows = await db.query(
    `select l.owner_id from outbound_lanes l join outbound_campaigns c on c.id = l.owner_id
      where l.bot_id = ? and l.owner_type = 'campaign' and l.pending > 0 and c.status = 'cancelled'`,
    [botId]
  )
  return rows.map(row => toNumber(row.owner_id))
}

/** Failed for this reason, while their lanes know of messages that were accepted. */
export const acceptedAfterAll = async (db: Database, botId: string, code: string): Promise<number[]> => {
  const rows = await db.query(
    `select c.id, c.status_reason from outbound_campaigns c
       join outbound_lanes l on l.owner_type = 'campaign' and l.owner_id = c.id
      where c.bot_id = ? and c.status = 'failed' and l.pending = 0 and l.sending = 0
        and l.sent + l.delivered + l."read" > 0`,
    [botId]
  )
  const found = rows.filter(row => reasonSchema.nullable().parse(fromJson(row.status_reason))?.code === code)
  return found.map(row => toNumber(row.id))
}

/** Ended before then, with nothing owed or under way: what may still be resumed has not ended. */
export const endedCampaigns = async (db: Database, botId: string, before: number): Promise<number[]> => {
  const rows = await db.query(
    `select c.id from outbound_campaigns c
       join outbound_lanes l on l.owner_type = 'campaign' and l.owner_id = c.id
      where c.bot_id = ? and c.status in ('completed', 'failed', 'cancelled') and c.completed_at < ?
        and l.pending = 0 and l.sending = 0 order by c.id`,
    [botId, before]
  )
  return rows.map(row => toNumber(row.id))
}

const REFUSED = `select r.id from outbound_refused r join outbound_imports i on i.id = r.import_id
                  where i.bot_id = ? and i.owner_type = 'campaign' and i.owner_id = ?`

export const hasRefused = async (db: Database, botId: string, id: number): Promise<boolean> =>
  (await db.first(`${REFUSED} limit 1`, [botId, id])) !== undefined

const REFUSED_AT_ONCE = 1_000

/** Takes some of the rows away that its files had and that were not taken. Answers whether there may be more. */
export const forgetRefused = async (db: Database, botId: string, id: number): Promise<boolean> => {
  const forgotten = await db.change(
    `delete from outbound_refused where id in (${REFUSED} limit ${REFUSED_AT_ONCE})`,
    [botId, id]
  )
  return forgotten === REFUSED_AT_ONCE
}

/** Longer than that, and whoever deleted it is no longer at it. */
const DELETING_MS = 60_000

/** Being deleted, as the missing lane says, by somebody who did not finish. */
export const halfDeleted = async (db: Database, botId: string): Promise<number[]> => {
  const rows = await db.query(
    `select c.id from outbound_campaigns c
      where c.bot_id = ? and c.status = 'cancelled' and c.updated_at < ${db.now} - ${DELETING_MS}
        and not exists (select 1 from outbound_lanes l where l.owner_type = 'campaign' and l.owner_id = c.id)`,
    [botId]
  )
  return rows.map(row => toNumber(row.id))
}

export const countByStatus = async (db: Database, botId: string): Promise<Record<CampaignStatus, number>> => {
  const rows = await db.query(
    'select status, count(*) as n from outbound_campaigns where bot_id = ? group by status',
    [botId]
  )
  const found = new Map(rows.map(row => [toText(row.status), toNumber(row.n)]))
  const of = (status: CampaignStatus) => found.get(status) ?? 0
  return {
    draft: of('draft'),
    scheduled: of('scheduled'),
    running: of('running'),
    paused: of('paused'),
    completed: of('completed'),
    failed: of('failed'),
    cancelled: of('cancelled')
  }
}

/** The campaign and everything that was ever part of it. */
export const deleteCampaign = async (db: Database, botId: string, id: number): Promise<void> => {
  await db.change(
    `delete from outbound_refused where bot_id = ? and import_id in
       (select id from outbound_imports where bot_id = ? and owner_type = 'campaign' and owner_id = ?)`,
    [botId, botId, id]
  )
  await db.change(
    `delete from outbound_imports where bot_id = ? and owner_type = 'campaign' and owner_id = ?`,
    [botId, id]
  )
  await db.change('delete from outbound_campaigns where bot_id = ? and id = ?', [botId, id])
}

const filterOf = (
  botId: string,
  status?: CampaignStatus,
  search?: string
): { sql: string; bindings: Binding[] } => {
  const parts = ['c.bot_id = ?']
  const bindings: Binding[] = [botId]
  if (status) {
    parts.push('c.status = ?')
    bindings.push(status)
  }
  if (search) {
    // A range of the index instead of LIKE: SQLite and PostgreSQL agree on it, whatever their collation of LIKE.
    parts.push('c.name_key >= ? and c.name_key < ?')
    bindings.push(nameKey(search), beyond(nameKey(search)))
  }
  return { sql: parts.join(' and '), bindings }
}

const toMillis = (iso: string | null): number | null => (iso === null ? null : Date.parse(iso))

export const countsOf = (tally: Tally): Counts => ({
  total: MESSAGE_STATUSES.reduce((sum, status) => sum + tally[status], 0),
  ...tally
})

const toCampaign = (row: Row): Campaign => {
  const tally = tallyOf(status => toNumberOrNull(row[status]) ?? 0)
  const fields = campaignFieldsSchema.parse({
    // Those of before it could be said have none.
    retry_backoff_ms: FIRST_BACKOFF_MS,
    ...(fromJson(row.settings) as object),
    name: toText(row.name),
    scheduled_at: toIsoOrNull(toNumberOrNull(row.scheduled_at))
  })
  return {
    ...fields,
    id: toNumber(row.id),
    status: toStatus(row.status),
    status_reason: row.status_reason === null ? null : reasonSchema.parse(fromJson(row.status_reason)),
    counts: countsOf(tally),
    created_at: toIso(toNumber(row.created_at)),
    created_by: toTextOrNull(row.created_by),
    started_at: toIsoOrNull(toNumberOrNull(row.started_at)),
    completed_at: toIsoOrNull(toNumberOrNull(row.completed_at))
  }
}

const toStatus = (value: unknown): CampaignStatus => {
  const found = CAMPAIGN_STATUSES.find(status => status === value)
  if (!found) throw new Error('A campaign is in a status that the module does not know.')
  return found
}
