import type { Block, Letter } from './layout'

/** The five mails, in their order, each with the days after the one before: they arrive on the days 0, 3, 7, 10 and 14. */
export const ORDER = [
  { key: 'welcome', delay_days: 0 },
  { key: 'learn_more', delay_days: 3 },
  { key: 'how_we_help', delay_days: 4 },
  { key: 'success_stories', delay_days: 3 },
  { key: 'schedule_conversation', delay_days: 4 }
] as const

export type LetterKey = (typeof ORDER)[number]['key']

export interface LetterWords {
  /** What the step is called. */
  name: string
  subject: string
  preheader: string
  heading: string
  blocks: readonly Block[]
}

/** Everything that is said in one language. */
export interface Words extends Pick<Letter, 'greeting' | 'goodbye' | 'unsubscribe'> {
  letters: Record<LetterKey, LetterWords>
}
