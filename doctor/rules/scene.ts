import type { Facts, SetCookie } from '../facts.ts'
import { isLocalhost } from '../../shared/config/hosts.ts'
import { parseAddress, withoutBrackets } from '../hosts/address.ts'
import { canSkipNetwork } from './page-cache.ts'

/** What the browsers' rules look at: a page, a host that sets a cookie, and the cookie. */
export interface Scene {
  pageUrl: URL
  page: Host
  /** The URL whose answer sets the cookie. */
  url: URL
  host: Host
  cookie: SetCookie
  /** Whether the page may come from a cache or a service worker instead of the network. */
  canSkipNetwork: boolean
  observedAt: string | undefined
}

export interface Host {
  name: string
  cnames: string[]
  ipv4: string[]
  ipv6: string[]
}

/** The facts about a cookie that this URL's answer sets. */
export function sceneOf(facts: Facts, url: URL, cookie: SetCookie): Scene {
  const pageUrl = pageUrlOf(facts)
  return {
    pageUrl,
    page: hostOf(facts, pageUrl.hostname),
    url,
    host: hostOf(facts, url.hostname),
    cookie,
    canSkipNetwork: canSkipNetwork(facts.page, facts.observedAt),
    observedAt: facts.observedAt,
  }
}

/** The DNS facts of a host. A URL's IP address and localhost need no DNS (RFC 6761, section 6.3). */
export function hostOf(facts: Facts, name: string): Host {
  const known = Object.hasOwn(facts.hosts, name) ? facts.hosts[name] : undefined
  const addresses = known?.addresses ?? literalAddresses(name)
  return {
    name,
    cnames: known?.cnames ?? [],
    ipv4: addresses.filter((address) => parseAddress(address)?.family === 'IPv4'),
    ipv6: addresses.filter((address) => parseAddress(address)?.family === 'IPv6'),
  }
}

function literalAddresses(name: string): string[] {
  if (isLocalhost(name)) return ['127.0.0.1', '::1']
  const address = withoutBrackets(name)
  return parseAddress(address) ? [address] : []
}

/** The page that the browser ends on. */
export function pageUrlOf(facts: Facts): URL {
  return new URL(facts.page.redirects?.at(-1) ?? facts.page.url)
}
