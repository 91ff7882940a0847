/** What is missing or wrong in the form, by the field, and at which step it is mended. */
import type { CampaignChange } from '../../../api/campaigns'
import type { Template } from '../../../api/templates'
import type { TextKey } from '../../../text'
import type { Step } from '../../navigation/routes'
import { fieldsOf, startAt } from './fields'
import { emptyButtons } from './buttons'
import type { FormInput } from './input'
import { headerKindOf } from './template'

type Field =
  | 'name'
  | 'template_id'
  | 'language'
  | 'header'
  | 'buttons'
  | 'variables'
  | 'batch_size'
  | 'batch_interval_ms'
  | 'concurrency'
  | 'max_retries'
  | 'max_error_rate'
  | 'max_consecutive_errors'
  | 'scheduled_at'
  | 'send_window'

const FIELDS: Record<Field, { step: Step; text: TextKey }> = {
  name: { step: 'message', text: 'form.problem.name' },
  template_id: { step: 'message', text: 'form.problem.template' },
  language: { step: 'message', text: 'form.problem.language' },
  header: { step: 'variables', text: 'form.problem.header' },
  buttons: { step: 'variables', text: 'form.problem.buttons' },
  variables: { step: 'variables', text: 'form.problem.variables' },
  batch_size: { step: 'pace', text: 'form.problem.batch_size' },
  batch_interval_ms: { step: 'pace', text: 'form.problem.interval' },
  concurrency: { step: 'pace', text: 'form.problem.concurrency' },
  max_retries: { step: 'pace', text: 'form.problem.retries' },
  max_error_rate: { step: 'pace', text: 'form.problem.error_rate' },
  max_consecutive_errors: { step: 'pace', text: 'form.problem.consecutive' },
  scheduled_at: { step: 'schedule', text: 'form.problem.start' },
  send_window: { step: 'schedule', text: 'form.problem.hours' }
}

const NAMES = Object.keys(FIELDS) as Field[]

export interface FormProblem {
  field: Field
  step: Step
  text: TextKey
}

const isPast = (input: FormInput, now: number): boolean => {
  const at = input.start === 'at' ? startAt(input) : null
  return at !== null && Date.parse(at) <= now
}

/** Saved without it, but not to be started without it. */
const lacksHeader = (
  { header_kind: chosen, header_value: value }: FormInput,
  template: Template | null
): boolean => {
  const kind = chosen ?? (template && headerKindOf(template))
  return kind !== null && value.trim() === ''
}

export const problemsOf = (
  input: FormInput,
  now: number,
  template: Template | null = null
): FormProblem[] => {
  const fields: CampaignChange = fieldsOf(input)
  const wrong: FormProblem[] = NAMES.filter(name => fields[name] === undefined).map(field => ({
    field,
    ...FIELDS[field]
  }))
  if (lacksHeader(input, template)) wrong.push({ field: 'header', ...FIELDS.header })
  if (emptyButtons(template, input.buttons).length > 0) wrong.push({ field: 'buttons', ...FIELDS.buttons })
  if (isPast(input, now)) wrong.push({ field: 'scheduled_at', step: 'schedule', text: 'form.problem.past' })
  return wrong
}

export const problemOf = (problems: readonly FormProblem[], field: Field): TextKey | null =>
  problems.find(problem => problem.field === field)?.text ?? null

const STEP_OF_PATH: Partial<Record<string, Step>> = {
  name: 'message',
  template_id: 'message',
  template_namespace: 'message',
  language: 'message',
  recipients: 'recipients',
  variables: 'variables',
  parameter_names: 'variables',
  header: 'variables',
  buttons: 'variables',
  batch_size: 'pace',
  batch_interval_ms: 'pace',
  concurrency: 'pace',
  max_retries: 'pace',
  max_error_rate: 'pace',
  max_consecutive_errors: 'pace',
  scheduled_at: 'schedule',
  timezone: 'schedule',
  send_window: 'schedule'
}

/** Where what the server objects to is mended; null: not in this form. */
export const stepOfPath = (path: string): Step | null => STEP_OF_PATH[path.split(/[.[]/)[0] ?? ''] ?? null
