/**
 * What is wrong in a sequence and where: what can be seen at once, and what the server says. Both name a step by its key
 * and the field in it, so that each stands where it can be mended, however the steps are moved meanwhile.
 */
import type { Check } from '../../../api/sequences'
import type { Draft } from './draft'
import type { StepBody } from './step'
import { listOf, messagesBefore, type Tree } from './tree'

export interface Problem {
  /** null: not about a step. */
  step: string | null
  /** `delay_days`, `config.subject`, `config.variables.1`; of the sequence itself `name`, `settings.reply_to`. */
  field: string
  code: string
  /** What the server says of it, in its language. */
  message: string | null
}

const empty = (text: string | null): boolean => text === null || text.trim() === ''

const isWebAddress = (text: string): boolean => {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol)
  } catch {
    return false
  }
}

/** HTML that shows nothing: no words, no picture. */
const showsNothing = (html: string): boolean =>
  !/<img\b/i.test(html) && empty(html.replace(/<style\b[\s\S]*?<\/style>|<[^>]*>|&nbsp;/gi, ''))

type Wrong = Array<[field: string, code: string]>

const checkWrong = (check: Check, key: string, tree: Tree): Wrong => {
  switch (check.kind) {
    case 'score':
      return []
    case 'field': {
      if (empty(check.field)) return [['config.check.field', 'empty']]
      if (check.operator === 'is_set' || check.operator === 'is_not_set') return []
      if (check.value === null || check.value === '') return [['config.check.value', 'empty']]
      const wantsNumber = check.operator === 'at_least' || check.operator === 'less_than'
      return wantsNumber && !/^-?\d+(\.\d+)?$/.test(String(check.value).trim())
        ? [['config.check.value', 'value_no_number']]
        : []
    }
    case 'opened':
    case 'clicked':
    case 'replied':
      return check.step_key === null || messagesBefore(tree, key).some(one => one.key === check.step_key)
        ? []
        : [['config.check.step_key', 'asks_later']]
  }
}

const wrong = (isWrong: boolean, field: string, code: string): Wrong => (isWrong ? [[field, code]] : [])

const fieldsWrong = (step: StepBody, tree: Tree): Wrong => {
  switch (step.type) {
    case 'email':
      return [
        ...wrong(empty(step.config.subject), 'config.subject', 'empty'),
        ...wrong(showsNothing(step.config.html), 'config.html', 'empty')
      ]
    case 'whatsapp':
      return [
        ...wrong(empty(step.config.template_id), 'config.template_id', 'empty'),
        ...step.config.variables.flatMap((text, n) => wrong(empty(text), `config.variables.${n}`, 'empty'))
      ]
    case 'task':
      return wrong(empty(step.config.title), 'config.title', 'empty')
    case 'webhook':
      return wrong(!isWebAddress(step.config.url), 'config.url', 'no_address')
    case 'condition':
      return checkWrong(step.config.check, step.key, tree)
    case 'wait':
      return []
  }
}

export const localProblems = ({ fields, settings, steps }: Draft): Problem[] => {
  const of = (step: string | null, field: string, code: string): Problem => ({
    step,
    field,
    code,
    message: null
  })
  const { min_score: from, max_score: to } = fields
  return [
    ...(empty(fields.name) ? [of(null, 'name', 'empty')] : []),
    ...(from !== null && to !== null && from > to ? [of(null, 'max_score', 'empty_range')] : []),
    ...(settings.reply_to !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(settings.reply_to)
      ? [of(null, 'settings.reply_to', 'no_mail_address')]
      : []),
    ...listOf(steps).flatMap(step =>
      fieldsWrong(step, steps).map(([field, code]) => of(step.key, field, code))
    )
  ]
}

/** `keys`: the steps as they were sent, in their order. A path that is none of theirs is the sequence's own. */
export const serverProblems = (
  objections: ReadonlyArray<{ path: string; code: string | null; message: string }>,
  keys: readonly string[]
): Problem[] =>
  objections.map(({ path, code, message }) => {
    const [, index, field] = /^steps\.(\d+)(?:\.(.+))?$/.exec(path) ?? []
    const step = index === undefined ? undefined : keys[Number(index)]
    return {
      step: step ?? null,
      field: step === undefined ? path : (field ?? ''),
      code: code ?? 'refused',
      message
    }
  })

const nameOf = ({ step, field, code, message }: Problem): string => [step, field, code, message].join('\n')

/**
 * What is seen at once is told in the reader's language, so where it is told, the server need not. What the server has
 * said twice (of what is saved, and when it was to be switched on) is told once.
 */
export const together = (local: readonly Problem[], server: readonly Problem[]): Problem[] => {
  const others = server.filter(
    one => !local.some(({ step, field }) => step === one.step && field === one.field)
  )
  return [...local, ...new Map(others.map(one => [nameOf(one), one])).values()]
}

export const problemsOf = (problems: readonly Problem[], step: string): Problem[] =>
  problems.filter(problem => problem.step === step)

/** Of a field, or of anything inside it. */
export const problemAt = (problems: readonly Problem[], field: string): Problem | null =>
  problems.find(problem => problem.field === field || problem.field.startsWith(`${field}.`)) ?? null
