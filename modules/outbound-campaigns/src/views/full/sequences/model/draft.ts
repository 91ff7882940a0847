/** A sequence while somebody changes it: everything that is saved together, and what of it was changed. */
import type {
  GivenStep,
  Sequence,
  SequenceChange,
  SequenceSettings,
  SequenceWithSteps
} from '../../../api/sequences'
import { listOf, treeOf, type Tree } from './tree'

export type Fields = Pick<
  Sequence,
  'name' | 'description' | 'category' | 'icp' | 'priority_filter' | 'min_score' | 'max_score' | 'trigger'
>

export interface Draft {
  fields: Fields
  settings: SequenceSettings
  steps: Tree
}

export const draftOf = (sequence: SequenceWithSteps): Draft => ({
  fields: {
    name: sequence.name,
    description: sequence.description,
    category: sequence.category,
    icp: sequence.icp,
    priority_filter: sequence.priority_filter,
    min_score: sequence.min_score,
    max_score: sequence.max_score,
    trigger: sequence.trigger
  },
  settings: sequence.settings,
  steps: treeOf(sequence.steps)
})

/** Whatever the order of the names. */
const inOneForm = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner
  )

const same = (one: unknown, other: unknown): boolean => one === other || inOneForm(one) === inOneForm(other)

export const stepsOf = ({ steps }: Draft): GivenStep[] => listOf(steps)

export const areSameSteps = (one: Draft, other: Draft): boolean =>
  one.steps === other.steps || same(listOf(one.steps), listOf(other.steps))

export const areSame = (one: Draft, other: Draft): boolean =>
  one === other ||
  (same(one.fields, other.fields) && same(one.settings, other.settings) && areSameSteps(one, other))

/** What is to be saved: only what is not so already, so that what others change meanwhile elsewhere stays. */
export const changeOf = (draft: Draft, base: Draft): Partial<SequenceChange> => {
  const fields = Object.entries(draft.fields).filter(
    ([name, value]) => !same(value, base.fields[name as keyof Fields])
  )
  const settings = Object.entries(draft.settings).filter(
    ([name, value]) => !same(value, base.settings[name as keyof SequenceSettings])
  )
  return {
    ...Object.fromEntries(fields),
    ...(settings.length > 0 && { settings: Object.fromEntries(settings) }),
    ...(!areSameSteps(draft, base) && { steps: stepsOf(draft) })
  }
}
