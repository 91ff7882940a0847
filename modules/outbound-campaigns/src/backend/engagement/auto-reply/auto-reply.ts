import { isAutomaticByHeaders, isPersonalByHeaders } from './headers'
import { returnDate, type ReturnSettings } from './return-date'
import { isAutomaticByWords } from './words'

/** What is known of an answer: any of it may be missing. */
export interface Answer {
  /** By name in small letters. */
  headers: Readonly<Record<string, string>>
  subject: string
  text: string
}

export type AnswerKind = { kind: 'person' } | { kind: 'machine'; signal: string; returnAt: number | null }

/** Who answered: they, or a machine of theirs. What headers say goes before what words say. */
export const whoAnswered = (answer: Answer, settings: ReturnSettings): AnswerKind => {
  const machine = (signal: string): AnswerKind => ({
    kind: 'machine',
    signal,
    returnAt: returnDate(`${answer.subject}\n${answer.text}`, settings)
  })
  if (isAutomaticByHeaders(answer.headers)) return machine('auto_reply_headers')
  if (isPersonalByHeaders(answer.headers)) return { kind: 'person' }
  return isAutomaticByWords(answer) ? machine('auto_reply_words') : { kind: 'person' }
}
