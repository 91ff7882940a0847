import type { TemplateButton, TemplateHeader } from './message'
import { findTemplate } from './templates'
import type { Template, TemplateList } from './templates-schema'

/**
 * Whether what somebody wants to send fits the template as the account lists it. Campaigns ask before they start,
 * sequences before they are switched on.
 */
export interface TemplateUse {
  template_id: string
  language: string
  header: TemplateHeader | null
  buttons: readonly TemplateButton[] | null
  /** How many of the body's variables are filled. */
  filled: number
}

export type ListedTemplate =
  { kind: 'listed'; template: Template } | { kind: 'unknown' } | { kind: 'no_list'; detail: string }

export interface TemplateProblem {
  path: 'template_id' | 'variables' | 'header' | 'buttons'
  code: string
  message: string
}

export const lookUp = (
  list: Pick<TemplateList, 'items' | 'stale' | 'reason'>,
  { template_id, language }: Pick<TemplateUse, 'template_id' | 'language'>
): ListedTemplate => {
  const template = findTemplate(list, template_id, language)
  if (template) return { kind: 'listed', template }
  return list.stale
    ? { kind: 'no_list', detail: list.reason?.detail ?? 'There is no list.' }
    : { kind: 'unknown' }
}

/** What is said where the account can't be asked: nothing is known against it. */
export const noListWarning = ({ detail }: { detail: string }): TemplateProblem => ({
  path: 'template_id',
  code: 'template_list_unavailable',
  message: `The template could not be looked up: ${detail}`
})

export const templateProblems = (
  { template_id, language, header, buttons, filled }: TemplateUse,
  listed: Exclude<ListedTemplate, { kind: 'no_list' }>
): TemplateProblem[] => {
  if (listed.kind === 'unknown') {
    const message = `The account has no template "${template_id}" in ${language}.`
    return [{ path: 'template_id', code: 'template_unknown', message }]
  }
  const { status, parameters } = listed.template
  const problems: TemplateProblem[] = []
  if (status !== 'APPROVED') {
    problems.push({
      path: 'template_id',
      code: 'template_not_approved',
      message: `The template "${template_id}" is ${status}, not APPROVED.`
    })
  }
  const wanted = parameters.body.kind === 'positional' ? parameters.body.count : parameters.body.names.length
  if (wanted !== filled) {
    const message = `The template has ${wanted} ${wanted === 1 ? 'variable' : 'variables'}, and ${filled} ${filled === 1 ? 'is' : 'are'} filled.`
    problems.push({ path: 'variables', code: 'variable_count', message })
  }
  if (parameters.header !== null && header === null) {
    const message = `The template needs a header: ${parameters.header}.`
    problems.push({ path: 'header', code: 'header_missing', message })
  }
  const empty = parameters.buttons.filter(
    ({ index, parameter }) => parameter === 'required' && !buttons?.some(given => given.index === index)
  )
  if (empty.length > 0) {
    const names = empty.map(({ text }) => `"${text}"`).join(', ')
    const message = `Buttons of the template need their link or code: ${names}.`
    problems.push({ path: 'buttons', code: 'button_missing', message })
  }
  return problems
}
