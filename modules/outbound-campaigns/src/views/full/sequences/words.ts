/** What steps, waits and conditions are called in the user's words. */
import type { Check } from '../../api/sequences'
import { number } from '../../format'
import { counted, t, type TextKey } from '../../text'
import type { StepBody } from './model/step'
import { listOf, type Place, type Tree } from './model/tree'

/** How the way begins to be told: steps are counted from the top, those in branches too. */
export const numberOf = (tree: Tree, key: string): number =>
  listOf(tree).findIndex(step => step.key === key) + 1

const shortened = (text: string, most = 60): string =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text

/**
 * Liquid reads badly: of `{{ first_name | default: "you" }}` the field's name is left, of an `if` what it says where it
 * is so.
 */
export const readable = (template: string): string =>
  template
    .replace(/\{%-?\s*els(?:e|if)\b[\s\S]*?\{%-?\s*endif\s*-?%\}/g, '')
    .replace(/\{%[\s\S]*?%\}/g, '')
    .replace(/\{\{-?\s*([\w.]+)[\s\S]*?\}\}/g, (_, name: string) => `[${fieldName(name)}]`)
    .replace(/\s+/g, ' ')
    .trim()

const hostOf = (url: string): string => /^https?:\/\/([^/?#]+)/.exec(url)?.[1] ?? url

export const typeName = (type: StepBody['type']): string => t(`sequences.type.${type}` as const)

/** What is in it, in one line; where there is nothing yet, what it is. */
export const titleOf = (step: StepBody, tree: Tree): string => {
  switch (step.type) {
    case 'email':
      return shortened(readable(step.config.subject)) || t('sequences.untitled.email')
    case 'whatsapp':
      return step.config.template_id || t('sequences.untitled.whatsapp')
    case 'wait':
      return delayed(step) ? durationOf(step.delay_days, step.delay_hours) : t('sequences.untitled.wait')
    case 'task':
      return shortened(readable(step.config.title)) || t('sequences.untitled.task')
    case 'condition':
      return sentenceOf(step.config, tree)
    case 'webhook':
      return shortened(hostOf(step.config.url)) || t('sequences.untitled.webhook')
  }
}

/** "Step 3, E-mail: Three questions" as it is said and chosen from lists. */
export const nameOf = (step: StepBody, tree: Tree): string =>
  t('sequences.stepName', {
    n: number(numberOf(tree, step.key)),
    type: typeName(step.type),
    title: titleOf(step, tree)
  })

const delayed = ({ delay_days: days, delay_hours: hours }: StepBody): boolean => days > 0 || hours > 0

export const durationOf = (days: number, hours: number): string =>
  [
    ...(days > 0 || hours === 0 ? [t('sequences.days', counted(days, number))] : []),
    ...(hours > 0 ? [t('sequences.hours', counted(hours, number))] : [])
  ].join(' ')

/** When it is due, counted from the step before. */
export const delayText = (step: StepBody, isFirst: boolean): string => {
  if (!delayed(step)) return t(isFirst ? 'sequences.delay.atOnce' : 'sequences.delay.right')
  const length = durationOf(step.delay_days, step.delay_hours)
  if (step.type === 'wait') return t('sequences.delay.wait', { length })
  return t(isFirst ? 'sequences.delay.first' : 'sequences.delay.after', { length })
}

const FIELDS = [
  'first_name',
  'last_name',
  'full_name',
  'company',
  'company_name',
  'email',
  'phone_number',
  'ext_id',
  'icp',
  'score',
  'priority',
  'sender_name',
  'sender_email',
  'unsubscribe_url',
  'timezone',
  'language',
  'status',
  'points',
  'deal_id',
  'consent_source'
] as const

/** The lead's own fields by what they are; custom ones by their name. */
export const fieldName = (field: string): string => {
  const known = FIELDS.find(name => name === field)
  return known === undefined ? field.replace(/^custom\./, '') : t(`sequences.field.${known}` as const)
}

const askedOf = (check: Check, tree: Tree): string => {
  switch (check.kind) {
    case 'score':
      return t('sequences.condition.score', { score: number(check.at_least) })
    case 'field': {
      const values = { field: fieldName(check.field) || '…', value: String(check.value ?? '…') }
      return t(`sequences.condition.field.${check.operator}` as const, values)
    }
    case 'opened':
    case 'clicked':
    case 'replied': {
      if (check.step_key === null) return t(`sequences.condition.any.${check.kind}` as const)
      const asked = listOf(tree).find(({ key }) => key === check.step_key)
      const what = asked
        ? t('sequences.condition.which', {
            n: number(numberOf(tree, asked.key)),
            title: titleOf(asked, tree)
          })
        : t('sequences.condition.gone')
      return t(`sequences.condition.${check.kind}` as const, { what })
    }
  }
}

/** "Has the lead opened step 1 (“Welcome”) within 2 days?" */
export const sentenceOf = (
  {
    check,
    within_days: days,
    within_hours: hours
  }: { check: Check; within_days: number; within_hours: number },
  tree: Tree
): string => {
  const asked = askedOf(check, tree)
  return days > 0 || hours > 0
    ? t('sequences.condition.within', { asked, length: durationOf(days, hours) })
    : t('sequences.condition.now', { asked })
}

/** "in the branch “Yes” of step 2, first" */
export const placeText = (tree: Tree, { parent, branch, index }: Place): string => {
  const n = number(index + 1)
  return parent === null || branch === null
    ? t('sequences.place.main', { n })
    : t(`sequences.place.${branch}` as const, { n, step: number(numberOf(tree, parent)) })
}

/** What the server says is in its language; what it is about can be told in the reader's. */
const PROBLEMS: Partial<Record<string, TextKey>> = {
  empty: 'sequences.problem.empty',
  no_address: 'sequences.problem.no_address',
  no_mail_address: 'sequences.problem.no_mail_address',
  empty_range: 'sequences.problem.empty_range',
  asks_later: 'sequences.problem.asks_later',
  asks_unknown: 'sequences.problem.asks_later',
  value_missing: 'sequences.problem.empty',
  value_no_number: 'sequences.problem.value_no_number',
  secret_missing: 'sequences.problem.secret_missing',
  name_taken: 'sequences.problem.name_taken',
  no_steps: 'sequences.problem.no_steps',
  template_unknown: 'sequences.problem.template_unknown',
  template_not_approved: 'sequences.problem.template_not_approved',
  template_list_unavailable: 'sequences.problem.template_list_unavailable',
  variable_count: 'sequences.problem.variable_count',
  header_missing: 'sequences.problem.header_missing',
  button_missing: 'sequences.problem.button_missing',
  key_of_another: 'sequences.problem.key_of_another',
  html_cleaned: 'sequences.problem.html_cleaned'
}

const quotedIn = (message: string): string[] =>
  Array.from(message.matchAll(/"([^"]*)"/g), ([, name]) => name ?? '')

export const problemText = ({ code, message }: { code: string; message: string | null }): string => {
  if (code === 'unknown_variable') {
    const [name = '', meant] = quotedIn(message ?? '')
    return meant === undefined
      ? t('sequences.problem.unknown_variable', { name })
      : t('sequences.problem.meant_variable', { name, meant })
  }
  const known = PROBLEMS[code]
  if (code === 'template_syntax') return t('sequences.problem.template_syntax', { message: message ?? '' })
  return known === undefined ? t('sequences.problem.refused', { message: message ?? '' }) : t(known)
}
