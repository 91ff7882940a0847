import type { Database, Row } from '../platform/database/database'
import { toNumber, toTextOrNull } from '../platform/database/values'
import type { JsonColumns } from '../platform/database/json-rows'
import { LEAD_COLUMNS, toColumns, toLead } from './columns'
import type { Identities } from './identity'
import type { StoredLead } from './lead'
import type { LeadStatus } from './schema'

/*
 * The leads' SQL, but for lists. `cross join` is SQLite's way to be told that the given rows come first: each is then
 * looked up by index. To PostgreSQL it means nothing special.
 */

/** Any number that no other program on the database uses for its advisory locks. */
const LOCK = 724_021_844

/**
 * Whoever gives a bot's people addresses, or takes them off all lists, does so one after the other, for the few
 * milliseconds that it takes. Three unique keys cannot be taken in one order, so two imports would wait for each other
 * crosswise; and an opt-out at the very moment at which its person gets another address would miss that one. The unique
 * indexes hold whatever happens.
 */
export const lockLeads = async (tx: Database, botId: string): Promise<void> => {
  if (tx.dialect === 'postgres') await tx.query(`select pg_advisory_xact_lock(${LOCK}, hashtext(?))`, [botId])
}

/**
 * Everybody who holds one of these identities; in a transaction that is about to change them, locked.
 *
 * Each is looked up by itself, in a subselect: a join PostgreSQL would turn into a walk through all leads of the bot
 * while it doesn't know yet how many there are, and that is the case as long as a large file comes in.
 */
export const findHolders = async (
  db: Database,
  botId: string,
  given: readonly Identities[],
  lock = false
): Promise<StoredLead[]> => {
  const parts: Array<{ column: keyof Identities; values: string[] }> = (
    ['ext_id', 'email_key', 'phone'] as const
  ).map(column => ({ column, values: [...new Set(given.flatMap(one => one[column] ?? []))] }))
  const asked = parts.filter(({ values }) => values.length > 0)
  if (asked.length === 0) return []
  const found = await db.query(
    asked
      .map(
        ({ column }) =>
          `select (select l.id from outbound_leads l where l.bot_id = ? and l.${column} = given.value) as id
             from ${db.rows({ value: 'text' })} given`
      )
      .join(' union '),
    asked.flatMap(({ values }) => [botId, JSON.stringify(values.map(value => ({ value })))])
  )
  return leadsByIds(
    db,
    botId,
    found.flatMap(({ id }) => (id === null ? [] : [toNumber(id)])),
    lock
  )
}

/**
 * By their ids, one by one for the same reason as above: `|| ''` takes the indexes of the bot's leads out of the choice,
 * and an array is looked up where a set of rows would be joined.
 */
export const leadsByIds = async (
  db: Database,
  botId: string,
  ids: readonly number[],
  lock = false
): Promise<StoredLead[]> => {
  if (ids.length === 0) return []
  const given = `select id from ${db.rows({ id: 'integer' })} given`
  const rows = await db.query(
    `select l.* from outbound_leads l
      where l.id ${db.dialect === 'postgres' ? `= any(array(${given}))` : `in (${given})`} and l.bot_id || '' = ?
      order by l.id ${lock ? db.forUpdate : ''}`,
    [idsJson(ids), botId]
  )
  return rows.map(toLead)
}

/** Who is behind these keys, on one channel or on any. */
export const leadsByPersons = async (
  db: Database,
  botId: string,
  persons: readonly string[],
  channel?: 'whatsapp' | 'email'
): Promise<Map<string, StoredLead>> => {
  const given = persons.map(person => ({
    ...(channel !== 'whatsapp' && { email_key: person }),
    ...(channel !== 'email' && { phone: person })
  }))
  const leads = await findHolders(db, botId, given)
  const asked = new Set(persons)
  return new Map(
    leads.flatMap(lead =>
      [channel === 'email' ? null : lead.phone, channel === 'whatsapp' ? null : lead.email_key].flatMap(
        (person): Array<[string, StoredLead]> =>
          person !== null && asked.has(person) ? [[person, lead]] : []
      )
    )
  )
}

/** What the database decides about a new lead. */
export interface Given extends Required<Identities> {
  id: number
  created_at: number
}

/**
 * Adds them as they are. None of them may be there: whoever calls has looked, under the lock. Since when they are there
 * is a moment of the calendar: how long somebody has been cold is counted in its days.
 */
export const insertLeads = async (
  tx: Database,
  botId: string,
  leads: readonly StoredLead[],
  at: number
): Promise<Given[]> => {
  if (leads.length === 0) return []
  const rows = leads.map(toColumns)
  // A column that none of them has costs as much to pick from the JSON as one that all have.
  const used = COLUMN_NAMES.filter(name => rows.some(row => row[name] !== null))
  const names = used.join(', ')
  const insert = `insert into outbound_leads (bot_id, ${names}, created_at, updated_at)
     select ?, ${names}, cast(? as ${tx.dialect === 'postgres' ? 'bigint' : 'integer'}), ${tx.now}
       from ${tx.rows(only(used))} given where true`
  const bindings = [
    botId,
    at,
    JSON.stringify(rows.map(row => Object.fromEntries(used.map(name => [name, row[name]]))))
  ]
  const back = 'id, ext_id, email_key, phone, created_at'
  if (tx.dialect === 'postgres') return (await tx.query(`${insert} returning ${back}`, bindings)).map(toGiven)
  await tx.change(insert, bindings)
  const last = await tx.first('select id, created_at from outbound_leads where id = last_insert_rowid()')
  // Ids count up in the order of what was given, and nobody else writes meanwhile.
  const firstId = toNumber(last?.id) - leads.length + 1
  const created_at = toNumber(last?.created_at)
  return leads.map(({ ext_id, email_key, phone }, at) => ({
    id: firstId + at,
    ext_id,
    email_key,
    phone,
    created_at
  }))
}

const toGiven = (row: Row): Given => ({
  id: toNumber(row.id),
  ext_id: toTextOrNull(row.ext_id),
  email_key: toTextOrNull(row.email_key),
  phone: toTextOrNull(row.phone),
  created_at: toNumber(row.created_at)
})

/**
 * Writes leads that are locked, all of them at once, and of them only the columns in which any of them differs: each
 * column that is set costs the indexes that it is in, whether it changes or not.
 *
 * SQLite 3.31 has no `update … from`, so there it is an upsert; and since an upsert is held against every unique index
 * as if its row were new, the row that is proposed carries the lead within one text, where no index looks.
 */
export const updateLeads = async (
  tx: Database,
  leads: ReadonlyArray<{ before: StoredLead; lead: StoredLead }>
): Promise<void> => {
  const rows = leads.map(({ before, lead }) => ({ id: lead.id, was: toColumns(before), is: toColumns(lead) }))
  const columns = COLUMN_NAMES.filter(name => rows.some(({ was, is }) => !isSame(was[name], is[name])))
  if (columns.length === 0) return
  const json = JSON.stringify(
    rows.map(({ id, is }) => ({ id, ...Object.fromEntries(columns.map(name => [name, is[name]])) }))
  )
  await tx.change(
    tx.dialect === 'postgres'
      ? `update outbound_leads l set ${columns.map(name => `${name} = given.${name}`).join(', ')}, updated_at = ${tx.now}
           from ${tx.rows({ id: 'integer', ...only(columns) })} given where l.id = given.id`
      : `insert into outbound_leads (id, bot_id, custom, status, created_at, updated_at)
         select json_extract(value, '$.id'), '', value, '', 0, ${tx.now} from json_each(?) where true
         on conflict (id) do update
            set ${columns.map(name => `${name} = json_extract(excluded.custom, '$.${name}')`).join(', ')},
                updated_at = excluded.updated_at`,
    [json]
  )
}

const COLUMN_NAMES = Object.keys(LEAD_COLUMNS) as Array<keyof typeof LEAD_COLUMNS>

const only = (names: ReadonlyArray<keyof typeof LEAD_COLUMNS>): JsonColumns =>
  Object.fromEntries(names.map(name => [name, LEAD_COLUMNS[name]]))

const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))

export const setStatus = async (tx: Database, ids: readonly number[], status: LeadStatus): Promise<void> => {
  if (ids.length === 0) return
  await tx.change(
    `update outbound_leads set status = ?, updated_at = ${tx.now}
      where id in (select id from ${tx.rows({ id: 'integer' })} given)`,
    [status, idsJson(ids)]
  )
}

/** What the lists of opt-outs say of them now. */
export const refreshStatus = async (tx: Database, ids: readonly number[]): Promise<void> => {
  if (ids.length === 0) return
  await tx.change(
    `update outbound_leads
        set status = case
              when exists (select 1 from outbound_suppressions s
                            where s.bot_id = outbound_leads.bot_id and s.channel = 'all'
                              and s.person in (outbound_leads.phone, outbound_leads.email_key)) then 'opted_out'
              when qualified_at is not null then 'qualified' else 'active' end,
            updated_at = ${tx.now}
      where id in (select id from ${tx.rows({ id: 'integer' })} given)`,
    [idsJson(ids)]
  )
}

/** What they have earned by now. The rows are locked. */
export const setPoints = async (
  tx: Database,
  earned: ReadonlyArray<{ id: number; points: number }>
): Promise<void> => {
  const byPoints = new Map<number, number[]>()
  for (const { id, points } of earned) byPoints.set(points, [...(byPoints.get(points) ?? []), id])
  // There are no more different sums than 101, and few of them at a time.
  for (const [points, ids] of byPoints)
    await tx.change(
      `update outbound_leads set points = ?, updated_at = ${tx.now}
        where id in (select id from ${tx.rows({ id: 'integer' })} given)`,
      [points, idsJson(ids)]
    )
}

/** From now on they count as qualified. The rows are locked. */
export const markQualified = async (tx: Database, ids: readonly number[], at: number): Promise<void> => {
  if (ids.length === 0) return
  await tx.change(
    `update outbound_leads
        set qualified_at = ?, status = case when status = 'opted_out' then status else 'qualified' end,
            updated_at = ${tx.now}
      where id in (select id from ${tx.rows({ id: 'integer' })} given)`,
    [at, idsJson(ids)]
  )
}

export const deleteLead = async (tx: Database, botId: string, id: number): Promise<void> => {
  await tx.change('delete from outbound_leads where bot_id = ? and id = ?', [botId, id])
}

const idsJson = (ids: readonly number[]): string => JSON.stringify(ids.map(id => ({ id })))
