import type { TemplateList } from '../../channels/whatsapp/templates-schema'
import type { ProblemDetail } from '../../platform/http/problem'
import type { Step } from '../steps/schema'
import { whatsappProblems } from '../steps/whatsapp-check'
import type { Objection } from './schema'

/** Everything that speaks against switching a sequence on, told at once. */
export const readinessOf = async (
  steps: readonly Step[],
  listOf: () => Promise<TemplateList>
): Promise<{ problems: Objection[]; warnings: Objection[] }> => {
  const whatsapp = await whatsappProblems(steps, listOf)
  return {
    problems: [...(steps.length === 0 ? [NO_STEPS] : []), ...whatsapp.problems.map(toObjection)],
    warnings: whatsapp.warnings.map(toObjection)
  }
}

const NO_STEPS: Objection = {
  path: 'steps',
  code: 'no_steps',
  message: 'There is nothing to be done in it yet: add a step.'
}

const toObjection = ({ path, code = 'not_ready', message }: ProblemDetail): Objection => ({
  path,
  code,
  message
})
