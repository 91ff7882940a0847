/**
 * What Botpress v12 hangs on its knex, with its behaviours, good and bad: on PostgreSQL `insertAndRetrieve` forgets the
 * transaction it was given.
 */
import type { Knex } from 'knex'
import { isRecord } from '../problems'

type ColumnOrDate = string | Date | { sql: string }

export interface BotpressHelpers {
  isLite: boolean
  location: string
  binary: { set(data: string | Buffer): string | Buffer }
  date: {
    set(date?: Date): string | undefined
    get(date: string | Date): Date
    format(date: Date): Knex.Raw
    now(): Knex.Raw
    today(): Knex.Raw
    isBefore(a: ColumnOrDate, b: ColumnOrDate): Knex.Raw
    isBeforeOrOn(a: ColumnOrDate, b: ColumnOrDate): Knex.Raw
    isAfter(a: ColumnOrDate, b: ColumnOrDate): Knex.Raw
    isAfterOrOn(a: ColumnOrDate, b: ColumnOrDate): Knex.Raw
    isBetween(date: ColumnOrDate, from: ColumnOrDate, to: ColumnOrDate): Knex.Raw
    isSameDay(a: ColumnOrDate, b: ColumnOrDate): Knex.Raw
    hourOfDay(date: ColumnOrDate): Knex.Raw
  }
  bool: { true(): number | boolean; false(): number | boolean; parse(value: unknown): unknown }
  json: { set(value: unknown): unknown; get(value: unknown): unknown }
  createTableIfNotExists(table: string, build: (table: Knex.CreateTableBuilder) => void): Promise<boolean>
  insertAndRetrieve(
    table: string,
    data: object,
    columns?: string | string[],
    idColumn?: string,
    trx?: Knex.Transaction
  ): Promise<unknown>
}

/** Not in knex's types, and the same in 0.20 and 3. */
interface KnexClient {
  config: Knex.Config
  connectionSettings: { filename: string }
}

export type BotpressDatabase = Knex & BotpressHelpers

export const withBotpressHelpers = (knex: Knex): BotpressDatabase => {
  const { config, connectionSettings } = knex.client as KnexClient
  const isLite = config.client === 'sqlite3'

  const parsed = (expression: string) =>
    isLite ? `strftime('%Y-%m-%dT%H:%M:%fZ', ${expression})` : expression
  const literal = (date: Date) => parsed(`'${new Date(date).toISOString()}'`)
  const operand = (given: ColumnOrDate): string => {
    if (typeof given === 'string') return isLite ? parsed(given) : `"${given}"`
    return given instanceof Date || !('sql' in given) ? literal(given) : given.sql
  }
  const compare = (sign: string) => (a: ColumnOrDate, b: ColumnOrDate) =>
    knex.raw(`${operand(a)} ${sign} ${operand(b)}`)

  const onLite = async (
    trx: Knex.Transaction,
    table: string,
    data: object,
    columns: string | string[],
    idColumn: string
  ): Promise<unknown> => {
    await knex(table).insert(data).transacting(trx)
    const [last] = await knex
      .select<Array<{ id: number }>>(knex.raw('last_insert_rowid() as id'))
      .transacting(trx)
    const own = isRecord(data) ? data.id : undefined
    const id: unknown = own && idColumn !== 'rowid' ? own : last?.id
    if (columns === idColumn) return id
    return one(
      await knex(table)
        .select('*')
        .whereRaw('?? = ?', [idColumn, id as Knex.Value])
        .limit(1)
        .transacting(trx)
    )
  }

  const helpers: BotpressHelpers = {
    isLite,
    location: connectionSettings.filename,
    binary: { set: data => (isLite || typeof data !== 'string' ? data : Buffer.from(data, 'utf8')) },
    date: {
      set: date => (date ? date.toISOString() : undefined),
      get: date => new Date(date),
      format: date => knex.raw(literal(date)),
      now: () => knex.raw(isLite ? "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')" : 'now()'),
      today: () => knex.raw(isLite ? '(date())' : '(date(now()))'),
      isBefore: compare('<'),
      isBeforeOrOn: compare('<='),
      isAfter: compare('>'),
      isAfterOrOn: compare('>='),
      isBetween: (date, from, to) => knex.raw(`${operand(date)} BETWEEN ${operand(from)} AND ${operand(to)}`),
      isSameDay: (a, b) => knex.raw(`date(${operand(a)}) = date(${operand(b)})`),
      hourOfDay: date =>
        knex.raw(isLite ? `strftime('%H', ${operand(date)})` : `to_char(${operand(date)}, 'HH24')`)
    },
    bool: {
      true: () => (isLite ? 1 : true),
      false: () => (isLite ? 0 : false),
      parse: value => (isLite ? !!value : value)
    },
    json: {
      set: value => (isLite ? value && JSON.stringify(value) : value),
      get: value =>
        isLite && typeof value === 'string' && value !== '' ? (JSON.parse(value) as unknown) : value
    },
    createTableIfNotExists: async (table, build) => {
      if (await knex.schema.hasTable(table)) return false
      await knex.schema.createTable(table, build)
      return true
    },
    insertAndRetrieve: async (table, data, columns = 'id', idColumn = 'id', trx) => {
      if (!isLite) {
        const rows: unknown[] = await knex(table).insert(data).returning(columns)
        const row = one(rows)
        // knex 3 wraps a single column in a row, 0.20 did not; Botpress's callers were written against the latter.
        return typeof columns === 'string' && columns !== '*' && isRecord(row) ? row[columns] : row
      }
      if (trx) return onLite(trx, table, data, columns, idColumn)
      return knex.transaction(own => onLite(own, table, data, columns, idColumn))
    }
  }
  return Object.assign(knex, helpers)
}

const one = (rows: unknown[]): unknown => {
  if (rows.length !== 1) throw new Error('insertAndRetrieve did not get its row back')
  return rows[0]
}
