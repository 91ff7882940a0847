import type { StoredSequence } from '../../sequences'
import type { ColdFilter, ColdRules } from './cold-leads'
import type { Parameters } from './run'

const DAY_MS = 86_400_000

/** Those of the module's own template, as long as nobody has made any. */
const NEW_TEMPLATE: ColdFilter = { icp: null, priorityFilter: null, minScore: 0, maxScore: 50 }

/**
 * Who is cold for these sequences: pure. Those that are switched on say whom they mean; while none is, the template says
 * whom it would.
 */
export const coldRules = (
  own: readonly StoredSequence[],
  template: StoredSequence | undefined,
  run: { startedAt: number; parameters: Pick<Parameters, 'min_score_to_qualify' | 'cold_lead_days'> }
): ColdRules => {
  const active = own.filter(sequence => sequence.active)
  return {
    filters: active.length > 0 ? active : [template ?? NEW_TEMPLATE],
    belowScore: run.parameters.min_score_to_qualify,
    createdFrom: run.startedAt - run.parameters.cold_lead_days * DAY_MS,
    sequenceIds: own.map(({ id }) => id)
  }
}
