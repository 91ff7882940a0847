import net from 'net'
import { isPublicAddress } from './public-address'

/** Why an address that somebody gave is not called at all. */
export interface Refusal {
  code: 'not_an_url' | 'not_http' | 'credentials' | 'private_address'
  detail: string
}

export type CheckedUrl = { kind: 'fine'; url: URL } | { kind: 'refused'; refusal: Refusal }

/**
 * What can be said without asking the DNS. The parser of URLs reads every spelling of an IP address (2130706433,
 * 0x7f.1, 0177.0.0.1) and writes it in one, so that no spelling gets by.
 */
export const checkUrl = (text: string, allowPrivate: boolean): CheckedUrl => {
  const refused = (code: Refusal['code'], detail: string): CheckedUrl => ({
    kind: 'refused',
    refusal: { code, detail }
  })
  const url = parsed(text)
  if (!url) return refused('not_an_url', 'This is no address of a server.')
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return refused('not_http', 'Only http and https are called.')
  if (url.username !== '' || url.password !== '')
    return refused('credentials', 'An address must hold no user and no password.')
  const host = hostOf(url)
  if (!allowPrivate && (isLocalName(host) || (net.isIP(host) !== 0 && !isPublicAddress(host))))
    return refused('private_address', PRIVATE)
  return { kind: 'fine', url }
}

export const PRIVATE =
  'This address is not on the internet, and others are not called (allowPrivateAddresses in the configuration).'

/** Without the brackets that an IPv6 address wears in a URL. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/** These mean this machine whatever a DNS server says. */
const isLocalName = (host: string): boolean => /(^|\.)localhost\.?$/i.test(host)

const parsed = (text: string): URL | undefined => {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
