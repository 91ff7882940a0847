/**
 * A step as the panel holds it. Where it stands is not in it: that is its place in the tree. New ones begin with nothing
 * in them, and say so until it is filled in.
 */
import type { GivenStep, StepType } from '../../../api/sequences'

type Body<S> = S extends unknown
  ? Omit<S, 'id' | 'position' | 'parent_key' | 'branch' | 'key'> & { key: string }
  : never

export type StepBody = Body<GivenStep>
export type BodyOf<Type extends StepType> = Extract<StepBody, { type: Type }>
export type Config<Type extends StepType> = BodyOf<Type>['config']

export const STEP_TYPES = [
  'email',
  'whatsapp',
  'wait',
  'task',
  'condition',
  'webhook'
] as const satisfies readonly StepType[]

export const newStep = (type: StepType, key: string): StepBody => {
  const place = { key, delay_days: 0, delay_hours: 0 }
  switch (type) {
    case 'email':
      return {
        ...place,
        type,
        config: { subject: '', html: '', text: null, preheader: null, in_thread: null, on_failure: 'stop' }
      }
    case 'whatsapp':
      return {
        ...place,
        type,
        config: {
          template_id: '',
          template_namespace: null,
          language: 'es_MX',
          variables: [],
          parameter_names: null,
          header: null,
          buttons: null,
          on_failure: 'continue'
        }
      }
    case 'wait':
      return { ...place, delay_days: 1, type, config: {} }
    case 'task':
      return {
        ...place,
        type,
        config: { title: '', note: null, due_days: 1, due_hours: 0, blocks: true }
      }
    case 'condition':
      return {
        ...place,
        type,
        config: {
          check: { kind: 'opened', step_key: null },
          within_days: 2,
          within_hours: 0,
          after_yes: 'continue',
          after_no: 'continue'
        }
      }
    case 'webhook':
      return {
        ...place,
        type,
        config: { url: '', secret: null, data: {}, timeout_seconds: 30, on_failure: 'continue' }
      }
  }
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/**
 * A key that this sequence never had: people who had a step are known by its key, and steps that are gone by now are not
 * in the list to be looked at.
 */
export const newKey = (type: StepType, taken: ReadonlySet<string>, random = Math.random): string => {
  for (;;) {
    const ending = Array.from({ length: 5 }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('')
    const key = `${type}-${ending}`
    if (!taken.has(key)) return key
  }
}
