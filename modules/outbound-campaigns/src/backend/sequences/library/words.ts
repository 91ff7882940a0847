import type { Block } from '../../channels/email/default-sequence'
import type { LibraryKind } from './schema'

/** What the ready sequences say in one language. */
export interface LetterWords {
  /** What the step is called. */
  name: string
  subject: string
  preheader: string
  heading: string
  blocks: readonly Block[]
}

export interface LibraryWords {
  /** To people who may never have left their details: it says nothing of why they get it. */
  unsubscribe: { why: string; link: string }
  sequences: Record<LibraryKind, { name: string; description: string }>
  letters: Readonly<Record<string, LetterWords>>
  tasks: Readonly<Record<string, { title: string; note: string }>>
}

export const p = (text: string): Block => ({ kind: 'paragraph', text })
export const question = (text: string): Block => ({ kind: 'question', text })
export const button = (label: string, subject: string): Block => ({ kind: 'button', label, subject })
export const list = (...items: Array<readonly [title: string, text: string]>): Block => ({
  kind: 'list',
  items: items.map(([title, text]) => ({ title, text }))
})
/** Leads to a page that the lead's own field names; without one there is no button. */
export const link = (label: string, field: string): Block => ({ kind: 'link', label, field })
