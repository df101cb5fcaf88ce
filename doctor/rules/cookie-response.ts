import type { Facts, SetCookie } from '../facts.ts'
import { isLocalhost } from '../../shared/core/domain.ts'
import { parseAddress, withoutBrackets } from '../hosts/address.ts'
import { canSkipNetwork } from './page-cache.ts'
import { storeByLists, type CookieQuirks, type StoredByList } from './store-cookie.ts'

/** A response that sets a cookie, and the page that it is for: what the rules of browsers look at. */
export interface CookieResponse {
  pageUrl: URL
  page: Host
  /** The URL whose response it is. */
  url: URL
  host: Host
  cookie: SetCookie
  /** Whether the page may come from a cache or a service worker instead of the network. */
  canSkipNetwork: boolean
  observedAt: string | undefined
}

/** The same with the cookie as one browser stores it. */
export interface StoredResponse extends CookieResponse {
  stored: StoredByList
}

export interface Host {
  name: string
  cnames: string[]
  ipv4: string[]
  ipv6: string[]
}

/** @param pageUrl of another page than the facts', of which nothing else is known */
export function cookieResponse(
  facts: Facts,
  url: URL,
  cookie: SetCookie,
  pageUrl = pageUrlOf(facts),
): CookieResponse {
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

/** Stores the cookie as a browser with these quirks does: once, for all its versions. */
export function storedBy(response: CookieResponse, quirks: CookieQuirks): StoredResponse {
  const { cookie, url, observedAt } = response
  return { ...response, stored: storeByLists(cookie, url, quirks, observedAt) }
}

/** By the facts: cookies of one host share it, and so what its addresses decide. */
const found = new WeakMap<Facts['hosts'], Map<string, Host>>()

/** The DNS facts of a host. A URL's IP address and localhost need no DNS (RFC 6761, section 6.3). */
export function hostOf({ hosts }: Facts, name: string): Host {
  const byName = found.get(hosts) ?? new Map<string, Host>()
  const host = byName.get(name) ?? readHost(hosts, name)
  found.set(hosts, byName.set(name, host))
  return host
}

function readHost(hosts: Facts['hosts'], name: string): Host {
  const known = Object.hasOwn(hosts, name) ? hosts[name] : undefined
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
  // Of any other name nothing is left.
  return [withoutBrackets(name)]
}

/** The page that the browser ends on. */
export function pageUrlOf(facts: Facts): URL {
  return new URL(facts.page.redirects?.at(-1) ?? facts.page.url)
}
