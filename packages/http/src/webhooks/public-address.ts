import ipaddr from 'ipaddr.js'

/** What is given out of IPv6; the rest belongs to nobody, or to networks of one's own. */
const GIVEN_OUT = ipaddr.IPv6.parseCIDR('2000::/3')
/** For documentation, and newer than what the library knows. */
const DOCUMENTATION = ipaddr.IPv6.parseCIDR('3fff::/20')

/**
 * Whether a numeric address is one of the public internet. What carries an IPv4 address inside (mapped, 6to4, NAT64, Teredo)
 * is none, whatever it carries: nobody has a receiver there.
 */
export function isPublicAddress(address: string): boolean {
  // A zone names an interface of this machine.
  if (address.includes('%')) return false
  // Only what a resolver gives; other spellings of numbers are for attackers.
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address).range() === 'unicast'
  if (!ipaddr.IPv6.isValid(address)) return false
  const parsed = ipaddr.IPv6.parse(address)
  return parsed.range() === 'unicast' && parsed.match(GIVEN_OUT) && !parsed.match(DOCUMENTATION)
}
