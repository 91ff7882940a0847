import { DEFAULT_OPT_IN_WORDS, DEFAULT_OPT_OUT_WORDS, wordsSchema } from '../platform/settings/stop-words'

/**
 * Words by which people ask not to be written to any more, and to be written to again. Only the whole message counts,
 * without case, accents, punctuation and the spaces between: "¡Baja!" is one, "baja el precio" isn't.
 */
export { DEFAULT_OPT_IN_WORDS, DEFAULT_OPT_OUT_WORDS, wordsSchema }

export const plainWords = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

export interface Words {
  opt_out_words: readonly string[]
  opt_in_words: readonly string[]
}

export type Wish = 'out' | 'in'

/** Reads what people want from what they said or tapped. Leaving is the stronger wish where a word stands for both. */
export const wishReader = ({ opt_out_words: out, opt_in_words: back }: Words) => {
  const wishes = new Map<string, Wish>([
    ...back.map((word): [string, Wish] => [plainWords(word), 'in']),
    ...out.map((word): [string, Wish] => [plainWords(word), 'out'])
  ])
  wishes.delete('')
  return (...said: ReadonlyArray<string | null>): Wish | undefined => {
    const heard = said.flatMap(text => (text === null ? [] : (wishes.get(plainWords(text)) ?? [])))
    return heard.includes('out') ? 'out' : heard[0]
  }
}
