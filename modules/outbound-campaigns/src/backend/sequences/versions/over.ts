import type { StoredEnrollment } from '../enrollments/columns'
import type { Past } from '../engine/standing'
import { whenDue } from '../schedule/when-due'
import type { Version } from '../steps/schema'
import { stepAt } from '../steps/way'
import type { SequenceSettings } from '../templates/schema'
import { planMove } from './plan-move'

/** One lead over to another version: pure, from where they stand and what they came to. */
export interface Over {
  from: Version
  to: Version
  enrollment: StoredEnrollment
  history: readonly Past[]
  settings: SequenceSettings
  zone: string
  now: number
}

/** Whether something of the step is in other hands. */
export const isUnderWay = (waitingFor: string): boolean =>
  ['message', 'confirmation', 'task', 'webhook'].includes(waitingFor)

export const AT_ITS_END = {
  code: 'moved_to_end',
  detail: 'The sequence was changed, and nothing was left for this person.'
}

/** Where they stand afterwards; null: what is in other hands belongs to a step that is gone, so later. */
export const overTo = (over: Over): StoredEnrollment | null => {
  const { from, to, enrollment, history, settings, zone, now } = over
  const { stepKey, waitingFor } = enrollment
  const moved = { ...enrollment, versionId: to.id, moves: enrollment.moves + 1 }
  const atTheEnd: StoredEnrollment = {
    ...moved,
    status: 'completed',
    reason: AT_ITS_END,
    stepKey: null,
    waitingFor: 'nothing',
    dueAt: null,
    dueWhy: [],
    endedAt: now
  }
  if (stepKey === null) return atTheEnd
  // What was taken back was not had; the step at which they stand is being had.
  const executed = new Set(history.flatMap(past => (past.status === 'cancelled' ? [] : [past.stepKey])))
  executed.delete(stepKey)
  const { move } = planMove(from, to, { stepKey, underWay: isUnderWay(waitingFor) }, executed)
  switch (move.kind) {
    case 'waits':
      return null
    case 'completes':
      return atTheEnd
    case 'stays':
      return { ...moved, ...dueWhereTheyAre(over, stepKey) }
    case 'goes_to': {
      const step = stepAt(to, move.key)
      if (!step) throw new Error('A move leads to a step that its version does not have.')
      const { anchorAt: anchor, holdUntil } = enrollment
      const due = whenDue({ step, anchor, holdUntil, settings, zone })
      const visits = history.flatMap(past => (past.stepKey === move.key ? [past.visit] : []))
      return {
        ...moved,
        stepKey: move.key,
        // A step that was taken back before comes under another number: see the key of its message.
        visit: 1 + Math.max(0, ...visits),
        waitingFor: 'time',
        dueAt: due.at,
        dueWhy: due.why
      }
    }
  }
}

/** Worked out anew only where it was changed: a day's limit may have put it off meanwhile. */
const dueWhereTheyAre = (
  { from, to, enrollment, history, settings, zone }: Over,
  stepKey: string
): Partial<StoredEnrollment> => {
  const [before, after] = [stepAt(from, stepKey), stepAt(to, stepKey)]
  if (!before || !after) return {}
  if (enrollment.waitingFor === 'time') {
    if (before.delay_days === after.delay_days && before.delay_hours === after.delay_hours) return {}
    const { anchorAt: anchor, holdUntil } = enrollment
    const due = whenDue({ step: after, anchor, holdUntil, settings, zone })
    return { dueAt: due.at, dueWhy: due.why }
  }
  if (enrollment.waitingFor !== 'condition' || after.type !== 'condition') return {}
  const asked = history.find(past => past.stepKey === stepKey && past.visit === enrollment.visit)
  const { within_days, within_hours } = after.config
  return asked ? { dueAt: asked.startedAt + within_days * DAY_MS + within_hours * HOUR_MS } : {}
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
