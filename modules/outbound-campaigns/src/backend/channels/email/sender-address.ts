import { normalizeEmail } from '../../platform/email/address'

/** A mailbox with the name that people read, as it stands in From and Reply-To. */
export interface NamedAddress {
  name: string
  address: string
}

/** `Casa Nopal <ventas@example.com>` or the address alone; null where there is no address in it. */
export const parseNamedAddress = (written: string): NamedAddress | null => {
  const [, name = '', inside] = /^\s*([^<>]*?)\s*<([^<>]+)>\s*$/.exec(written) ?? []
  const email = normalizeEmail(inside ?? written)
  if (email.kind === 'invalid') return null
  return { name: oneLine(name.replace(/^"(.*)"$/, '$1').replace(/\\(.)/g, '$1')), address: email.person }
}

interface Names {
  fromName?: string | null
  replyTo?: string | null
}

/** Whom a mail is from: the account's address, under the name that the mail wants. */
export const fromOf = ({ from }: { from: NamedAddress }, { fromName }: Names): NamedAddress => ({
  name: oneLine(fromName ?? '') || from.name,
  address: from.address
})

/** Where a mail's answers go; null: to the sender. */
export const replyToOf = (
  account: { replyTo: NamedAddress | null },
  { replyTo }: Names
): NamedAddress | null => (replyTo ? parseNamedAddress(replyTo) : null) ?? account.replyTo

/** Nothing in it can end a header. */
export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)
