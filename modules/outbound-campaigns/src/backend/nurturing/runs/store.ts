import { z } from 'zod'
import type { Database, Row } from '../../platform/database/database'
import { behind, pageOf, type Page, type PageRequest } from '../../platform/database/page'
import {
  fromJson,
  toBoolean,
  toNumber,
  toNumberOrNull,
  toText,
  toTextOrNull
} from '../../platform/database/values'
import { RUN_STATUSES, type Parameters, type StoredRun, type TaskRecord } from './run'

/** Somebody else has the run by now: nothing of what was just done may stay. */
export class LeaseLostError extends Error {
  constructor() {
    super('This run of nurturing was taken up by somebody else.')
  }
}

export interface NewRun {
  dryRun: boolean
  scheduledFor: number | null
  startedBy: string | null
  parameters: Parameters
  tasks: readonly TaskRecord[]
  startedAt: number
}

/** undefined: one is under way already. */
export const insertRun = async (
  tx: Database,
  botId: string,
  run: NewRun,
  token: string,
  leaseMs: number
): Promise<StoredRun | undefined> => {
  const inserted = await tx.change(
    `insert into outbound_nurturing_runs (bot_id, status, dry_run, scheduled_for, started_by, parameters, tasks, leads_left,
            started_at, claim_token, lease_until, created_at)
     values (?, 'running', ?, ?, ?, ?, ?, '[]', ?, ?, ${tx.now} + ?, ${tx.now})
     on conflict (bot_id) where status = 'running' do nothing`,
    [
      botId,
      run.dryRun ? 1 : 0,
      run.scheduledFor,
      run.startedBy,
      JSON.stringify(run.parameters),
      JSON.stringify(run.tasks),
      run.startedAt,
      token,
      leaseMs
    ]
  )
  return inserted === 0 ? undefined : currentRun(tx, botId)
}

/** The one that is under way; there is one at most. */
export const currentRun = async (db: Database, botId: string): Promise<StoredRun | undefined> => {
  const row = await db.first(
    `select * from outbound_nurturing_runs where bot_id = ? and status = 'running'`,
    [botId]
  )
  return row && toRun(row)
}

/** Takes up the run whose holder hasn't been heard of for its lease's time; undefined: there is none. */
export const takeUp = async (
  db: Database,
  botId: string,
  token: string,
  leaseMs: number
): Promise<StoredRun | undefined> => {
  // Most looks find nobody dead, and write nothing.
  const dead = await db.first(
    `select id from outbound_nurturing_runs where bot_id = ? and status = 'running' and lease_until <= ${db.now}`,
    [botId]
  )
  if (!dead) return undefined
  const taken = await db.change(
    `update outbound_nurturing_runs
        set claim_token = ?, lease_until = ${db.now} + ?, attempts = attempts + 1
      where bot_id = ? and status = 'running' and lease_until <= ${db.now}`,
    [token, leaseMs, botId]
  )
  return taken === 0 ? undefined : currentRun(db, botId)
}

const HELD = `claim_token = ? and status = 'running'`

/** Writes how far it is, and holds it for another lease. Throws where somebody else has it. */
export const saveProgress = async (
  on: Database,
  run: Pick<StoredRun, 'id' | 'tasks' | 'leadsLeft'>,
  token: string,
  leaseMs: number
): Promise<void> => {
  const changed = await on.change(
    `update outbound_nurturing_runs set tasks = ?, leads_left = ?, lease_until = ${on.now} + ?
      where id = ? and ${HELD}`,
    [JSON.stringify(run.tasks), JSON.stringify(run.leadsLeft), leaseMs, run.id, token]
  )
  if (changed === 0) throw new LeaseLostError()
}

/** Says that its holder is alive. */
export const renewLease = async (
  db: Database,
  runId: number,
  token: string,
  leaseMs: number
): Promise<void> => {
  await db.change(`update outbound_nurturing_runs set lease_until = ${db.now} + ? where id = ? and ${HELD}`, [
    leaseMs,
    runId,
    token
  ])
}

/** Its holder stops: somebody else may go on at once. It doesn't count as a death. */
export const giveBack = async (db: Database, runId: number, token: string): Promise<void> => {
  await db.change(
    `update outbound_nurturing_runs
        set claim_token = null, lease_until = ${db.now}, attempts = case when attempts > 0 then attempts - 1 else 0 end
      where id = ? and ${HELD}`,
    [runId, token]
  )
}

export const finishRun = async (
  db: Database,
  run: Pick<StoredRun, 'id' | 'status' | 'tasks' | 'finishedAt'>,
  token: string
): Promise<void> => {
  const tookMs = run.tasks.reduce((sum, task) => sum + task.tookMs, 0)
  const changed = await db.change(
    `update outbound_nurturing_runs
        set status = ?, tasks = ?, finished_at = ?, took_ms = ?, leads_left = '[]', claim_token = null, lease_until = null
      where id = ? and ${HELD}`,
    [run.status, JSON.stringify(run.tasks), run.finishedAt, tookMs, run.id, token]
  )
  if (changed === 0) throw new LeaseLostError()
}

export const findRun = async (db: Database, botId: string, id: number): Promise<StoredRun | undefined> => {
  const row = await db.first('select * from outbound_nurturing_runs where bot_id = ? and id = ?', [botId, id])
  return row && toRun(row)
}

/** Newest first. */
export const listRuns = async (
  db: Database,
  botId: string,
  { limit, cursor }: PageRequest
): Promise<Page<StoredRun> & { total: number }> => {
  const next = behind(['id'], 'desc', cursor)
  const rows = await db.query(
    `select * from outbound_nurturing_runs where bot_id = ? and ${next.sql} order by id desc limit ?`,
    [botId, ...next.bindings, limit + 1]
  )
  const total = await db.first('select count(*) as n from outbound_nurturing_runs where bot_id = ?', [botId])
  return { ...pageOf(rows.map(toRun), limit, ({ id }) => [id]), total: toNumber(total?.n) }
}

/** When engagement was last brought up to date by a run before this one that was not dry. */
export const engagementUpdatedAt = async (
  db: Database,
  botId: string,
  before: number
): Promise<number | null> => {
  const rows = await db.query(
    `select * from outbound_nurturing_runs where bot_id = ? and id < ? and dry_run = 0 order by id desc limit 20`,
    [botId, before]
  )
  const done = rows.flatMap(row =>
    toRun(row).tasks.filter(({ name, status }) => name === 'update_engagement' && status === 'done')
  )
  return done[0]?.finishedAt ?? null
}

/** How many have qualified between these moments of the calendar, the first one not counted. */
export const countQualified = async (
  db: Database,
  botId: string,
  after: number,
  to: number
): Promise<number> =>
  toNumber(
    (
      await db.first(
        'select count(*) as n from outbound_qualifications where bot_id = ? and at > ? and at <= ?',
        [botId, after, to]
      )
    )?.n
  )

/** Of many years only the newest are worth their place. */
export const removeOldRuns = async (db: Database, botId: string, keep: number): Promise<void> => {
  await db.change(
    `delete from outbound_nurturing_runs
      where bot_id = ? and status <> 'running' and id <= (
        select id from outbound_nurturing_runs where bot_id = ? order by id desc limit 1 offset ?)`,
    [botId, botId, keep]
  )
}

/** When a bot's next run is due, and by which schedule that was found. */
export interface Planned {
  schedule: string
  zone: string
  dueAt: number
}

export const readPlan = async (db: Database, botId: string): Promise<Planned | undefined> => {
  const row = await db.first('select * from outbound_nurturing_schedule where bot_id = ?', [botId])
  return row && { schedule: toText(row.schedule), zone: toText(row.zone), dueAt: toNumber(row.due_at) }
}

/** In place of the plan that was read; answers whether it still was that one. */
export const replacePlan = async (
  tx: Database,
  botId: string,
  before: Planned | undefined,
  { schedule, zone, dueAt }: Planned
): Promise<boolean> => {
  const changed = before
    ? await tx.change(
        `update outbound_nurturing_schedule set schedule = ?, zone = ?, due_at = ?
          where bot_id = ? and schedule = ? and zone = ? and due_at = ?`,
        [schedule, zone, dueAt, botId, before.schedule, before.zone, before.dueAt]
      )
    : await tx.change(
        `insert into outbound_nurturing_schedule (bot_id, schedule, zone, due_at) values (?, ?, ?, ?)
         on conflict (bot_id) do nothing`,
        [botId, schedule, zone, dueAt]
      )
  return changed > 0
}

const idsSchema = z.array(z.number())

const toRun = (row: Row): StoredRun => {
  const status = RUN_STATUSES.find(known => known === row.status)
  if (!status) throw new Error('A run of nurturing is in a status that the module does not know.')
  return {
    id: toNumber(row.id),
    botId: toText(row.bot_id),
    status,
    dryRun: toBoolean(row.dry_run),
    scheduledFor: toNumberOrNull(row.scheduled_for),
    startedBy: toTextOrNull(row.started_by),
    parameters: fromJson(row.parameters) as Parameters,
    tasks: fromJson(row.tasks) as TaskRecord[],
    leadsLeft: idsSchema.parse(fromJson(row.leads_left)),
    startedAt: toNumber(row.started_at),
    finishedAt: toNumberOrNull(row.finished_at),
    tookMs: toNumber(row.took_ms),
    attempts: toNumber(row.attempts)
  }
}
