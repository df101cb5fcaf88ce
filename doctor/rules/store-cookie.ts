import { isPublicSuffix } from '../../shared/config/hosts.ts'
import { longestLife } from '../../shared/config/defaults.ts'
import { cookiePath } from '../parse-set-cookie.ts'
import type { SetCookie } from '../facts.ts'
import { isAddress } from '../hosts/address.ts'
import { domainMatches } from '../hosts/domain.ts'
import { isLoopback } from '../../shared/core/domain.ts'
import { askedLife, attribute, hasUnreadDate, octetsOf } from './cookie-attributes.ts'
import { refusals, type Refusal } from './cookie-rules.ts'

export { longestLife }

/** What Safari cuts to, in seconds: WebKit's m_ageCapForCNAMECloakedCookies. */
export const cappedLife = 604_800

/** A cookie as a browser stores it. */
export interface StoredCookie {
  /** Host or domain it goes to. */
  domain: string
  isHostOnly: boolean
  path: string
  /** Seconds; null: until the browser closes. */
  life: number | null
  sameSite: 'Strict' | 'Lax' | 'None' | 'unset'
  isSecure: boolean
  isHttpOnly: boolean
  isPartitioned: boolean
}

/** What a browser does otherwise than the standard (RFC 6265bis) has it, or leaves to browsers. */
export interface CookieQuirks {
  refusesNameless: boolean
  /** Whether a Secure cookie is refused over http on this machine. */
  refusesSecureOnLocalhost: boolean
  /** Whether SameSite=None and Partitioned are refused without Secure. */
  wantsSecure: boolean
  /** Whether prefixes of names count in any case, and `__Http-` is one. */
  knowsAllPrefixes: boolean
  /** Whether it reads an Expires that `isSafariDate` refuses. */
  readsAllDates: boolean
  /** Whether its list of public suffixes surely has the private section. */
  hasPrivateSuffixes: boolean
}

/** As the standard has it: Firefox and Chrome. */
export const standardCookies: CookieQuirks = {
  refusesNameless: false,
  refusesSecureOnLocalhost: false,
  wantsSecure: true,
  knowsAllPrefixes: true,
  readsAllDates: true,
  hasPrivateSuffixes: true,
}

/** A cookie as it is stored, or the rule that refuses it, and all that would. */
export type Stored = StoredCookie | { refusedBy: Refusal; all: Refusal[] }

/** The same by a list of public suffixes with its private section, and by one without if the browser's may be so. */
export interface StoredByList {
  byFullList: Stored
  byPublicList: Stored
}

export function storeByLists(
  cookie: SetCookie,
  url: URL,
  quirks: CookieQuirks,
  observedAt: string | undefined,
): StoredByList {
  const byFullList = storeCookie(cookie, url, quirks, observedAt)
  const byPublicList = quirks.hasPrivateSuffixes
    ? byFullList
    : storeCookie(cookie, url, quirks, observedAt, false)
  return { byFullList, byPublicList }
}

/**
 * Reads the attributes and refuses what a browser with these quirks refuses (RFC 6265bis, section 5.7).
 *
 * @param observedAt when the cookie was set, ISO 8601: what Expires is counted from
 */
export function storeCookie(
  cookie: SetCookie,
  url: URL,
  quirks: CookieQuirks,
  observedAt: string | undefined,
  hasPrivateSuffixes = true,
): Stored {
  const life = quirks.readsAllDates || !hasUnreadDate(cookie) ? askedLife(cookie, observedAt) : null
  const stored = readAttributes(cookie, url, life, hasPrivateSuffixes)
  const all = [
    malformed(cookie, quirks),
    wrongDomain(stored, url.hostname, hasPrivateSuffixes),
    wrongScheme(stored, url, quirks),
    wrongPrefix(cookie.name, stored, attribute(cookie, 'path'), quirks),
    stored.life !== null && stored.life <= 0 ? ('cookie/expired' as const) : undefined,
  ].flatMap((id) => (id ? refusals[id] : []))
  return all.length > 0 ? { refusedBy: all[0], all } : stored
}

/**
 * The Domain attribute without its leading dot; empty where there is none, or an empty one. A dot
 * alone stays: Firefox and Chrome refuse it, while section 5.6.3 would take it for empty.
 */
export function domainOf(cookie: SetCookie): string {
  return (attribute(cookie, 'domain') ?? '').replace(/^\.(?=.)/, '').toLowerCase()
}

function readAttributes(
  cookie: SetCookie,
  url: URL,
  life: number | null,
  hasPrivateSuffixes: boolean,
): StoredCookie {
  const host = url.hostname
  const domain = domainOf(cookie)
  // A public suffix that sets a cookie for itself gets a host-only one.
  const isHostOnly =
    domain === '' ||
    (domain === host && (isPublicSuffix(host, hasPrivateSuffixes) || isAddress(host)))
  const sameSite = /^(strict|lax|none)$/i
    .exec(attribute(cookie, 'samesite') ?? '')?.[0]
    .toLowerCase()
  return {
    domain: isHostOnly ? host : domain,
    isHostOnly,
    path: cookiePath(attribute(cookie, 'path'), url),
    life: life === null ? null : Math.min(life, longestLife),
    sameSite:
      sameSite === 'strict' ? 'Strict' : sameSite === 'lax' ? 'Lax' : sameSite ? 'None' : 'unset',
    isSecure: attribute(cookie, 'secure') !== undefined,
    isHttpOnly: attribute(cookie, 'httponly') !== undefined,
    isPartitioned: attribute(cookie, 'partitioned') !== undefined,
  }
}

type RefusalId = Refusal['id']

function malformed(cookie: SetCookie, quirks: CookieQuirks): RefusalId | undefined {
  if (cookie.flaw === 'control-character') return 'cookie/control-character'
  if (octetsOf(cookie) > 4096) return 'cookie/too-large'
  if (cookie.name === '' && cookie.valueOctets === 0) return 'cookie/empty'
  if (cookie.flaw === 'prefix-in-value') return 'cookie/prefix-in-value'
  return cookie.name === '' && quirks.refusesNameless ? 'cookie/nameless' : undefined
}

function wrongDomain(
  { domain, isHostOnly }: StoredCookie,
  host: string,
  hasPrivateSuffixes: boolean,
): RefusalId | undefined {
  if (isHostOnly) return undefined
  if (!domainMatches(host, domain)) return 'cookie/domain-mismatch'
  return isPublicSuffix(domain, hasPrivateSuffixes) ? 'cookie/domain-public-suffix' : undefined
}

function wrongScheme(stored: StoredCookie, url: URL, quirks: CookieQuirks): RefusalId | undefined {
  if (stored.isSecure && url.protocol !== 'https:') {
    if (!isLoopback(url.hostname)) return 'cookie/secure-over-http'
    if (quirks.refusesSecureOnLocalhost) return 'cookie/secure-on-localhost'
  }
  if (stored.isSecure || !quirks.wantsSecure) return undefined
  if (stored.sameSite === 'None') return 'cookie/none-without-secure'
  return stored.isPartitioned ? 'cookie/partitioned-without-secure' : undefined
}

function wrongPrefix(
  name: string,
  stored: StoredCookie,
  path: string | undefined,
  { knowsAllPrefixes }: CookieQuirks,
): RefusalId | undefined {
  const begins = (prefix: string): boolean =>
    knowsAllPrefixes ? name.toLowerCase().startsWith(prefix.toLowerCase()) : name.startsWith(prefix)
  const isHttp = knowsAllPrefixes && (begins('__Http-') || begins('__Host-Http-'))
  if (isHttp && !(stored.isSecure && stored.isHttpOnly)) return 'cookie/http-prefix'
  if (begins('__Secure-') && !stored.isSecure) return 'cookie/secure-prefix'
  if (!begins('__Host-')) return undefined
  return stored.isSecure && stored.isHostOnly && path === '/' ? undefined : 'cookie/host-prefix'
}
