/** What was typed and is not saved, kept by the browser for this tab: a reload or a session that ends loses nothing. */
import { MODULE } from '../../../studio'
import { isRecord } from '../../../api/answer'
import { EMPTY, type FormInput } from './input'

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const keyOf = (id: number | null): string => `${MODULE}.form.${window.BOT_ID ?? ''}.${id ?? 'new'}`

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value)

const NULLABLE = new Set(['variables', 'parameter_names', 'header_kind'])

const KINDS: Partial<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(EMPTY).map(([name, value]) => [name, kindOf(value)])),
  variables: 'array',
  parameter_names: 'array',
  header_kind: 'string'
}

/** Another version may have kept other fields, or of another kind: those are left out. */
export const readKept = (text: string | null): Partial<FormInput> | null => {
  if (text === null) return null
  try {
    const kept: unknown = JSON.parse(text)
    if (!isRecord(kept)) return null
    const usable = Object.entries(kept).filter(
      ([name, value]) => KINDS[name] === kindOf(value) || (value === null && NULLABLE.has(name))
    )
    return Object.fromEntries(usable)
  } catch {
    return null
  }
}

export const recall = (id: number | null, store: Store = sessionStorage): Partial<FormInput> | null =>
  readKept(store.getItem(keyOf(id)))

/** A browser that keeps nothing (private, full) is no reason to stop typing. */
export const keep = (input: FormInput | null, id: number | null, store: Store = sessionStorage): void => {
  try {
    if (input === null) store.removeItem(keyOf(id))
    else store.setItem(keyOf(id), JSON.stringify(input))
  } catch {
    return
  }
}
