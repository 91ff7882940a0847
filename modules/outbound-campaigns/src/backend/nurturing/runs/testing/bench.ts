import type { KnexExtended } from 'botpress/sdk'
import type { AskedNow } from '../../../engagement'
import { toNumber, toText } from '../../../platform/database/values'
import { ANA, BOT, nurturingBase } from '../../testing/base'
import { createRuns, nurturingTasks, type RunsContext } from '../capability'
import type { StoredRun } from '../run'
import { Runs } from '../runs'
import type { Task } from '../task'

export { ANA, BOT, MONDAY } from '../../testing/base'

/** For tests: the runs of nurturing, with the sequences that they start. */
export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** Waits for it; a test that waits for what never comes says so. */
export const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const end = Date.now() + 20_000
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('It did not happen within 20 s.')
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

export const runsBench = async (knex: KnexExtended) => {
  const world = {
    told: [] as unknown[],
    asked: null as AskedNow | null,
    qualified: 0,
    refreshed: 0
  }
  const base = await nurturingBase(knex, audit => ({
    tell: async (tx, _botId, notice) => {
      world.told.push(notice)
      // As the real one does: a row in the transaction of what it tells.
      await audit.record(
        tx,
        BOT,
        { email: null },
        { action: 'told', subject_type: 'test', subject_id: null, details: null }
      )
    }
  }))
  const { db, audit, settings, logger, lines, inbox, clock, calendar, changed, notifier, sequences, lead } =
    base
  const context: RunsContext = {
    db,
    calendar,
    settings,
    audit,
    sequences,
    notifier,
    logger,
    configOf: async () => ({
      emailFrom: 'Ventas <ventas@example.com>',
      emailWebhookUrl: '',
      engagementApiUrl: ''
    }),
    changed,
    mailTrouble: async () => null,
    askNow: async () => world.asked,
    qualifyDue: async () => {
      for (; world.qualified > 0; world.qualified -= 1)
        await db.change(
          `insert into outbound_qualifications (bot_id, lead_id, at, how, total, points, opens, clicks, replies, model, min_score, webhook)
           values (?, 1, ?, 'score', 50, 50, 0, 0, 1, 'tiered', 50, 'none')`,
          [BOT, clock.at]
        )
      return { isThrough: true }
    },
    refreshMetrics: async () => {
      world.refreshed += 1
      return { pieces: 1, more: false, elsewhere: false }
    }
  }
  const capability = createRuns(context)

  /** Another node: what it does, the test may say. */
  const node = (tasks: readonly Task[] = nurturingTasks(context)): Runs =>
    new Runs({ db, calendar, settings, audit, logger, changed, tasks })

  const ended = async (id: number): Promise<StoredRun> => {
    let run = await capability.runs.get(BOT, id)
    await until(async () => {
      run = await capability.runs.get(BOT, id)
      return run.status !== 'running'
    })
    return run
  }

  return {
    db,
    clock,
    settings,
    sequences,
    context,
    capability,
    runs: capability.runs,
    world,
    lines,
    node,
    ended,
    /** A run from its begin to its end. */
    run: async (dryRun?: boolean): Promise<StoredRun> =>
      ended((await capability.runs.start(BOT, dryRun, ANA)).id),
    lead,
    /** The module's own template, switched on. */
    template: async (change: object = {}): Promise<number> => {
      const { id } = await db.transaction(tx => sequences.nurturing.makeTemplate(tx, BOT, 'es'))
      await sequences.templates.change(
        BOT,
        id,
        { people: 'stay', known_fields: [], active: true, ...change },
        ANA
      )
      return id
    },
    /** Who is in which sequence, in words. */
    enrollments: async (): Promise<string[]> =>
      (await db.query('select lead_id, sequence_id, status from outbound_enrollments order by id')).map(
        row => `${toNumber(row.lead_id)} in ${toNumber(row.sequence_id)} ${toText(row.status)}`
      ),
    /** Everything that is in the database, table by table. */
    contents: async (): Promise<Record<string, unknown[]>> => {
      const tables = await db.query(
        db.dialect === 'postgres'
          ? `select tablename as name from pg_tables where schemaname = 'public' and tablename like 'outbound_%' order by 1`
          : `select name from sqlite_master where type = 'table' and name like 'outbound_%' order by 1`
      )
      const contents: Record<string, unknown[]> = {}
      for (const row of tables) {
        const name = toText(row.name)
        const rows = await db.query(`select * from ${name}`)
        contents[name] = rows.map(one => JSON.stringify(one)).sort()
      }
      return contents
    },
    expire: () => db.change(`update outbound_nurturing_runs set lease_until = 0 where status = 'running'`),
    task: (run: StoredRun, name: string) => run.tasks.find(task => task.name === name),
    async stop() {
      await capability.release(BOT)
      await inbox.release(BOT)
    }
  }
}
export type RunsBench = Awaited<ReturnType<typeof runsBench>>
