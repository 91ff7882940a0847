import { whenDue } from '../schedule/when-due'
import { stepAt } from '../steps/way'
import type { Version } from '../steps/schema'
import type { SequenceSettings } from '../templates/schema'
import type { Came, NewStanding, Standing } from './move-store'
import { planMove } from './plan-move'

/** One lead over to another version: pure, from where they stand and what they came to. */
export interface Over {
  from: Version
  to: Version
  standing: Standing
  came: readonly Came[]
  settings: SequenceSettings
  zone: string
  now: number
}

export type Overs =
  | { kind: 'over'; standing: NewStanding; asked: boolean }
  /** What is in other hands belongs to a step that is gone: later. */
  | { kind: 'later' }

/** Whether something of the step is in other hands. */
export const isUnderWay = (waitingFor: string): boolean =>
  ['message', 'confirmation', 'task', 'webhook'].includes(waitingFor)

export const AT_ITS_END = {
  code: 'moved_to_end',
  detail: 'The sequence was changed, and nothing was left for this person.'
}

export const overTo = ({ from, to, standing, came, settings, zone, now }: Over): Overs => {
  const { stepKey, visit, waitingFor } = standing
  // What was taken back was not had; the step at which they stand is being had.
  const executed = new Set(came.filter(({ status }) => status !== 'cancelled').map(({ stepKey: key }) => key))
  executed.delete(stepKey)
  const { move } = planMove(from, to, { stepKey, underWay: isUnderWay(waitingFor) }, executed)
  const as: NewStanding = {
    id: standing.id,
    moves: standing.moves,
    version_id: to.id,
    status: standing.status,
    reason_code: null,
    reason: null,
    step_key: stepKey,
    visit,
    waiting_for: waitingFor,
    due_at: standing.dueAt,
    due_why: standing.dueWhy,
    ended_at: null
  }
  const isAsked = waitingFor === 'condition'
  switch (move.kind) {
    case 'waits':
      return { kind: 'later' }
    case 'completes':
      return {
        kind: 'over',
        asked: isAsked,
        standing: {
          ...as,
          status: 'completed',
          reason_code: AT_ITS_END.code,
          reason: AT_ITS_END.detail,
          step_key: null,
          waiting_for: 'nothing',
          due_at: null,
          due_why: null,
          ended_at: now
        }
      }
    case 'stays':
      return { kind: 'over', asked: false, standing: { ...as, ...dueWhereTheyAre() } }
    case 'goes_to': {
      const step = stepAt(to, move.key)
      if (!step) throw new Error('A move leads to a step that its version does not have.')
      const due = whenDue({ step, anchor: standing.anchorAt, holdUntil: standing.holdUntil, settings, zone })
      return {
        kind: 'over',
        asked: isAsked,
        standing: {
          ...as,
          step_key: move.key,
          // A step that was taken back before comes under another number: see the key of its message.
          visit: 1 + Math.max(0, ...came.flatMap(one => (one.stepKey === move.key ? [one.visit] : []))),
          waiting_for: 'time',
          due_at: due.at,
          due_why: due.why
        }
      }
    }
  }

  /** Worked out anew only where it was changed: a day's limit may have put it off meanwhile. */
  function dueWhereTheyAre(): Partial<NewStanding> {
    const [before, after] = [stepAt(from, stepKey), stepAt(to, stepKey)]
    if (!before || !after) return {}
    if (waitingFor === 'time') {
      if (before.delay_days === after.delay_days && before.delay_hours === after.delay_hours) return {}
      const { anchorAt: anchor, holdUntil } = standing
      const due = whenDue({ step: after, anchor, holdUntil, settings, zone })
      return { due_at: due.at, due_why: due.why }
    }
    if (waitingFor !== 'condition' || before.type !== 'condition' || after.type !== 'condition') return {}
    const since = came.find(one => one.stepKey === stepKey && one.visit === visit)?.startedAt
    const { within_days, within_hours } = after.config
    return since === undefined ? {} : { due_at: since + within_days * DAY_MS + within_hours * HOUR_MS }
  }
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
