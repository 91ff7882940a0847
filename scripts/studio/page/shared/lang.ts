/**
 * `lang` of `botpress/shared`: one flat table per language, made of what was extended; English stands in for a key
 * that the user's language lacks, and an unknown key is answered with itself.
 */
import type { Texts } from '../window'
import { formatMessage, type Values } from './message-format'

const DEFAULT_LOCALE = 'en'

const flatten = (texts: Texts, into: Map<string, string>, path = ''): void => {
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') into.set(path + key, value)
    else flatten(value, into, `${path}${key}.`)
  }
}

export const createLang = (locale: string) => {
  const tables = new Map<string, Map<string, string>>()

  return {
    defaultLocale: DEFAULT_LOCALE,
    /** Botpress reads the user's choice again here; ours is given once by the host. */
    init: (): void => undefined,
    extend: (languages: Record<string, Texts>): void => {
      for (const [language, texts] of Object.entries(languages)) {
        const table = tables.get(language) ?? new Map<string, string>()
        tables.set(language, table)
        flatten(texts, table)
      }
    },
    getLocale: (): string => locale,
    getAvailable: (): string[] => Array.from(tables.keys()),
    tr: (id: string | Record<string, string>, values: Values = {}): string => {
      if (typeof id === 'object') return id[locale] ?? id[DEFAULT_LOCALE] ?? ''
      const message = tables.get(locale)?.get(id) ?? tables.get(DEFAULT_LOCALE)?.get(id)
      return message === undefined ? id : formatMessage(message, values, locale)
    }
  }
}

export type Lang = ReturnType<typeof createLang>
