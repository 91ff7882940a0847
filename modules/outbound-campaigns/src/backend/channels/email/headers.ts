import type { Mail, Thread } from './mail'
import { oneLine } from './sender-address'

/** The headers of a mail that say what it is and how to be rid of it. Pure, so that both drivers write the same. */
export type Headers = Record<string, string>

/**
 * `<ref.random@domain>`. The ref finds the attempt again in a bounce or an answer; the random part keeps two databases
 * that send for one domain (a test server and the real one) apart: a mailbox shows only one of two mails with one id.
 */
export const messageIdOf = (ref: string, random: string, domain: string): string =>
  `<${ref.replace(/[^\w.-]/g, '-')}.${random}@${domain}>`

/** The ref in a Message-ID of ours; null: it isn't one. */
export const refOfMessageId = (messageId: string): string | null =>
  /^<?(\d+\.\d+)\.[\da-f]{16}@[^@<>\s]+>?$/.exec(messageId.trim())?.[1] ?? null

/**
 * RFC 2369 and RFC 8058: one header each, and the https address first, because some mail services look at the first only.
 * Post without an https address would promise what nobody keeps.
 */
export const unsubscribeHeaders = (url: string | null, mailbox: string | null, ref: string): Headers => {
  const ways = [
    ...(url === null ? [] : [`<${url}>`]),
    ...(mailbox === null
      ? []
      : [`<mailto:${encodeURI(mailbox)}?subject=${encodeURIComponent(`unsubscribe ${ref}`)}>`])
  ]
  if (url === null || ways.length === 0) return {}
  const oneClick: Headers =
    /^https:/i.test(url) || isThisMachine(url)
      ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
      : {}
  return { 'List-Unsubscribe': ways.join(', '), ...oneClick }
}

/** Where everything runs on one machine there is no https, and the whole way should be seen all the same. */
const isThisMachine = (url: string): boolean =>
  /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])[:/]/i.test(url)

/** RFC 5322 3.6.4; more than some twenty ids make a header that relays refuse. */
const MOST_REFERENCES = 20

export const threadHeaders = (thread: Thread | null): Headers => {
  if (!thread) return {}
  const known = [...thread.references, thread.inReplyTo].map(oneLine).filter(isMessageId)
  const references = known.filter((id, i) => known.indexOf(id) === i)
  const inReplyTo = oneLine(thread.inReplyTo)
  if (!isMessageId(inReplyTo)) return {}
  const [first, ...others] = references
  const kept = [first, ...others.slice(1 - MOST_REFERENCES)].filter(id => id !== undefined)
  return { 'In-Reply-To': inReplyTo, References: kept.join(' ') }
}

const isMessageId = (id: string): boolean => /^<[^<>\s@]+@[^<>\s@]+>$/.test(id)

/** `Re: …` before the subject of the mail that is followed, once. */
export const replySubject = (subject: string): string => {
  const line = oneLine(subject)
  return /^re\s*:/i.test(line) ? line : `Re: ${line}`
}

/** Everything but From, To, Subject, Date and Message-ID, which the composer writes. */
export const headersOf = (mail: Mail, unsubscribeTo: string | null): Headers => ({
  ...unsubscribeHeaders(mail.unsubscribeUrl, unsubscribeTo, mail.ref),
  ...threadHeaders(mail.thread),
  ...(mail.feedbackId === null ? {} : { 'Feedback-ID': oneLine(mail.feedbackId) }),
  // RFC 3834: for what a machine says by itself. On a mail to a lead it would hide their out-of-office answer from us.
  ...(mail.automatic ? { 'Auto-Submitted': 'auto-generated' } : {})
})
