import ipaddr from 'ipaddr.js'
import { isSameSite } from './same-site.ts'

export interface Place {
  url: URL
  addresses: string[]
}

/**
 * Why doctor must send nothing to where the page leads, but the page's own load: it is somebody
 * else's site, or in this machine's network, which the user did not name.
 */
export function whyElsewhere(named: Place, shown: Place): string | undefined {
  if (!isSameSite(named.url, shown.url)) return 'the page redirects to another site'
  if (named.url.hostname === shown.url.hostname || named.addresses.some(isPrivate)) return undefined
  return shown.addresses.some(isPrivate)
    ? 'the page redirects to an address of a private network'
    : undefined
}

const privateRanges = new Set([
  'carrierGradeNat',
  'linkLocal',
  'loopback',
  'private',
  'uniqueLocal',
  'unspecified',
])

/** An IPv4 address within IPv6 is what it is in IPv4. */
function isPrivate(address: string): boolean {
  return privateRanges.has(ipaddr.process(address).range())
}
