import ipaddr from 'ipaddr.js'

/**
 * Whether an address is of no public host: closed by default, so only what is assigned for the internet
 * is public. An IPv4 address within IPv6 is what it is in IPv4: mapped, behind NAT64 (64:ff9b::/96,
 * RFC 6052), or 6to4 (RFC 3056). 64:ff9b:1::/48 is for networks' own use (RFC 8215).
 */
export function isPrivateAddress(address: string): boolean {
  const read = ipaddr.process(address)
  if (read instanceof ipaddr.IPv4) return read.range() !== 'unicast'
  const octets = read.toByteArray()
  if (read.match(ipaddr.IPv6.parseCIDR('64:ff9b::/96'))) return isPrivateIpv4(octets.slice(12))
  if (read.range() === '6to4') return isPrivateIpv4(octets.slice(2, 6))
  // Global unicast (RFC 4291, section 2.4): what is outside has another use, or none.
  return read.range() !== 'unicast' || octets[0] >> 5 !== 1
}

function isPrivateIpv4(octets: number[]): boolean {
  return new ipaddr.IPv4(octets).range() !== 'unicast'
}
