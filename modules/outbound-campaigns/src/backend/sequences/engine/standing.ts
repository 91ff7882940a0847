import type { StoredLead } from '../../leads'
import type { Reason } from '../../outbox'
import type { DueWhy } from '../schedule/when-due'
import type { Branch, StepType, Version } from '../steps/schema'
import type { SequenceSettings } from '../templates/schema'

/** The words of where a lead stands in a sequence: see docs/sequences.md. */

export const ENROLLMENT_STATUSES = [
  'active',
  'paused',
  'completed',
  'stopped',
  'qualified',
  'opted_out',
  'failed'
] as const
export type EnrollmentStatus = (typeof ENROLLMENT_STATUSES)[number]

/** Those in which a lead is in a sequence; all others are ends. */
export const isIn = (status: EnrollmentStatus): boolean => status === 'active' || status === 'paused'

export const WAITS = ['time', 'message', 'confirmation', 'task', 'condition', 'webhook', 'nothing'] as const
export type Waits = (typeof WAITS)[number]

/** Why something is later than its delay says. */
export type Shift =
  | DueWhy
  | { code: 'daily_limit' | 'new_leads_per_day' | 'email_daily_limit' | 'stopped' | 'busy'; until: number }

/** Where a lead stands: before `stepKey`, waiting for something. */
export interface Standing {
  status: EnrollmentStatus
  reason: Reason | null
  stepKey: string | null
  /** Counts the times that the lead came to this step: what was taken back is owed again under another number. */
  visit: number
  waitingFor: Waits
  dueAt: number | null
  dueWhy: readonly Shift[]
  /** When the step before was really sent or done. */
  anchorAt: number
  /** Nothing was sent yet. */
  fresh: boolean
}

/**
 * What became of a step that a lead has come to. Of a message it says what the outbox says; `waiting` is what is owed or
 * under way, a task that is open, a condition that may still come true, a call that has no answer yet.
 */
export const EXECUTION_STATUSES = [
  'waiting',
  'done',
  'sent',
  'delivered',
  'read',
  'skipped',
  'failed',
  'cancelled',
  'unconfirmed'
] as const
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number]

/** A step that the lead has come to before, as far as the way on depends on it. */
export interface Past {
  stepKey: string
  visit: number
  type: StepType
  status: ExecutionStatus
  /** Which branch a condition took. */
  taken: Branch | null
  startedAt: number
  opened: boolean
  clicked: boolean
  replied: boolean
}

/** By what a lead goes on: the steps, the rules, the person, and what was before. */
export interface Ways {
  version: Version
  settings: SequenceSettings
  /** The zone whose wall clock holds for this lead. */
  zone: string
  holdUntil: number | null
  lead: StoredLead
  history: readonly Past[]
  /** Whether they answered while they were in the sequence, on whichever channel. */
  replied: boolean
}
