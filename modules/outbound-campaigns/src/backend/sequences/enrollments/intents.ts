import type { Reason } from '../../outbox'
import { isIn, type EnrollmentStatus } from '../engine/standing'
import { ended } from '../engine/walk'
import { nextMoment } from '../schedule/next-moment'
import { rulesFor, whenDue } from '../schedule/when-due'
import { stepAt } from '../steps/way'
import type { Intent } from './change'

/** What people, replies and opt-outs make of a lead's place in a sequence: pure rules. */

export const pausing = (reason: Reason): Intent => ({
  takesBack: reason,
  decide: enrollment => (enrollment.status === 'active' ? { ...enrollment, status: 'paused', reason } : null)
})

/** On at the same step; whatever was late meanwhile is due now, by the rules. */
export const resuming: Intent = {
  takesBack: null,
  decide(enrollment, ways, now) {
    if (enrollment.status !== 'paused') return null
    const goesOn = {
      ...enrollment,
      status: 'active' as const,
      reason: null,
      holdUntil: null,
      resumedAt: now
    }
    if (enrollment.waitingFor === 'condition') return { ...goesOn, dueAt: now }
    if (enrollment.waitingFor !== 'time' || !ways) return goesOn
    const step = enrollment.stepKey === null ? undefined : stepAt(ways.version, enrollment.stepKey)
    const due = nextMoment({
      anchor: Math.max(now, enrollment.dueAt ?? now),
      delay: { days: 0, hours: 0 },
      rules: step ? rulesFor(step.type, ways.settings) : null,
      zone: ways.zone
    })
    return { ...goesOn, dueAt: due.at, dueWhy: due.why }
  }
}

/** Out of the sequence, with the status that says why. */
export const ending = (
  status: Exclude<EnrollmentStatus, 'active' | 'paused' | 'completed'>,
  reason: Reason
): Intent => ({
  takesBack: reason,
  decide: (enrollment, _ways, now) =>
    isIn(enrollment.status)
      ? {
          ...enrollment,
          ...ended(enrollment, status, reason),
          qualifiedAt: status === 'qualified' ? (enrollment.qualifiedAt ?? now) : enrollment.qualifiedAt
        }
      : null
})

const AWAY: Reason = { code: 'hold', detail: 'An automatic answer says that they are away.' }

/** They are away: nothing before they are back. */
export const holding = (until: number): Intent => ({
  takesBack: AWAY,
  decide(enrollment, ways) {
    if (!isIn(enrollment.status) || (enrollment.holdUntil ?? 0) >= until) return null
    const held = { ...enrollment, holdUntil: until }
    const step = ways && enrollment.stepKey !== null ? stepAt(ways.version, enrollment.stepKey) : undefined
    if (!step || !ways || enrollment.waitingFor !== 'time') return held
    const { settings, zone } = ways
    const due = whenDue({ step, anchor: enrollment.anchorAt, holdUntil: until, settings, zone })
    return { ...held, dueAt: Math.max(due.at, enrollment.dueAt ?? due.at), dueWhy: due.why }
  }
})

/** Only what is owed is taken back: it is owed again when the rules allow it. */
export const replanning = (reason: Reason): Intent => ({ takesBack: reason, decide: () => null })

/** Looked at now, instead of at its time. */
export const hurrying: Intent = {
  takesBack: null,
  decide: (enrollment, _ways, now) =>
    enrollment.status === 'active' &&
    (enrollment.waitingFor === 'time' || enrollment.waitingFor === 'condition')
      ? { ...enrollment, dueAt: Math.min(now, enrollment.dueAt ?? now) }
      : null
}
