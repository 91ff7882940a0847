import { toIso } from '../../platform/database/values'
import { shownStep } from '../steps/given-schema'
import type { Version } from '../steps/schema'
import type { SequenceFigures } from './figures-store'
import type { Sequence, SequenceFields, SequenceWithSteps } from './schema'
import type { StoredSequence } from './store'

/** A sequence as the API shows it. */
export const shownSequence = (
  sequence: StoredSequence,
  version: Version | undefined,
  figures: SequenceFigures
): Sequence => ({
  ...fieldsOf(sequence),
  id: sequence.id,
  revision: sequence.revision,
  version: version ? { id: version.id, n: version.n, in_use: version.inUse } : null,
  total_steps: version?.steps.length ?? 0,
  status_reason: sequence.stoppedReason,
  is_default: sequence.defaultKey !== null,
  ...figures,
  created_at: toIso(sequence.createdAt),
  created_by: sequence.createdBy,
  updated_at: toIso(sequence.updatedAt)
})

export const shownWithSteps = (
  sequence: StoredSequence,
  version: Version | undefined,
  figures: SequenceFigures
): SequenceWithSteps => ({
  ...shownSequence(sequence, version, figures),
  steps: (version?.steps ?? []).map(shownStep)
})

export const fieldsOf = (sequence: StoredSequence): SequenceFields => ({
  name: sequence.name,
  description: sequence.description,
  category: sequence.category,
  icp: sequence.icp,
  priority_filter: sequence.priorityFilter,
  min_score: sequence.minScore,
  max_score: sequence.maxScore,
  active: sequence.active,
  trigger: sequence.trigger,
  settings: sequence.settings
})
