import type { Knex } from 'knex'
import type { KnexExtended } from 'botpress/sdk'
import { jsonRows, type JsonColumns } from './json-rows'
import { rowsChanged } from './rows-changed'

export type Dialect = 'sqlite' | 'postgres'
/** What may be bound to a `?`. Times are milliseconds, sets of rows one JSON text: see `time.ts` and `json-rows.ts`. */
export type Binding = string | number | null
export type Row = Record<string, unknown>

/** The part of knex's client that hands out connections: the same in 0.20 and 3, and typed in neither. */
interface ConnectionPool {
  acquireConnection(): Promise<unknown>
  releaseConnection(connection: unknown): Promise<void>
}

/**
 * The one door to `bp.database`, the same over knex 0.20.1 and 3, on SQLite and PostgreSQL.
 *
 * Statements are plain SQL that both databases understand; where they differ, a fragment from here stands in their
 * place (`now`, `rows`). On SQLite the module shares one connection with the bot: whatever runs inside `transaction`
 * must use the `Database` it is given. A statement sent past it waits for that one connection until knex gives up a
 * minute later, and with it the whole bot.
 */
export class Database {
  readonly dialect: Dialect

  constructor(
    private readonly knex: KnexExtended,
    private readonly trx: Knex.Transaction | null = null,
    private readonly afterwards: Array<() => void> = []
  ) {
    this.dialect = knex.isLite ? 'sqlite' : 'postgres'
  }

  /** The rows that a statement answers. */
  async query(sql: string, bindings: readonly Binding[] = []): Promise<Row[]> {
    const answer: unknown = await this.raw(sql, bindings)
    if (Array.isArray(answer)) return answer as Row[]
    return (answer as { rows: Row[] }).rows
  }

  async first(sql: string, bindings: readonly Binding[] = []): Promise<Row | undefined> {
    const [row] = await this.query(sql, bindings)
    return row
  }

  /** The number of rows that an insert, update, upsert or delete changed: what a conditional update decides by. */
  change(sql: string, bindings: readonly Binding[] = []): Promise<number> {
    return rowsChanged(this.raw(sql, bindings))
  }

  /** A statement that answers nothing: schema changes. */
  async execute(sql: string): Promise<void> {
    await this.raw(sql, [])
  }

  /** Commits when `work` resolves, rolls back when it rejects. Inside another transaction, it joins that one. */
  async transaction<T>(work: (tx: Database) => Promise<T>): Promise<T> {
    if (this.trx) return work(this)
    // The annotation keeps knex 0.20 and 3 alike: both resolve to what the callback resolved to.
    const afterwards: Array<() => void> = []
    const result: unknown = await this.knex.transaction(trx => work(new Database(this.knex, trx, afterwards)))
    for (const tell of afterwards) tell()
    return result as T
  }

  /** For what only tells that something has happened: never when it is rolled back. Outside a transaction, at once. */
  afterCommit(tell: () => void): void {
    if (this.trx) this.afterwards.push(tell)
    else tell()
  }

  /** The same database through one connection of its own, given back when `work` ends. */
  async onOneConnection<T>(work: (db: Database) => Promise<T>): Promise<T> {
    if (this.dialect === 'sqlite') return work(this)
    const pool = this.knex.client as ConnectionPool
    const connection = await pool.acquireConnection()
    try {
      return await work(new PinnedDatabase(this.knex, connection))
    } finally {
      await pool.releaseConnection(connection)
    }
  }

  /** The database's own time in milliseconds, as SQL. It moves within a transaction too. */
  get now(): string {
    return this.dialect === 'sqlite'
      ? `cast((julianday('now') - 2440587.5) * 86400000 as integer)`
      : `(extract(epoch from clock_timestamp()) * 1000)::bigint`
  }

  /** Behind a select whose rows this transaction is about to take: rows that another is just taking are passed over. */
  get skipLocked(): string {
    return this.dialect === 'sqlite' ? '' : 'for update skip locked'
  }

  /** Behind a select of a row that this transaction is about to change: others wait for it. */
  get forUpdate(): string {
    return this.dialect === 'sqlite' ? '' : 'for update'
  }

  /** A set of rows as a table, from one bound JSON text: `select * from ${db.rows({ id: 'integer' })} r`. */
  rows(columns: JsonColumns): string {
    return jsonRows(this.dialect, columns)
  }

  protected raw(sql: string, bindings: readonly Binding[]): Knex.Raw {
    return (this.trx ?? this.knex).raw(sql, [...bindings])
  }
}

/** Bound to one connection, so that a session's lock covers everything that is done under it. */
class PinnedDatabase extends Database {
  /** Until the transaction under way has ended; null: there is none. */
  private waiting: Array<() => void> | null = null

  constructor(
    private readonly pinned: KnexExtended,
    private readonly connection: unknown
  ) {
    super(pinned)
  }

  protected override raw(sql: string, bindings: readonly Binding[]): Knex.Raw {
    return this.pinned.raw(sql, [...bindings]).connection(this.connection)
  }

  override async transaction<T>(work: (tx: Database) => Promise<T>): Promise<T> {
    await this.execute('begin')
    const waiting: Array<() => void> = []
    this.waiting = waiting
    try {
      const result = await work(this)
      await this.execute('commit')
      this.waiting = null
      for (const tell of waiting) tell()
      return result
    } catch (err) {
      this.waiting = null
      await this.execute('rollback')
      throw err
    }
  }

  override afterCommit(tell: () => void): void {
    if (this.waiting) this.waiting.push(tell)
    else tell()
  }
}
