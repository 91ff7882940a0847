/**
 * Whether a machine answered, by what the answer's headers say (RFC 3834 and its forerunners). Headers are sure where
 * words are not: they go first.
 */
export type Headers = Readonly<Record<string, string>>

interface Sign {
  header: string
  pattern: RegExp
}

const SIGNS: readonly Sign[] = [
  { header: 'auto-submitted', pattern: /^(?!no\b)\s*\S/i },
  { header: 'x-auto-response-suppress', pattern: /\b(?:all|oof|autoreply)\b/i },
  { header: 'x-autoreply', pattern: /^(?!no\b)\s*\S/i },
  { header: 'x-autorespond', pattern: /\S/ },
  { header: 'x-autoresponder', pattern: /\S/ },
  { header: 'x-autoreply-from', pattern: /\S/ },
  { header: 'x-mail-autoreply', pattern: /\S/ },
  { header: 'x-ms-exchange-generated-message-source', pattern: /(?:mailbox rules|oof)/i },
  { header: 'x-facebook-notify', pattern: /\S/ },
  { header: 'preference', pattern: /auto_reply/i },
  { header: 'precedence', pattern: /^\s*(?:auto_reply|bulk|junk)\b/i },
  { header: 'return-path', pattern: /^\s*<>\s*$/ }
]

export const isAutomaticByHeaders = (headers: Headers): boolean =>
  SIGNS.some(({ header, pattern }) => pattern.test(headers[header] ?? ''))

/** They say that a person wrote it. `Auto-Submitted: no` is what some mail programs of people write. */
export const isPersonalByHeaders = (headers: Headers): boolean =>
  /^\s*no\b/i.test(headers['auto-submitted'] ?? '')
