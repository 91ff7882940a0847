import { totalOf } from '../../leads'
import { fieldOf, holds } from '../engine/checks'
import type { Past, Shift, Standing, Ways } from '../engine/standing'
import { begun, ended, everything, movedOn, walk, type Passed } from '../engine/walk'
import { nextDay } from '../schedule/next-moment'
import { whenDue } from '../schedule/when-due'
import type { Branch, PlacedStep, StepOf } from '../steps/schema'
import { stepAt } from '../steps/way'

/**
 * A lead's whole way on a clock that nobody has to wait for: by the very walk and the very rules of the engine. Pure.
 *
 * What only the world can say is taken as it goes when all goes well: a message is sent in the moment in which it may
 * leave, a task is done when it is due, another system answers at once. What the person does is told as events.
 */
export type Happening =
  | { type: 'opened' | 'clicked' | 'replied'; at: number; stepKey: string | null }
  | { type: 'meeting_booked' | 'bounced' | 'unsubscribed'; at: number }
  | { type: 'auto_reply'; at: number; returnAt: number | null }

/** What a condition was decided by: at once, by something that came, or because its time was over. */
export type Because = 'so_at_once' | 'came_true' | 'not_so' | 'time_over'

export type Taken =
  | {
      kind: 'step'
      at: number
      why: readonly Shift[]
      what: Exclude<Passed, { kind: 'decided' | 'listening' }>
    }
  | {
      kind: 'condition'
      at: number
      step: PlacedStep & StepOf<'condition'>
      taken: Branch
      because: Because
      since: number
      value: string | number | boolean | null
    }
  | { kind: 'event'; at: number; event: Happening; effect: Effect }

/** What an event led to. */
export type Effect = 'noticed' | 'paused' | 'held' | 'ended' | 'nothing'

export interface Simulated {
  way: Taken[]
  end: { at: number; status: Standing['status']; reason: Standing['reason'] }
}

/** What is the same on the whole way. */
export type Rules = Omit<Ways, 'history' | 'replied' | 'holdUntil'>

export const simulated = (rules: Rules, startAt: number, happenings: readonly Happening[]): Simulated =>
  new Simulation(rules, startAt, happenings).run()

class Simulation {
  private at: Standing
  private now: number
  private holdUntil: number | null = null
  private replied = false
  private history: Past[] = []
  private readonly way: Taken[] = []
  private readonly ahead: Happening[]

  constructor(
    private readonly rules: Rules,
    startAt: number,
    happenings: readonly Happening[]
  ) {
    this.now = startAt
    this.at = begun(rules, startAt)
    this.ahead = [...happenings].sort((a, b) => a.at - b.at)
  }

  /** Every round uses up an event, or comes to a later moment or step: so there is an end. */
  run(): Simulated {
    while (this.at.status === 'active') {
      const due = this.at.dueAt ?? this.now
      const [event] = this.ahead
      if (event && event.at <= due) {
        this.ahead.shift()
        this.heard(event)
      } else {
        this.now = Math.max(this.now, due)
        this.step()
      }
    }
    return { way: this.way, end: { at: this.now, status: this.at.status, reason: this.at.reason } }
  }

  private get ways(): Ways {
    return { ...this.rules, holdUntil: this.holdUntil, history: this.history, replied: this.replied }
  }

  private step(): void {
    const why = this.at.dueWhy
    const { passed, after } = walk(this.at, this.ways, this.now, everything)
    passed.forEach((what, index) => this.write(what, index === 0 ? why : []))
    this.at = after
    switch (after.waitingFor) {
      case 'message':
      case 'webhook':
        return this.goOn(this.now)
      case 'task':
        return this.goOn(doneAt(passed, this.now))
      default:
    }
  }

  /** What was waited for has come. */
  private goOn(at: number): void {
    const { stepKey, visit } = this.at
    this.history = this.history.map(past =>
      past.stepKey === stepKey && past.visit === visit
        ? { ...past, status: past.type === 'email' || past.type === 'whatsapp' ? 'sent' : 'done' }
        : past
    )
    // What the person does while somebody works on a task comes before it.
    while (this.ahead[0] && this.ahead[0].at <= at && this.at.status === 'active') {
      const [event] = this.ahead.splice(0, 1)
      if (event) this.heard(event)
    }
    if (this.at.status !== 'active') return
    this.now = Math.max(this.now, at)
    this.at = movedOn(this.at, this.now, this.ways)
  }

  private write(what: Passed, why: readonly Shift[]): void {
    const { now: at } = this
    const before = this.history.find(past => past.stepKey === what.step.key && past.visit === what.visit)
    const taken = what.kind === 'decided' ? what.taken : null
    this.history = [
      ...this.history.filter(past => past !== before),
      {
        stepKey: what.step.key,
        visit: what.visit,
        type: what.step.type,
        status: what.kind === 'listening' ? 'waiting' : what.kind === 'unreachable' ? 'skipped' : 'done',
        taken,
        startedAt: before?.startedAt ?? at,
        opened: false,
        clicked: false,
        replied: false
      }
    ]
    if (what.kind === 'listening') return
    if (what.kind !== 'decided') return void this.way.push({ kind: 'step', at, why, what })
    const because =
      what.taken === 'yes' ? (before ? 'came_true' : 'so_at_once') : before ? 'time_over' : 'not_so'
    this.way.push({
      kind: 'condition',
      at,
      step: what.step,
      taken: what.taken,
      because,
      since: before?.startedAt ?? at,
      value: this.valueOf(what.step)
    })
  }

  private heard(event: Happening): void {
    this.now = Math.max(this.now, event.at)
    const effect = this.effectOf(event)
    this.way.push({ kind: 'event', at: this.now, event, effect })
    // A condition that is given time comes true in the moment in which it is so.
    const step = this.at.stepKey === null ? undefined : stepAt(this.rules.version, this.at.stepKey)
    if (
      this.at.status === 'active' &&
      this.at.waitingFor === 'condition' &&
      step?.type === 'condition' &&
      holds(step.config.check, this.ways)
    )
      this.at = { ...this.at, dueAt: this.now }
  }

  private effectOf(event: Happening): Effect {
    const { settings } = this.rules
    switch (event.type) {
      case 'opened':
      case 'clicked':
        return this.noticed(event.type, event.stepKey) ? 'noticed' : 'nothing'
      case 'replied':
        this.replied = true
        this.noticed('replied', event.stepKey)
        return settings.pause_on_reply ? this.pause('replied', 'The person has replied.') : 'noticed'
      case 'meeting_booked':
        return settings.pause_on_meeting ? this.pause('meeting_booked', 'A meeting was booked.') : 'noticed'
      case 'bounced':
        this.at = ended(this.at, 'failed', { code: 'bounced', detail: 'The address takes no mail.' })
        return 'ended'
      case 'unsubscribed':
        this.at = ended(this.at, 'opted_out', { code: 'opted_out', detail: 'This person has opted out.' })
        return 'ended'
      case 'auto_reply':
        return this.hold(event)
    }
  }

  private noticed(what: 'opened' | 'clicked' | 'replied', stepKey: string | null): boolean {
    const messages = this.history.filter(({ status }) => status === 'sent')
    const meant =
      stepKey === null ? messages[messages.length - 1] : messages.find(past => past.stepKey === stepKey)
    if (!meant) return false
    this.history = this.history.map(past => (past === meant ? { ...past, [what]: true } : past))
    return true
  }

  private pause(code: string, detail: string): Effect {
    this.at = { ...this.at, status: 'paused', reason: { code, detail }, dueAt: null, dueWhy: [] }
    return 'paused'
  }

  private hold({ at, returnAt }: Extract<Happening, { type: 'auto_reply' }>): Effect {
    const until = returnAt === null ? at + WITHOUT_RETURN_MS : nextDay(returnAt, this.rules.zone)
    this.holdUntil = Math.max(this.holdUntil ?? 0, until)
    const { dueAt, waitingFor, stepKey, anchorAt } = this.at
    const { version, settings, zone } = this.rules
    const step = stepKey === null ? undefined : stepAt(version, stepKey)
    if (waitingFor === 'time' && step && dueAt !== null) {
      const due = whenDue({ step, anchor: anchorAt, holdUntil: this.holdUntil, settings, zone })
      if (due.at > dueAt) this.at = { ...this.at, dueAt: due.at, dueWhy: due.why }
    }
    return 'held'
  }

  private valueOf({ config: { check } }: StepOf<'condition'>): string | number | boolean | null {
    const { lead } = this.rules
    switch (check.kind) {
      case 'score':
        return totalOf(lead)
      case 'field':
        return fieldOf(lead, check.field)
      case 'opened':
      case 'clicked':
      case 'replied':
        return holds(check, this.ways)
    }
  }
}

/** Who names no day of return is held so long. */
const WITHOUT_RETURN_MS = 3 * 86_400_000

/** A task that is waited for is taken as done when it is due. */
const doneAt = (passed: readonly Passed[], now: number): number =>
  passed.reduce((at, what) => (what.kind === 'task' ? what.dueAt : at), now)
