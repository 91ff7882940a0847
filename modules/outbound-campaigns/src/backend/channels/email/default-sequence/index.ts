import { english } from './english'
import { letterHtml, letterText } from './layout'
import { ORDER, type LetterKey, type Words } from './letters'
import { spanish } from './spanish'

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
  const { letters, ...words } = WORDS[language]
  return ORDER.map(({ key, delay_days }) => {
    const { name, subject, preheader, heading, blocks } = letters[key]
    const letter = { language, heading, blocks, ...words }
    return { key, name, subject, preheader, html: letterHtml(letter), text: letterText(letter), delay_days }
  })
}
