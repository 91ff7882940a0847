/** What every part of the panel gets: the step, how to change it, and what is wrong where. */
import type { StepType } from '../../../api/sequences'
import type { BodyOf, Config } from '../model/step'
import type { Tree } from '../model/tree'

export interface PartProps<Type extends StepType> {
  step: BodyOf<Type>
  tree: Tree
  /** Custom fields that leads have. */
  custom: readonly string[]
  canWrite: boolean
  /** Several of its settings at once; typing in one field is one change. */
  onChange: (change: Partial<Config<Type>>, field: string) => void
  /** `config.subject`; what is wrong there, in the user's words. */
  errorOf: (field: string) => string | null
}

/** Every field of the panel can be led to by its name. */
export const fieldId = (field: string): string => `oc-step-${field.replace(/[^\w-]/g, '-')}`
