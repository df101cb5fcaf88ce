import type { Case, Exception, Way } from './judgement.ts'
import { firstParty } from './cases.ts'
import type { StoredResponse } from './cookie-response.ts'

const sameConnection: Exception = {
  client: 'the page’s own connection',
  outcome: 'kept',
  text: 'A request right after the page has loaded normally uses the page’s connection, and so its address: then the cookie is kept. A later request may go to another address.',
}

const relay: Exception = {
  client: 'iCloud Private Relay',
  outcome: 'kept',
  text: 'Through Private Relay or another proxy, page and host both have the proxy’s address, and the cookie is kept.',
}

const translation: Exception = {
  client: 'NAT64',
  outcome: 'kept',
  text: 'In networks with IPv6 only (NAT64, as many mobile carriers have), hosts without an IPv6 address share their first 64 bits, and the cookie is kept.',
}

const fallBack: Exception = {
  client: 'a fall-back to IPv4',
  outcome: 'capped',
  text: 'A browser that falls back to IPv4 between the page and the request (RFC 8305) compares an IPv6 address with an IPv4 one, and caps the cookie.',
}

/** Views that cannot be known from elsewhere, where they change what the rule about addresses says. */
export function exceptionsOf(cases: Case[], response: StoredResponse, by: Way): Exception[] {
  const hosts = [firstParty(response, by), response.host]
  if (cases.some(({ rule }) => rule === 'webkit/third-party-address')) {
    const isOwnFetch = by === 'fetch' && response.page.name === response.host.name
    const hasNoIpv6 = hosts.every(({ ipv6 }) => ipv6.length === 0)
    return [...(isOwnFetch ? [sameConnection] : []), relay, ...(hasNoIpv6 ? [translation] : [])]
  }
  // In one range are only addresses of one family: if a host has IPv6, so has the other.
  const hasBoth = hosts.some(({ ipv4 }) => ipv4.length > 0) && response.host.ipv6.length > 0
  return hasBoth && cases.every(({ rule }) => rule === 'webkit/same-range') ? [fallBack] : []
}
