/**
 * Which buttons take somebody off the list: those whose text or answer is one of the bot's opt-out words. Read as the
 * server reads what people say: the whole of it, without case, accents and punctuation.
 */
import type { Settings } from '../../../api/settings'

export const plainWords = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Whether any of what a tap says is an opt-out. */
export type OptOutReader = (...said: string[]) => boolean

/** null: the settings are not known yet, and nobody is told anything. */
export const optOutReader = (settings: Pick<Settings, 'opt_out_words'> | null): OptOutReader => {
  const words = new Set((settings ? settings.opt_out_words : []).map(plainWords))
  words.delete('')
  return (...said) => said.some(text => words.has(plainWords(text)))
}
