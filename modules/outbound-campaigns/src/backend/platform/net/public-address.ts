import ipaddr from 'ipaddr.js'

/**
 * Whether an address belongs to the internet at large: not to this machine, its network, its cloud's metadata service or
 * anything that is set aside for a purpose of its own.
 */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  // Of IPv6 only this part is given out. The rest holds forms in which an IPv4 address hides, such as ::127.0.0.1.
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST)
}

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')
