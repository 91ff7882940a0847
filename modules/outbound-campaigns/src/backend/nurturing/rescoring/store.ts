import type { Database, Row } from '../../platform/database/database'
import { fromJson, toNumber, toNumberOrNull, toText, toTextOrNull } from '../../platform/database/values'
import { scoringSchema, type Scoring } from '../../platform/settings/scoring'

/**
 * running     it goes through the leads by their ids, and `afterId` says how far it is
 * completed   all of them have the points of its model
 * superseded  the model was changed again meanwhile, and another has taken its place
 */
export const RESCORING_STATUSES = ['running', 'completed', 'superseded'] as const
export type RescoringStatus = (typeof RESCORING_STATUSES)[number]

export interface Rescoring {
  id: number
  status: RescoringStatus
  scoring: Scoring
  askedBy: string | null
  startedAt: number
  finishedAt: number | null
  afterId: number
  /** How many leads had done anything when it began. */
  leads: number
  done: number
  changed: number
}

export const lastRescoring = async (db: Database, botId: string): Promise<Rescoring | undefined> => {
  const row = await db.first('select * from outbound_rescorings where bot_id = ? order by id desc limit 1', [
    botId
  ])
  return row && toRescoring(row)
}

/** The one that is running, locked; undefined: none is, or another process is just at it. */
export const takeRunning = async (tx: Database, botId: string): Promise<Rescoring | undefined> => {
  const row = await tx.first(
    `select * from outbound_rescorings where bot_id = ? and status = 'running' ${tx.skipLocked}`,
    [botId]
  )
  return row && toRescoring(row)
}

/** One at a time: where one is running already, nothing is added. */
export const addRescoring = async (
  tx: Database,
  botId: string,
  { scoring, askedBy, at, leads }: { scoring: Scoring; askedBy: string | null; at: number; leads: number }
): Promise<void> => {
  await tx.change(
    `insert into outbound_rescorings
       (bot_id, status, scoring, asked_by, started_at, after_id, leads, done, changed)
     values (?, 'running', ?, ?, ?, 0, ?, 0, 0) on conflict do nothing`,
    [botId, JSON.stringify(scoring), askedBy, at, leads]
  )
}

export const endRescoring = async (
  tx: Database,
  id: number,
  status: Exclude<RescoringStatus, 'running'>,
  at: number
): Promise<void> => {
  await tx.change(
    `update outbound_rescorings set status = ?, finished_at = ? where id = ? and status = 'running'`,
    [status, at, id]
  )
}

export const moveOn = async (
  tx: Database,
  id: number,
  step: { afterId: number; done: number; changed: number }
): Promise<void> => {
  await tx.change(
    'update outbound_rescorings set after_id = ?, done = done + ?, changed = changed + ? where id = ?',
    [step.afterId, step.done, step.changed, id]
  )
}

const toRescoring = (row: Row): Rescoring => {
  const status = RESCORING_STATUSES.find(known => known === row.status)
  if (status === undefined) throw new Error(`A rescoring is in no known state: ${toText(row.status)}`)
  return {
    id: toNumber(row.id),
    status,
    scoring: scoringSchema.parse(fromJson(row.scoring)),
    askedBy: toTextOrNull(row.asked_by),
    startedAt: toNumber(row.started_at),
    finishedAt: toNumberOrNull(row.finished_at),
    afterId: toNumber(row.after_id),
    leads: toNumber(row.leads),
    done: toNumber(row.done),
    changed: toNumber(row.changed)
  }
}
