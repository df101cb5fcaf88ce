import { isLocalhost, isPublicSuffix } from '../../shared/config/hosts.ts'
import type { Browser, Rule } from '../diagnosis.ts'
import type { SetCookie } from '../facts.ts'
import { isAddress } from '../hosts/address.ts'
import { domainMatches } from '../hosts/domain.ts'
import { parseCookieDate } from './cookie-date.ts'
import {
  controlCharacter,
  domainMismatch,
  domainPublicSuffix,
  empty,
  expired,
  hostPrefix,
  httpPrefix,
  nameless,
  noneWithoutSecure,
  partitionedWithoutSecure,
  prefixInValue,
  secureOnLocalhost,
  secureOverHttp,
  securePrefix,
  tooLarge,
} from './cookie-rules.ts'

/** The longest life that browsers grant: 400 days, in seconds (RFC 6265bis, section 5.5). */
export const longestLife = 34_560_000

/** What Safari cuts to, in seconds: WebKit's m_ageCapForCNAMECloakedCookies. */
export const cappedLife = 604_800

/** Octets of an attribute's value; browsers ignore a longer one (RFC 6265bis, section 5.6). */
const attributeLimit = 1024

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

/**
 * Reads the attributes and refuses what this browser refuses (RFC 6265bis, section 5.7).
 *
 * @param hasPrivateSuffixes whether its suffix list has the private section; of Safari's it is not known
 */
export function storeCookie(
  cookie: SetCookie,
  url: URL,
  browser: Browser,
  observedAt: string | undefined,
  hasPrivateSuffixes = true,
): StoredCookie | { refusedBy: Rule } {
  const stored = readAttributes(cookie, url, observedAt, hasPrivateSuffixes)
  const refusedBy =
    malformed(cookie, browser) ??
    wrongDomain(stored, url.hostname, hasPrivateSuffixes) ??
    wrongScheme(stored, url, browser) ??
    wrongPrefix(cookie.name, stored, attribute(cookie, 'path'), browser) ??
    (stored.life !== null && stored.life <= 0 ? expired : undefined)
  return refusedBy ? { refusedBy } : stored
}

/** The last attribute of a name, unless it is too long to count. */
export function attribute(cookie: SetCookie, name: string): string | undefined {
  return cookie.attributes.findLast(
    (one) => one.name.toLowerCase() === name && octets(one.value) <= attributeLimit,
  )?.value
}

/** Attributes that browsers ignore for their length. */
export function overlongAttributes(cookie: SetCookie): string[] {
  return cookie.attributes
    .filter(({ value }) => octets(value) > attributeLimit)
    .map(({ name }) => name)
}

/** The life that the cookie asks for; Max-Age wins over Expires (section 5.7). */
export function askedLife(cookie: SetCookie, observedAt: string | undefined): number | null {
  const attributes = cookie.attributes.filter(({ value }) => octets(value) <= attributeLimit)
  const maxAge = attributes.findLast(
    ({ name, value }) => name.toLowerCase() === 'max-age' && /^-?\d+$/.test(value),
  )
  if (maxAge) return Number(maxAge.value)
  const date = attributes
    .filter(({ name }) => name.toLowerCase() === 'expires')
    .findLast(({ value }) => parseCookieDate(value) !== undefined)
  if (!date || observedAt === undefined) return null
  return Math.round(((parseCookieDate(date.value) as number) - Date.parse(observedAt)) / 1000)
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
  observedAt: string | undefined,
  hasPrivateSuffixes: boolean,
): StoredCookie {
  const asked = askedLife(cookie, observedAt)
  const host = url.hostname
  const domain = domainOf(cookie)
  // A public suffix that sets a cookie for itself gets a host-only one.
  const isHostOnly =
    domain === '' ||
    (domain === host && (isPublicSuffix(host, hasPrivateSuffixes) || isAddress(host)))
  const path = attribute(cookie, 'path') ?? ''
  const sameSite = /^(strict|lax|none)$/i
    .exec(attribute(cookie, 'samesite') ?? '')?.[0]
    .toLowerCase()
  return {
    domain: isHostOnly ? host : domain,
    isHostOnly,
    path: path.startsWith('/') ? path : defaultPath(url.pathname),
    life: asked === null ? null : Math.min(asked, longestLife),
    sameSite:
      sameSite === 'strict' ? 'Strict' : sameSite === 'lax' ? 'Lax' : sameSite ? 'None' : 'unset',
    isSecure: attribute(cookie, 'secure') !== undefined,
    isHttpOnly: attribute(cookie, 'httponly') !== undefined,
    isPartitioned: attribute(cookie, 'partitioned') !== undefined,
  }
}

/** Section 5.1.4. */
function defaultPath(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/'
}

function malformed(cookie: SetCookie, browser: Browser): Rule | undefined {
  if (cookie.flaw === 'control-character') return controlCharacter
  if (octets(cookie.name) + cookie.valueOctets > 4096) return tooLarge
  if (cookie.name === '' && cookie.valueOctets === 0) return empty
  if (cookie.flaw === 'prefix-in-value') return prefixInValue
  return cookie.name === '' && browser === 'Safari' ? nameless : undefined
}

function wrongDomain(
  { domain, isHostOnly }: StoredCookie,
  host: string,
  hasPrivateSuffixes: boolean,
): Rule | undefined {
  if (isHostOnly) return undefined
  if (isPublicSuffix(domain, hasPrivateSuffixes)) return domainPublicSuffix
  return domainMatches(host, domain) ? undefined : domainMismatch
}

function wrongScheme(stored: StoredCookie, url: URL, browser: Browser): Rule | undefined {
  if (stored.isSecure && url.protocol !== 'https:') {
    if (!isLocalhost(url.hostname)) return secureOverHttp
    if (browser === 'Safari') return secureOnLocalhost
  }
  // Safari knows neither of these two.
  if (stored.isSecure || browser === 'Safari') return undefined
  if (stored.sameSite === 'None') return noneWithoutSecure
  return stored.isPartitioned ? partitionedWithoutSecure : undefined
}

/** Browsers take prefixes in any case, but for Safari (WebKit pull request 72339), which does not know `__Http-` either. */
function wrongPrefix(
  name: string,
  stored: StoredCookie,
  path: string | undefined,
  browser: Browser,
): Rule | undefined {
  const isSafari = browser === 'Safari'
  const begins = (prefix: string): boolean =>
    isSafari ? name.startsWith(prefix) : name.toLowerCase().startsWith(prefix.toLowerCase())
  const isHttp = !isSafari && (begins('__Http-') || begins('__Host-Http-'))
  if (isHttp && !(stored.isSecure && stored.isHttpOnly)) return httpPrefix
  if (begins('__Secure-') && !stored.isSecure) return securePrefix
  if (!begins('__Host-')) return undefined
  return stored.isSecure && stored.isHostOnly && path === '/' ? undefined : hostPrefix
}

function octets(text: string): number {
  return new TextEncoder().encode(text).length
}
