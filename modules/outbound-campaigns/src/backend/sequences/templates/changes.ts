import type { Step } from '../steps/schema'
import { inWayOrder } from '../steps/way'
import { sequenceFieldsSchema, type SequenceChange, type SequenceFields } from './schema'

/** What a change makes of a sequence, and what it changes: pure. */

/** What holds until somebody decides otherwise. */
export const NEW: SequenceFields = {
  name: '',
  description: null,
  category: 'custom',
  icp: null,
  priority_filter: null,
  min_score: null,
  max_score: null,
  active: false,
  trigger: { kind: 'manual' },
  settings: sequenceFieldsSchema.shape.settings.parse({})
}

export const withChange = (before: SequenceFields, change: SequenceChange): SequenceFields => {
  const { steps, people, known_fields, revision, settings, ...fields } = change
  return sequenceFieldsSchema.parse({ ...before, ...fields, settings: { ...before.settings, ...settings } })
}

export const stepOf = (step: Step & { id?: number; position?: number }): Step => {
  const { id, position, ...rest } = step
  return rest
}

/** Whether a change changes nothing: then no version is made for it. */
export const areSame = (steps: readonly Step[], current: readonly Step[]): boolean =>
  JSON.stringify(inWayOrder(steps).map(inOneForm)) === JSON.stringify(inWayOrder(current).map(inOneForm))

const inOneForm = (step: Step & { id?: number }): unknown => sorted(stepOf(step))

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([name, inner]): unknown => [name, sorted(inner)])
}

export const differences = (
  before: object,
  after: object
): Record<string, { from: unknown; to: unknown }> => {
  const was = new Map<string, unknown>(Object.entries(before))
  return Object.fromEntries(
    Object.entries(after).flatMap(([name, to]: [string, unknown]) => {
      const from = was.get(name)
      return JSON.stringify(sorted(from)) === JSON.stringify(sorted(to))
        ? []
        : [[name, { from, to }] as const]
    })
  )
}
