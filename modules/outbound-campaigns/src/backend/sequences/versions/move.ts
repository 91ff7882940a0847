import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import type { Job } from '../../platform/scheduler'
import type { SettingsService } from '../../platform/settings/settings'
import type { StoredEnrollment } from '../enrollments/columns'
import { changeExecutions, type ExecutionChange } from '../enrollments/executions'
import { loadEnrollments } from '../enrollments/load'
import { saveEnrollments } from '../enrollments/save'
import { zoneOf } from '../schedule/when-due'
import { findSequence, findVersions, takeIntoUse, type StoredSequence } from '../templates/store'
import { lockPeople, peopleOfVersions } from './move-store'
import { overTo } from './over'
import { markMoved, movingVersions, versionIds } from './store'

/**
 * Brings people along to a new version of their sequence, some hundreds in each short transaction. That they are to be
 * brought along is written with the version (`moving`), and each of them carries theirs: so a process that dies leaves
 * people who are over and people who are not, and the next one goes on with the rest.
 *
 * Who waits for something that a step which is gone has in other hands is brought along when it is through. Locks: the
 * enrollments by their ids, and nothing after them.
 */
const AT_ONCE = 200

export interface MoveSources {
  db: Database
  calendar: Calendar
  settings: Pick<SettingsService, 'of'>
  changed(botId: string): void
}

export const GONE = {
  code: 'step_removed',
  detail: 'The step was taken out of the sequence before it was decided.'
}

/** Brings along everybody who can be, until this time; answers how many were, and whether others are left. */
export const moveTo = async (
  sources: MoveSources,
  botId: string,
  sequence: StoredSequence,
  versionId: number,
  until = Infinity
): Promise<{ moved: number; waiting: number; isThrough: boolean }> => {
  const { db, settings } = sources
  const versions = await versionIds(db, sequence.id)
  const target = versions.find(({ id }) => id === versionId)
  const older = versions.filter(({ n }) => target !== undefined && n < target.n).map(({ id }) => id)
  const { timezone } = await settings.of(botId)
  const sum = { moved: 0, waiting: 0, isThrough: true }
  if (older.length === 0) return sum
  for (const status of ['active', 'paused'] as const) {
    for (let after: number | null = 0; after !== null;) {
      if (Date.now() > until) return { ...sum, isThrough: false }
      const batch: Batch = { botId, sequence, versionId, older, status, after, botZone: timezone }
      const done: BatchDone = await db.transaction(tx => moveSome(tx, batch, sources.calendar.now()))
      sum.moved += done.moved
      sum.waiting += done.waiting
      after = done.last
    }
  }
  return sum
}

interface Batch {
  botId: string
  sequence: StoredSequence
  versionId: number
  older: readonly number[]
  status: 'active' | 'paused'
  after: number
  botZone: string
}

interface BatchDone {
  moved: number
  waiting: number
  /** Behind whom it goes on; null: there is nobody left. */
  last: number | null
}

const moveSome = async (
  tx: Database,
  { botId, sequence, versionId, older, status, after, botZone }: Batch,
  now: number
): Promise<BatchDone> => {
  const query = { sequenceId: sequence.id, status, versionIds: older, after, limit: AT_ONCE }
  const ids = await peopleOfVersions(tx, query)
  const last = ids[ids.length - 1]
  if (last === undefined) return { moved: 0, waiting: 0, last: null }
  // Some may have moved on, or along, before they were locked.
  await lockPeople(tx, ids)
  const people = (await loadEnrollments(tx, botId, ids)).filter(
    ({ enrollment }) => enrollment.status === status && older.includes(enrollment.versionId)
  )
  await takeIntoUse(tx, [versionId])
  const versions = await findVersions(tx, botId, [
    versionId,
    ...people.map(({ enrollment }) => enrollment.versionId)
  ])
  const moved = people.flatMap(({ enrollment, lead, history }) => {
    const [from, to] = [versions.get(enrollment.versionId), versions.get(versionId)]
    if (!from || !to) throw new Error('Somebody is in a version that is not there.')
    const { settings } = sequence
    const zone = zoneOf(lead ?? { timezone: null }, settings, botZone)
    const over = overTo({ from, to, enrollment, history, settings, zone, now })
    return over ? [{ from: enrollment, to: over }] : []
  })
  await saveEnrollments(tx, moved)
  await changeExecutions(
    tx,
    moved.flatMap(({ from, to }) => askedNoLonger(from, to, now))
  )
  return {
    moved: moved.length,
    waiting: people.length - moved.length,
    last: ids.length < AT_ONCE ? null : last
  }
}

/** A condition that they were just being asked and that is gone: said so. */
const askedNoLonger = (from: StoredEnrollment, to: StoredEnrollment, now: number): ExecutionChange[] =>
  from.stepKey === null || from.waitingFor !== 'condition' || from.stepKey === to.stepKey
    ? []
    : [
        {
          enrollmentId: from.id,
          stepKey: from.stepKey,
          visit: from.visit,
          status: 'skipped',
          reason: GONE,
          finishedAt: now
        }
      ]

/** What is still waited for is looked at again so often. */
const LOOK_AGAIN_MS = 30_000

/** The moves of a bot that are not done: those of which a process died, and those that wait for something. */
export class MoveJob implements Job {
  readonly name = 'people brought along to changed sequences'
  private readonly lookAgainAt = new Map<number, number>()

  constructor(
    private readonly botId: string,
    private readonly sources: MoveSources
  ) {}

  async run(): Promise<number | null> {
    for (const { id, sequenceId } of await movingVersions(this.sources.db, this.botId)) {
      if ((this.lookAgainAt.get(id) ?? 0) > Date.now()) continue
      const sequence = await findSequence(this.sources.db, this.botId, sequenceId)
      if (await finishMove(this.sources, this.botId, sequence, id)) this.lookAgainAt.delete(id)
      else this.lookAgainAt.set(id, Date.now() + LOOK_AGAIN_MS)
    }
    return null
  }
}

/** Answers whether everybody is over. `until`: then the rest is left to the job. */
export const finishMove = async (
  sources: MoveSources,
  botId: string,
  sequence: StoredSequence | undefined,
  versionId: number,
  until = Infinity
): Promise<boolean> => {
  const done = sequence
    ? await moveTo(sources, botId, sequence, versionId, until)
    : { moved: 0, waiting: 0, isThrough: true }
  const isEverybody = done.isThrough && done.waiting === 0
  if (isEverybody) await markMoved(sources.db, versionId)
  if (done.moved > 0) sources.changed(botId)
  return isEverybody
}
