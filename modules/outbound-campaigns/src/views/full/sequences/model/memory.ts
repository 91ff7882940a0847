/**
 * A sequence that was changed and not saved, kept by the browser: a reload, a session that ends, another day lose
 * nothing. It is kept with the revision it was begun from: if the server has another one by then, somebody decides.
 * Secrets that were typed are not kept.
 */
import { isRecord } from '../../../api/answer'
import type { GivenStep } from '../../../api/sequences'
import { MODULE } from '../../../studio'
import type { Draft } from './draft'
import { newStep, STEP_TYPES, type StepBody } from './step'
import { listOf, treeOf } from './tree'

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export interface Kept {
  revision: number
  draft: Draft
}

const keyOf = (id: number): string => `${MODULE}.sequence.${window.BOT_ID ?? ''}.${id}`

/** As the server shows a secret, and takes it for "as it is". */
const SET = 'set'

const withoutSecret = <T extends StepBody>(step: T): T =>
  step.type === 'webhook' && step.config.secret !== null
    ? { ...step, config: { ...step.config, secret: SET } }
    : step

export const written = ({ revision, draft }: Kept): string =>
  JSON.stringify({ revision, ...draft, steps: listOf(draft.steps).map(withoutSecret) })

/** Another version of the panel may have kept something else: that is nothing to go on with. */
const isStep = (value: unknown): value is GivenStep & { key: string } => {
  if (!isRecord(value) || typeof value.key !== 'string' || !isRecord(value.config)) return false
  const type = STEP_TYPES.find(one => one === value.type)
  if (type === undefined || typeof value.delay_days !== 'number' || typeof value.delay_hours !== 'number')
    return false
  const config: Record<string, unknown> = value.config
  return Object.keys(newStep(type, '').config).every(name => name in config)
}

const hasAll = (value: unknown, model: object): value is Record<string, unknown> =>
  isRecord(value) && Object.keys(model).every(name => name in value)

export const read = (text: string | null, model: Draft): Kept | null => {
  if (text === null) return null
  try {
    const kept: unknown = JSON.parse(text)
    if (!isRecord(kept) || typeof kept.revision !== 'number') return null
    const { fields, settings, steps } = kept
    if (!hasAll(fields, model.fields) || !hasAll(settings, model.settings)) return null
    if (!Array.isArray(steps) || !steps.every(isStep)) return null
    return {
      revision: kept.revision,
      draft: {
        fields: { ...model.fields, ...fields },
        settings: { ...model.settings, ...settings },
        steps: treeOf(steps)
      }
    }
  } catch {
    return null
  }
}

export const recall = (id: number, model: Draft, store: Store = localStorage): Kept | null => {
  try {
    return read(store.getItem(keyOf(id)), model)
  } catch {
    return null
  }
}

/** A browser that keeps nothing (private, full) is no reason to stop working. */
export const keep = (id: number, kept: Kept | null, store: Store = localStorage): void => {
  try {
    if (kept === null) store.removeItem(keyOf(id))
    else store.setItem(keyOf(id), written(kept))
  } catch {
    return
  }
}
