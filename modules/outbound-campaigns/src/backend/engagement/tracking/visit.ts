import { createHmac } from 'crypto'
import type { Request } from 'express'
import ipaddr from 'ipaddr.js'
import { storable } from '../../platform/text'
import { IMAGE_PROXIES, nameOf } from '../verdict/agents'
import type { Visit } from '../verdict/rules'

/**
 * What a request tells about who made it. The address itself is not kept: of it remain whose network it is, where that
 * says something, and a digest by which requests from one place are known until their verdict is final.
 */
export type RequestFacts = Omit<Visit, 'type' | 'sinceSent'> & {
  origin: string | null
  country: string | null
}

const LONGEST_AGENT = 300

/** Apple's own. Most of Mail Privacy Protection comes through other companies' networks and is known by its user agent. */
const APPLE = ['17.0.0.0/8', '2620:149::/32', '2a01:b740::/32', '2403:300::/32'].map(range =>
  ipaddr.parseCIDR(range)
)

const COUNTRY_HEADERS = [
  'cf-ipcountry',
  'cloudfront-viewer-country',
  'x-vercel-ip-country',
  'x-appengine-country',
  'x-azure-geo-country',
  'x-country-code'
]
/** What proxies say when they don't know. */
const NO_COUNTRY = new Set(['XX', 'ZZ', 'T1', 'AP', 'EU'])

export const factsOf = (req: Request, secret: string): RequestFacts => {
  const userAgent = storable(headerOf(req, 'user-agent')).slice(0, LONGEST_AGENT)
  const purposes = ['purpose', 'sec-purpose', 'x-purpose', 'x-moz']
    .map(name => headerOf(req, name))
    .filter(Boolean)
  return {
    method: req.method === 'HEAD' ? 'HEAD' : 'GET',
    userAgent,
    purpose: purposes.length > 0 ? storable(purposes.join(' ')).slice(0, 100) : null,
    network: networkOf(req),
    origin: originOf(req, userAgent, secret),
    country: countryOf(req)
  }
}

const headerOf = ({ headers }: Pick<Request, 'headers'>, name: string): string => {
  const value = headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

const addressOf = (written: string | undefined): ipaddr.IPv4 | ipaddr.IPv6 | null => {
  const text = (written ?? '').trim().replace(/%.*$/, '')
  return ipaddr.isValid(text) ? ipaddr.process(text) : null
}

const isPublic = (address: ipaddr.IPv4 | ipaddr.IPv6 | null): boolean => address?.range() === 'unicast'

/**
 * The sender as the nearest proxy wrote it. Anybody can write the header; but who does so only makes up where they
 * themselves are, and what follows from it is whether their own click counts.
 */
const sender = (req: Request): ipaddr.IPv4 | ipaddr.IPv6 | null => {
  const direct = addressOf(req.ip)
  if (isPublic(direct)) return direct
  const forwarded = headerOf(req, 'x-forwarded-for').split(',').map(addressOf).filter(isPublic)
  return forwarded[forwarded.length - 1] ?? null
}

const networkOf = (req: Request): 'apple' | null => {
  const address = sender(req)
  if (!address) return null
  const isApple = APPLE.some(([range, bits]) => address.kind() === range.kind() && address.match(range, bits))
  return isApple ? 'apple' : null
}

/**
 * null where it would tell nobody from anybody: behind a proxy that keeps the addresses to itself all of the world is in
 * one place, and so it is behind Gmail's image proxy.
 */
const originOf = (req: Request, userAgent: string, secret: string): string | null => {
  const address = sender(req)
  if (!address || nameOf(IMAGE_PROXIES, userAgent) !== null) return null
  return createHmac('sha256', secret)
    .update(`${address.toNormalizedString()}\n${userAgent}`)
    .digest('hex')
    .slice(0, 32)
}

const countryOf = (req: Request): string | null => {
  const found = COUNTRY_HEADERS.map(name => headerOf(req, name).toUpperCase()).find(
    country => /^[A-Z]{2}$/.test(country) && !NO_COUNTRY.has(country)
  )
  return found ?? null
}
