/** What a phone shows of a message, from what the sandbox has done with it. */
import type { SandboxMessage } from '../api'

export type Tick = 'accepted' | 'submitted' | 'delivered' | 'read' | 'failed' | 'refused'

const RANK: Partial<Record<string, Tick>> = { read: 'read', delivered: 'delivered', submitted: 'submitted' }
const FURTHEST_FIRST = ['read', 'delivered', 'submitted']

type Told = Pick<SandboxMessage, 'accepted' | 'statuses'>

const failureIn = ({ statuses }: Told) =>
  statuses.find(({ status }) => status === 'rejected' || status === 'undeliverable')

/** Statuses come out of order and more than once: the furthest counts, and a failure counts before all. */
export const tickOf = (message: Told): Tick => {
  if (!message.accepted) return 'refused'
  if (failureIn(message)) return 'failed'
  const furthest = FURTHEST_FIRST.find(wanted => message.statuses.some(({ status }) => status === wanted))
  return (furthest !== undefined && RANK[furthest]) || 'accepted'
}

export const errorCodeOf = (message: Told): string | null => failureIn(message)?.error_code ?? null

export interface Phone {
  number: string
  last: SandboxMessage
  count: number
}

/** Messages come newest first; so do the phones. */
export const phonesOf = (messages: readonly SandboxMessage[]): Phone[] => {
  const phones = new Map<string, Phone>()
  for (const message of messages) {
    const known = phones.get(message.to)
    if (known) known.count += 1
    else phones.set(message.to, { number: message.to, last: message, count: 1 })
  }
  return Array.from(phones.values())
}

export interface Span {
  style: 'plain' | 'bold' | 'italic' | 'strike'
  text: string
}

const MARKED = /(\*[^\s*](?:[^*\n]*[^\s*])?\*|_[^\s_](?:[^_\n]*[^\s_])?_|~[^\s~](?:[^~\n]*[^\s~])?~)/
const STYLES: Partial<Record<string, Span['style']>> = { '*': 'bold', _: 'italic', '~': 'strike' }

/** WhatsApp's own marks for bold, italic and struck out. */
export const spansOf = (text: string): Span[] =>
  text
    .split(MARKED)
    .filter(part => part !== '')
    .map(part => {
      const style = MARKED.test(part) ? STYLES[part.charAt(0)] : undefined
      return style === undefined ? { style: 'plain', text: part } : { style, text: part.slice(1, -1) }
    })
