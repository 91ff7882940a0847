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

/** A count twice: `count` chooses the plural form, `n` is how it is written. */
export const counted = (count: number, write: (count: number) => string): { count: number; n: string } => ({
  count,
  n: write(count)
})
