import type { Branch, Check } from '../steps/schema'
import type { Category } from '../templates/schema'
import type { LibraryKind } from './schema'

/**
 * How the ready sequences go, whatever the language: which letter when, what is asked in between, and who does something
 * by hand. What they say is in `spanish.ts` and `english.ts`.
 */
interface Placed {
  delay_days?: number
  delay_hours?: number
  /** In which branch of which condition; left out: the main line. */
  inside?: readonly [condition: string, branch: Branch]
}

export type PlannedStep = Placed &
  (
    | { type: 'email'; key: string }
    | { type: 'task'; key: string; due_days: number }
    | {
        type: 'condition'
        key: string
        check: Check
        within_days: number
        /** Who says yes is through. */
        after_yes?: 'end'
      }
  )

export interface Plan {
  category: Category
  known_fields: readonly string[]
  steps: readonly PlannedStep[]
}

const opened = (step_key: string): Check => ({ kind: 'opened', step_key })
const clicked = (step_key: string | null): Check => ({ kind: 'clicked', step_key })

/** `welcome` is the default sequence's five mails: its letters are there already. */
export type WrittenKind = Exclude<LibraryKind, 'welcome'>

export const PLANS: Record<WrittenKind, Plan> = {
  cold_lead: {
    category: 'cold_outreach',
    known_fields: [],
    steps: [
      { type: 'email', key: 'cold-question' },
      { type: 'email', key: 'cold-idea', delay_days: 3 },
      { type: 'condition', key: 'cold-interest', check: opened('cold-idea'), within_days: 3 },
      { type: 'task', key: 'cold-call', due_days: 2, inside: ['cold-interest', 'yes'] },
      { type: 'email', key: 'cold-angle', inside: ['cold-interest', 'no'] },
      { type: 'email', key: 'cold-close', delay_days: 5 }
    ]
  },
  after_demo: {
    category: 'follow_up',
    known_fields: [],
    steps: [
      { type: 'email', key: 'demo-summary', delay_hours: 2 },
      { type: 'email', key: 'demo-questions', delay_days: 2 },
      { type: 'condition', key: 'demo-interest', check: opened('demo-questions'), within_days: 2 },
      { type: 'task', key: 'demo-call', due_days: 1, inside: ['demo-interest', 'yes'] },
      { type: 'email', key: 'demo-short', inside: ['demo-interest', 'no'] },
      { type: 'email', key: 'demo-decision', delay_days: 4 }
    ]
  },
  proposal: {
    category: 'follow_up',
    known_fields: [],
    steps: [
      { type: 'email', key: 'proposal-arrived', delay_days: 1 },
      { type: 'email', key: 'proposal-doubts', delay_days: 3 },
      { type: 'task', key: 'proposal-call', delay_days: 2, due_days: 1 },
      { type: 'email', key: 'proposal-decision', delay_days: 3 }
    ]
  },
  win_back: {
    category: 'win_back',
    known_fields: [],
    steps: [
      { type: 'email', key: 'back-hello' },
      { type: 'email', key: 'back-news', delay_days: 5 },
      { type: 'condition', key: 'back-interest', check: opened('back-news'), within_days: 4 },
      { type: 'task', key: 'back-call', due_days: 3, inside: ['back-interest', 'yes'] },
      { type: 'email', key: 'back-goodbye', delay_days: 2, inside: ['back-interest', 'no'] }
    ]
  },
  event_invitation: {
    category: 'nurture',
    known_fields: ['event_name', 'event_date', 'event_link'],
    steps: [
      { type: 'email', key: 'event-invitation' },
      {
        type: 'condition',
        key: 'event-interest',
        check: clicked('event-invitation'),
        within_days: 3,
        after_yes: 'end'
      },
      { type: 'email', key: 'event-reasons', inside: ['event-interest', 'no'] },
      {
        type: 'condition',
        key: 'event-later',
        check: clicked(null),
        within_days: 3,
        after_yes: 'end',
        inside: ['event-interest', 'no']
      },
      { type: 'email', key: 'event-last-call', inside: ['event-later', 'no'] }
    ]
  }
}
