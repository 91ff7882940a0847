import { lookUp, noListWarning, templateProblems } from '../../channels/whatsapp/check-template'
import type { TemplateList } from '../../channels/whatsapp/templates-schema'
import type { ProblemDetail } from '../../platform/http/problem'
import type { Step } from './schema'
import { pathTo } from './structure'

/** Whether the WhatsApp steps fit the templates of the account, as far as the account can be asked. */
export const whatsappProblems = async (
  steps: readonly Step[],
  listOf: () => Promise<TemplateList>
): Promise<{ problems: ProblemDetail[]; warnings: ProblemDetail[] }> => {
  if (!steps.some(({ type }) => type === 'whatsapp')) return { problems: [], warnings: [] }
  const list = await listOf()
  const problems: ProblemDetail[] = []
  const warnings: ProblemDetail[] = []
  steps.forEach((step, index) => {
    if (step.type !== 'whatsapp') return
    const listed = lookUp(list, step.config)
    const found =
      listed.kind === 'no_list'
        ? [noListWarning(listed)]
        : templateProblems({ ...step.config, filled: step.config.variables.length }, listed)
    const said = found.map(({ path, ...rest }) => ({ path: pathTo(index, 'config', path), ...rest }))
    ;(listed.kind === 'no_list' ? warnings : problems).push(...said)
  })
  return { problems, warnings }
}
