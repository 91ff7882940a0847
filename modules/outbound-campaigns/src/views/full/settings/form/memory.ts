/**
 * What was typed and is not saved, kept by the browser for this tab: another screen, a reload or a session that ends
 * loses nothing. Secrets are not kept.
 */
import { isRecord } from '../../../api/answer'
import { MODULE } from '../../../studio'
import type { Field, SettingsInput } from './input'
import { FIELD_NAMES } from './objections'

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
type Typed = Partial<SettingsInput>

const SECRETS: readonly Field[] = ['slack_webhook_url', 'webhook_url']

const keyOf = (): string => `${MODULE}.settings.${window.BOT_ID ?? ''}`

/** Of the form that the field has now: another version may have kept it in another. */
const isLike = (value: unknown, model: unknown): boolean => {
  if (Array.isArray(model)) return Array.isArray(value)
  if (isRecord(model))
    return isRecord(value) && Object.keys(model).every(name => isLike(value[name], model[name]))
  return typeof value === typeof model
}

export const readKept = (text: string | null, model: SettingsInput): Typed => {
  if (text === null) return {}
  try {
    const kept: unknown = JSON.parse(text)
    if (!isRecord(kept)) return {}
    const usable = FIELD_NAMES.filter(
      name => name in kept && !SECRETS.includes(name) && isLike(kept[name], model[name])
    )
    return Object.fromEntries(usable.map(name => [name, kept[name]]))
  } catch {
    return {}
  }
}

export const recall = (model: SettingsInput, store: Store = sessionStorage): Typed =>
  readKept(store.getItem(keyOf()), model)

/** A browser that keeps nothing (private, full) is no reason to stop typing. */
export const keep = (typed: Typed, store: Store = sessionStorage): void => {
  const names = (Object.keys(typed) as Field[]).filter(name => !SECRETS.includes(name))
  try {
    if (names.length === 0) store.removeItem(keyOf())
    else store.setItem(keyOf(), JSON.stringify(Object.fromEntries(names.map(name => [name, typed[name]]))))
  } catch {
    return
  }
}
