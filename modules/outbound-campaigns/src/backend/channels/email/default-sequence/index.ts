import { english } from './english'
import { letterHtml, letterText, type Letter } from './layout'
import { ORDER, type LetterKey, type Words } from './letters'
import { spanish } from './spanish'

export type { Block } from './layout'

export interface DefaultMail {
  key: LetterKey
  name: string
  subject: string
  /** What a mailbox shows behind the subject; `renderMail` puts it in. */
  preheader: string
  html: string
  text: string
  /** Days after the mail before. */
  delay_days: number
}

const WORDS: Record<'es' | 'en', Words> = { es: spanish, en: english }

/** The default sequence's mails, as templates: welcome, learn more, how we can help, success stories, a conversation. */
export const defaultMails = (language: 'es' | 'en'): DefaultMail[] => {
  const { letters } = WORDS[language]
  return ORDER.map(({ key, delay_days }) => {
    const { name, subject, preheader } = letters[key]
    return { key, name, subject, preheader, ...writtenLetter(language, letters[key]), delay_days }
  })
}

/** A letter in the layout of the default sequence, with its greeting and goodbye; its way out may say why in other words. */
export const writtenLetter = (
  language: 'es' | 'en',
  { heading, blocks, unsubscribe }: Pick<Letter, 'heading' | 'blocks'> & Partial<Pick<Letter, 'unsubscribe'>>
): { html: string; text: string } => {
  const { letters, ...words } = WORDS[language]
  const letter = { language, heading, blocks, ...words, ...(unsubscribe && { unsubscribe }) }
  return { html: letterHtml(letter), text: letterText(letter) }
}
