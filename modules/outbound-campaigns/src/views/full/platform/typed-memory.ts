/**
 * What was typed into a form and is not saved, kept by the browser for this tab: another screen, a reload or a session
 * that ends loses nothing. Secrets are not kept.
 */
import { isRecord } from '../../api/answer'
import { MODULE } from '../../studio'

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Of the form that the field has now: another version may have kept it in another. */
const isLike = (value: unknown, model: unknown): boolean => {
  if (Array.isArray(model)) return Array.isArray(value)
  if (isRecord(model))
    return isRecord(value) && Object.keys(model).every(name => isLike(value[name], model[name]))
  return typeof value === typeof model
}

/** What was kept, as far as it still fits to what the form is now. */
export const readTyped = <T extends object>(
  text: string | null,
  model: T,
  secrets: ReadonlyArray<keyof T> = []
): Partial<T> => {
  if (text === null) return {}
  try {
    const kept: unknown = JSON.parse(text)
    if (!isRecord(kept)) return {}
    const usable = (Object.keys(model) as Array<keyof T & string>).filter(
      name => name in kept && !secrets.includes(name) && isLike(kept[name], model[name])
    )
    return Object.fromEntries(usable.map(name => [name, kept[name]])) as Partial<T>
  } catch {
    return {}
  }
}

export const typedMemory = <T extends object>(form: string, secrets: ReadonlyArray<keyof T> = []) => {
  const key = (): string => `${MODULE}.${form}.${window.BOT_ID ?? ''}`
  return {
    recall: (model: T, store: Store = sessionStorage): Partial<T> =>
      readTyped(store.getItem(key()), model, secrets),
    /** A browser that keeps nothing (private, full) is no reason to stop typing. */
    keep(typed: Partial<T>, store: Store = sessionStorage): void {
      const names = (Object.keys(typed) as Array<keyof T>).filter(name => !secrets.includes(name))
      try {
        if (names.length === 0) store.removeItem(key())
        else store.setItem(key(), JSON.stringify(Object.fromEntries(names.map(name => [name, typed[name]]))))
      } catch {
        return
      }
    }
  }
}
