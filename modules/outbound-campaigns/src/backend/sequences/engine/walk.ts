import { personOn } from '../../leads'
import type { Reason } from '../../outbox'
import { nextMoment } from '../schedule/next-moment'
import { whenDue } from '../schedule/when-due'
import type { Branch, PlacedStep, StepOf } from '../steps/schema'
import { firstStep, nextUndone, stepAt } from '../steps/way'
import { holds } from './checks'
import type { EnrollmentStatus, Past, Shift, Standing, Ways } from './standing'

/**
 * The way of a lead through a sequence, pure: what happens now, and where the lead stands afterwards. It looks at nothing
 * but what it is given and changes nothing, so the engine, the simulation and the tests walk alike.
 */
export type MessageStep = PlacedStep & (StepOf<'email'> | StepOf<'whatsapp'>)

/** What happens at a step. Each becomes, or changes, the one row that says what became of the step. */
export type Passed =
  /** Owed to the outbox. */
  | { kind: 'message'; step: MessageStep; visit: number }
  /** There is no address on the step's channel. */
  | { kind: 'unreachable'; step: MessageStep; visit: number; reason: Reason }
  | { kind: 'waited'; step: PlacedStep & StepOf<'wait'>; visit: number }
  | { kind: 'task'; step: PlacedStep & StepOf<'task'>; visit: number; dueAt: number }
  /** A condition that is given time to come true. */
  | { kind: 'listening'; step: PlacedStep & StepOf<'condition'>; visit: number }
  | { kind: 'decided'; step: PlacedStep & StepOf<'condition'>; visit: number; taken: Branch }
  | { kind: 'call'; step: PlacedStep & StepOf<'webhook'>; visit: number }

export interface Walked {
  passed: Passed[]
  after: Standing
}

/** Whether a message may be owed now, or from when on another may. Asked once for each message. */
export type Allowance = (step: MessageStep, fresh: boolean) => Shift | null

export const everything: Allowance = () => null

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** Where a lead stands who begins at `startAt`. */
export const begun = (ways: Pick<Ways, 'version' | 'settings' | 'zone'>, startAt: number): Standing => {
  const nowhere: Standing = {
    status: 'active',
    reason: null,
    stepKey: null,
    visit: 1,
    waitingFor: 'nothing',
    dueAt: null,
    dueWhy: [],
    anchorAt: startAt,
    fresh: true
  }
  const first = firstStep(ways.version)
  return first ? before(nowhere, first, startAt, { ...ways, holdUntil: null }) : ended(nowhere, 'completed')
}

/** The step at which the lead stands is done: sent, skipped, answered. On to the next, or to the end. */
export const movedOn = (from: Standing, at: number, ways: Ways, taken?: Branch): Standing => {
  const next =
    from.stepKey === null ? null : nextUndone(ways.version, from.stepKey, doneIn(ways.history), taken)
  return next ? before(from, next, at, ways) : ended({ ...from, anchorAt: at }, 'completed')
}

export const ended = (
  from: Standing,
  status: EnrollmentStatus,
  reason: Reason | null = from.reason
): Standing => ({
  ...from,
  status,
  reason,
  stepKey: null,
  waitingFor: 'nothing',
  dueAt: null,
  dueWhy: []
})

/** Later than it was due. */
export const postponed = (from: Standing, at: number, why: readonly Shift[]): Standing => ({
  ...from,
  waitingFor: 'time',
  dueAt: at,
  dueWhy: why
})

/** What was owed and was taken back: the same step, from now on once more by the rules. */
export const takenBack = (from: Standing, now: number, ways: Ways): Standing => {
  const step = from.stepKey === null ? undefined : stepAt(ways.version, from.stepKey)
  if (!step) return ended(from, 'completed')
  const due = allowedFrom(step, now, ways)
  const fresh = !ways.history.some(wasOwed)
  return { ...postponed(from, due.at, due.why), visit: visitsOf(ways.history, step.key) + 1, fresh }
}

/** Whoever only had messages that never left is as new as before. */
const wasOwed = ({ type, status }: Past): boolean =>
  (type === 'email' || type === 'whatsapp') && status !== 'cancelled' && status !== 'skipped'

export const walk = (from: Standing, ways: Ways, now: number, allow: Allowance): Walked => {
  const passed: Passed[] = []
  const history = [...ways.history]
  let at = from
  if (at.status === 'active' && ways.lead.status === 'opted_out')
    return { passed, after: ended(at, 'opted_out', OPTED_OUT) }
  // Each round waits, ends, or goes on to a step that was not done: so there are no more rounds than steps.
  while (isDue(at, now)) {
    const step = at.stepKey === null ? undefined : stepAt(ways.version, at.stepKey)
    if (!step) {
      at = ended(at, 'completed')
      break
    }
    const one = taken(step, at, { ...ways, history }, now, allow)
    passed.push(...one.passed)
    history.push(...one.passed.map(what => pastOf(what, now)))
    at = one.after
    if (one.passed.length === 0) break
  }
  return { passed, after: at }
}

const isDue = ({ status, waitingFor, dueAt }: Standing, now: number): boolean =>
  status === 'active' &&
  (waitingFor === 'time' || waitingFor === 'condition') &&
  dueAt !== null &&
  dueAt <= now

const OPTED_OUT: Reason = { code: 'opted_out', detail: 'This person has opted out.' }

const taken = (step: PlacedStep, at: Standing, ways: Ways, now: number, allow: Allowance): Walked => {
  const { visit } = at
  const on = (what: Passed, branch?: Branch): Walked => ({
    passed: [what],
    after: movedOn(at, now, { ...ways, history: [...ways.history, pastOf(what, now)] }, branch)
  })
  switch (step.type) {
    case 'email':
    case 'whatsapp':
      return message(step, at, ways, now, allow)
    case 'wait':
      return on({ kind: 'waited', step, visit })
    case 'task': {
      const { due_days, due_hours, blocks } = step.config
      const { at: dueAt } = nextMoment({
        anchor: now,
        delay: { days: due_days, hours: due_hours },
        rules: null,
        zone: ways.zone
      })
      const what: Passed = { kind: 'task', step, visit, dueAt }
      return blocks ? { passed: [what], after: waiting(at, 'task') } : on(what)
    }
    case 'condition':
      return condition(step, at, ways, now)
    case 'webhook':
      return { passed: [{ kind: 'call', step, visit }], after: waiting(at, 'webhook') }
  }
}

const message = (step: MessageStep, at: Standing, ways: Ways, now: number, allow: Allowance): Walked => {
  const due = allowedFrom(step, now, ways)
  if (due.at > now) return { passed: [], after: postponed(at, due.at, due.why) }
  if (personOn(step.type, ways.lead) === null) return unreachable(step, at, ways, now)
  const limit = allow(step, at.fresh)
  if (limit) {
    const next = allowedFrom(step, limit.until, ways)
    return { passed: [], after: postponed(at, next.at, [limit, ...next.why]) }
  }
  return {
    passed: [{ kind: 'message', step, visit: at.visit }],
    after: { ...waiting(at, 'message'), fresh: false }
  }
}

const NO_ADDRESS = {
  email: { code: 'no_address', detail: 'This person has no e-mail address.' },
  whatsapp: { code: 'no_address', detail: 'This person has no phone number.' }
}

const unreachable = (step: MessageStep, at: Standing, ways: Ways, now: number): Walked => {
  const reason = NO_ADDRESS[step.type]
  const what: Passed = { kind: 'unreachable', step, visit: at.visit, reason }
  if (step.config.on_failure === 'stop') return { passed: [what], after: ended(at, 'failed', reason) }
  const history = [...ways.history, pastOf(what, now)]
  return { passed: [what], after: movedOn(at, now, { ...ways, history }) }
}

const condition = (step: PlacedStep & StepOf<'condition'>, at: Standing, ways: Ways, now: number): Walked => {
  const { visit } = at
  const decided = (branch: Branch): Walked => {
    const what: Passed = { kind: 'decided', step, visit, taken: branch }
    const history = [...ways.history.filter(past => !isOf(past, step.key, visit)), pastOf(what, now)]
    return { passed: [what], after: movedOn(at, now, { ...ways, history }, branch) }
  }
  if (holds(step.config.check, ways)) return decided('yes')
  const listening = ways.history.find(past => isOf(past, step.key, visit))
  const until = deadlineOf(step, listening?.startedAt ?? now)
  if (until <= now) return decided('no')
  return {
    passed: listening ? [] : [{ kind: 'listening', step, visit }],
    after: { ...waiting(at, 'condition'), dueAt: until }
  }
}

const deadlineOf = ({ config }: StepOf<'condition'>, since: number): number =>
  since + config.within_days * DAY_MS + config.within_hours * HOUR_MS

const isOf = (past: Past, key: string, visit: number): boolean => past.stepKey === key && past.visit === visit

const waiting = (from: Standing, waitingFor: Standing['waitingFor']): Standing => ({
  ...from,
  waitingFor,
  dueAt: null,
  dueWhy: []
})

/** The first moment from `at` on at which this step may happen. */
const allowedFrom = (step: PlacedStep, at: number, { settings, zone, holdUntil }: Ways) =>
  whenDue({ step: { type: step.type, delay_days: 0, delay_hours: 0 }, anchor: at, holdUntil, settings, zone })

const before = (
  from: Standing,
  step: PlacedStep,
  anchor: number,
  { settings, zone, holdUntil }: Pick<Ways, 'settings' | 'zone' | 'holdUntil'>
): Standing => {
  const due = whenDue({ step, anchor, holdUntil, settings, zone })
  return {
    ...from,
    stepKey: step.key,
    visit: 1,
    waitingFor: 'time',
    dueAt: due.at,
    dueWhy: due.why,
    anchorAt: anchor
  }
}

const visitsOf = (history: readonly Past[], key: string): number =>
  history.reduce((most, past) => (past.stepKey === key ? Math.max(most, past.visit) : most), 0)

/** What was taken back was not done. */
const doneIn = (history: readonly Past[]): Map<string, Branch | null> =>
  new Map(history.flatMap(past => (past.status === 'cancelled' ? [] : [[past.stepKey, past.taken]])))

const pastOf = (what: Passed, now: number): Past => ({
  stepKey: what.step.key,
  visit: what.visit,
  type: what.step.type,
  status: statusOf(what),
  taken: what.kind === 'decided' ? what.taken : null,
  startedAt: now,
  opened: false,
  clicked: false,
  replied: false
})

/** What is written of a step when it is taken. */
export const statusOf = (what: Passed): Past['status'] => {
  switch (what.kind) {
    case 'message':
    case 'listening':
    case 'call':
    case 'task':
      return 'waiting'
    case 'unreachable':
      return 'skipped'
    case 'waited':
    case 'decided':
      return 'done'
  }
}
