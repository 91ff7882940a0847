import type { Database } from '../database/database'
import type { CsvFile } from './csv-file'
import { fileProblem } from './file-kind'
import { Interrupted } from './pieces'
import { toTableRow, type RowProblem } from './row'
import type { ImportAnswer, RowError } from './schema'
import {
  finishImport,
  insertImport,
  insertRefused,
  saveCounts,
  type Counts,
  type NewImport,
  type Refused
} from './store'

/** A row that can be taken: whose it is, and what is kept of it. */
export interface Offered {
  line: number
  key: string
  cells: string[]
}

export type Reading = { kind: 'taken'; key: string } | { kind: 'refused'; problem: RowProblem }

/** What became of rows, by their keys. Whoever is named nowhere is new. */
export interface Fates {
  /** Somebody who is there already, or stands further up in this file. */
  duplicates: ReadonlySet<string>
  /** Somebody who was there and is brought up to date by this row. */
  updated?: ReadonlySet<string>
  /** Rows that only those who are there already show to be wrong. */
  refused?: ReadonlyMap<string, RowProblem>
}

/** What an import brings people into: a campaign, the leads. It knows how a row is read and where it goes. */
export interface ImportTarget {
  read(cells: readonly string[]): Reading
  /** Adds them in the import's transaction. */
  add(tx: Database, importId: number, rows: readonly Offered[]): Promise<Fates>
  /** What would become of them, for a dry run: nothing is written, and what stood further up in this file is known. */
  foresee(db: Database, rows: readonly Offered[]): Promise<Fates>
  /** The keys of those who have opted out. */
  optedOut(db: Database, rows: readonly Offered[]): Promise<ReadonlySet<string>>
  preview(row: Offered): ImportAnswer['preview'][number]
  duplicateMessage: string
  /** Which column a duplicate is reported in, and its value. */
  keyCell(cells: readonly string[]): { column: string; value: string | null }
}

export interface ImportRun {
  db: Database
  file: CsvFile
  target: ImportTarget
  record: Omit<NewImport, 'columns' | 'delimiter'>
  dryRun: boolean
  onProgress(progress: Counts): void
}

const ERRORS_IN_ANSWER = 50
const ROWS_IN_PREVIEW = 5
const PROGRESS_MS = 1000

/**
 * On SQLite a transaction holds the one connection that the bot has, so its writing is kept near `usual`: the number of
 * rows in it follows from how long the last one took. A big table or a busy machine make it smaller. The commit comes on
 * top: fewer rows hardly make that shorter. Only where both would take more than `longest` is less written.
 *
 * On PostgreSQL the bot has connections of its own, and only the campaign's next turn waits.
 */
const TRANSACTION_MS = { sqlite: { usual: 15, longest: 35 }, postgres: { usual: 80, longest: 80 } } as const
const SMALLEST_CHUNK = 100
const LARGEST_CHUNK = 4000

/**
 * Takes a file's rows in, some hundreds in a transaction, and accounts for every one: accepted, duplicate, invalid or
 * opted out. Whatever happens in the middle, the rows of the transactions before stay, and the same file again adds only
 * what is missing.
 *
 * While the database writes one chunk, the next is read: they are two threads' work. Never more than these two are held.
 * Between two pieces and between two transactions everybody else in the process gets a turn.
 */
export class ImportRunner {
  private readonly counts: Counts = {
    rows: 0,
    accepted: 0,
    updated: 0,
    duplicates: 0,
    invalid: 0,
    opted_out: 0
  }
  private readonly errors: RowError[] = []
  private readonly preview: ImportAnswer['preview'] = []
  private importId: number | null = null
  private chunkSize = 1000

  private constructor(private readonly run: ImportRun) {}

  static async run(run: ImportRun): Promise<ImportAnswer> {
    return new ImportRunner(run).work()
  }

  private async work(): Promise<ImportAnswer> {
    const { file, dryRun, db } = this.run
    const startedAt = Date.now()
    const progress = setInterval(() => this.run.onProgress({ ...this.counts }), PROGRESS_MS)
    try {
      await this.takeAll()
      if (this.counts.rows === 0) {
        throw fileProblem('file_header_only', 'The file has a header and no rows behind it.', 'header only')
      }
      if (this.importId !== null) await finishImport(db, this.importId, 'completed', file.encoding)
    } catch (err) {
      if (this.importId !== null) {
        const status = err instanceof Interrupted ? 'interrupted' : 'failed'
        await finishImport(db, this.importId, status, file.encoding)
      }
      throw err
    } finally {
      clearInterval(progress)
      this.run.onProgress({ ...this.counts })
    }
    const seconds = Math.max(Date.now() - startedAt, 1) / 1000
    return {
      import_id: dryRun ? null : this.importId,
      delimiter: file.delimiter,
      encoding: file.encoding,
      columns: [...file.columns],
      phone_column: this.run.record.mapping.phone_number ?? null,
      ...this.counts,
      errors: this.errors,
      preview: this.preview,
      rows_per_second: Math.round(this.counts.rows / seconds)
    }
  }

  private async takeAll(): Promise<void> {
    let taking: Promise<void> = Promise.resolve()
    try {
      for await (const chunk of this.chunks()) {
        await taking
        taking = this.take(chunk)
        // Awaited a chunk later: until then a failure is nobody's, and Node ends a process for that.
        taking.catch(() => undefined)
      }
    } finally {
      await taking
    }
  }

  private async *chunks(): AsyncGenerator<Chunk> {
    const { file } = this.run
    let chunk = new Chunk()
    for (let records = await file.nextRows(); records; records = await file.nextRows()) {
      for (const record of records) {
        const row = toTableRow(record, file.width, file.columns)
        if (row.kind === 'broken') chunk.refuse('invalid', row, row.problem)
        else {
          const reading = this.run.target.read(row.cells)
          if (reading.kind === 'taken') chunk.offer({ line: row.line, key: reading.key, cells: row.cells })
          else chunk.refuse('invalid', row, reading.problem)
        }
        if (chunk.size >= this.chunkSize) {
          yield chunk
          chunk = new Chunk()
        }
      }
      await othersTurn()
    }
    if (chunk.size > 0) yield chunk
  }

  private async take(chunk: Chunk): Promise<void> {
    const { db, target, dryRun } = this.run
    const rows = [...chunk.offered.values()]
    const optedOut = await target.optedOut(db, rows)
    if (dryRun) {
      this.account(chunk, await target.foresee(db, rows), optedOut)
    } else {
      await this.write(chunk, optedOut)
    }
    await othersTurn()
  }

  private async write(chunk: Chunk, optedOut: ReadonlySet<string>): Promise<void> {
    const { db, file, target, record } = this.run
    const importId =
      this.importId ??
      (await insertImport(db, { ...record, columns: file.columns, delimiter: file.delimiter }))
    this.importId = importId
    let startedAt = 0
    let wroteAt = 0
    await db.transaction(async tx => {
      // From here on the connection is ours; the wait for it was somebody else's.
      startedAt = Date.now()
      this.account(chunk, await target.add(tx, importId, [...chunk.offered.values()]), optedOut)
      await insertRefused(tx, record.botId, importId, chunk.refused)
      await saveCounts(tx, importId, this.counts)
      wroteAt = Date.now()
    })
    this.adapt(wroteAt - startedAt, Date.now() - wroteAt)
  }

  /** Counts every row of the chunk, and makes those that were not taken refused ones. */
  private account(chunk: Chunk, fates: Fates, optedOut: ReadonlySet<string>): void {
    const { counts, run } = this
    for (const row of chunk.offered.values()) {
      const problem = fates.refused?.get(row.key)
      if (problem) chunk.refuseOffered(row, problem)
      else if (fates.duplicates.has(row.key)) chunk.repeated.push(row)
      else {
        if (fates.updated?.has(row.key)) counts.updated += 1
        else if (optedOut.has(row.key)) counts.opted_out += 1
        else counts.accepted += 1
        if (this.preview.length < ROWS_IN_PREVIEW) this.preview.push(run.target.preview(row))
      }
    }
    for (const row of chunk.repeated) {
      chunk.refuse('duplicate', row, {
        ...run.target.keyCell(row.cells),
        code: 'duplicate',
        message: run.target.duplicateMessage
      })
    }
    chunk.refused.sort((a, b) => a.line - b.line)
    for (const { kind, cells: _cells, ...error } of chunk.refused) {
      counts[kind === 'duplicate' ? 'duplicates' : 'invalid'] += 1
      if (this.errors.length < ERRORS_IN_ANSWER) this.errors.push(error)
    }
    counts.rows += chunk.size
  }

  /**
   * Down to a half at once, since somebody may be waiting, and no further: one transaction that something else held up
   * proves little. Up half the way, for the same reason.
   */
  private adapt(writingMs: number, commitMs: number): void {
    const { usual, longest } = TRANSACTION_MS[this.run.db.dialect]
    const aim = Math.min(usual, Math.max(longest - commitMs, usual / 2))
    const wanted = (this.chunkSize * aim) / Math.max(writingMs, 1)
    const next =
      wanted < this.chunkSize ? Math.max(wanted, this.chunkSize / 2) : (this.chunkSize + wanted) / 2
    this.chunkSize = Math.round(Math.min(LARGEST_CHUNK, Math.max(SMALLEST_CHUNK, next)))
  }
}

/** The rows of one transaction. */
class Chunk {
  readonly offered = new Map<string, Offered>()
  readonly refused: Refused[] = []
  /** Rows whose key another row of this chunk, or of what was there before, has already. */
  readonly repeated: Offered[] = []
  size = 0

  offer(row: Offered): void {
    this.size += 1
    if (this.offered.has(row.key)) this.repeated.push(row)
    else this.offered.set(row.key, row)
  }

  refuse(
    kind: Refused['kind'],
    { line, cells }: { line: number; cells: string[] },
    problem: RowProblem
  ): void {
    if (kind === 'invalid') this.size += 1
    this.refused.push({ ...problem, kind, line, cells })
  }

  /** It was offered first, and so is counted among the chunk's rows already. */
  refuseOffered({ line, cells }: Offered, problem: RowProblem): void {
    this.refused.push({ ...problem, kind: 'invalid', line, cells })
  }
}

const othersTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
