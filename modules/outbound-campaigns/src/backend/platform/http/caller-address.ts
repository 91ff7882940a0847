import type { Request } from 'express'
import ipaddr from 'ipaddr.js'

/**
 * Where a call comes from, for limits of rates: the address itself where it is one of the internet, else the nearest that
 * a proxy in front wrote down. Anybody behind such a proxy may make one up; what must not be passed by that is limited by
 * its key as well.
 */
export const callerAddress = (req: Pick<Request, 'ip' | 'headers'>): string => {
  const direct = addressIn(req.ip ?? '')
  if (isPublic(direct)) return direct.toNormalizedString()
  const header = req.headers['x-forwarded-for']
  const forwarded = (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .slice(0, 1_000)
    .split(',')
    .map(addressIn)
    .filter(isPublic)
  return (forwarded[forwarded.length - 1] ?? direct)?.toNormalizedString() ?? 'unknown'
}

type Address = ipaddr.IPv4 | ipaddr.IPv6

const addressIn = (text: string): Address | null => {
  const written = text.trim().replace(/%.*$/, '')
  return ipaddr.isValid(written) ? ipaddr.process(written) : null
}

const isPublic = (address: Address | null): address is Address => address?.range() === 'unicast'
