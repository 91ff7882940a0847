/** The module's words in the user's language. The compiler knows every key, so a misspelt one does not build. */
import { lang } from 'botpress/shared'
import type en from '../translations/en.json'
import { MODULE } from './studio'

type Paths<Texts> = {
  [Key in keyof Texts & string]: Texts[Key] extends string ? Key : `${Key}.${Paths<Texts[Key]>}`
}[keyof Texts & string]

export type TextKey = Paths<typeof en>

export const t = (key: TextKey, values?: Record<string, string | number>): string =>
  lang.tr(`module.${MODULE}.${key}`, values)

/** A moment as the reader's own clock shows it. */
export const clockTime = (iso: string): string =>
  new Date(iso).toLocaleTimeString(lang.getLocale(), {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit'
  })
