import { parse } from 'tldts'
import type { AuthCookie } from '../core/auth-cookie.ts'
import { isUnder } from '../core/domain.ts'
import {
  attributesOf,
  checkName,
  checkPath,
  isAlmostPrefixed,
  isHostPrefixed,
} from './check-cookie.ts'
import { checkNames, isRecord, type MistakeLog } from './check-fields.ts'
import { compileFormer } from './compile-former.ts'
import type { CookieConfig } from './config.ts'
import { defaults, longestLife, production } from './defaults.ts'
import { defaultDomain, isDomainName, isElsewhere, isPublicSuffix, ownedDomain } from './hosts.ts'
import { show } from './mistakes.ts'

/** What of the rest of the config decides about the cookie; undefined where it is itself mistaken. */
interface Surroundings {
  site: URL | undefined
  api: URL | undefined
  endpoint: string
  environment: string
  /** Whether the API gets the token in a header, and no other host needs the cookie. */
  hasBridge: boolean
}

export const cookieFields = Object.keys({
  name: true,
  domain: true,
  maxAge: true,
  sameSite: true,
  path: true,
  former: true,
} satisfies Record<keyof CookieConfig, true>)

const initial = defaults.cookie

/** Checks the `cookie` part of a config and works out the attributes. */
export function compileCookie(
  log: MistakeLog,
  value: unknown,
  { site, api, endpoint, environment, hasBridge }: Surroundings,
): { cookie: AuthCookie; warnings: string[] } {
  if (value !== undefined && !isRecord(value)) {
    log.report('cookie', `${show(value)} is not an object.`, 'Write cookie: { maxAge: 86400 }.')
  }
  const cookie = isRecord(value) ? value : {}
  checkNames(log, cookie, cookieFields, 'cookie.')
  const name = checkName(log, 'cookie.name', cookie.name, defaultName(environment, hasBridge))
  const path = checkPath(log, 'cookie.path', cookie.path, name)
  const maxAge = checkMaxAge(log, cookie.maxAge)
  const sameSite = checkSameSite(log, cookie.sameSite, hasBridge)
  const isOwnHost = hasBridge && cookie.domain === undefined
  const domain = isOwnHost ? '' : checkDomain(log, cookie.domain, name, site, api)

  const warnings: string[] = []
  const isReached = !site || !api || api.hostname === site.hostname || isUnder(api.hostname, domain)
  if (hasBridge) {
    if (domain) warnings.push(neededByNone(domain))
  } else if (!isReached && !isElsewhere(site.hostname, api.hostname)) {
    warnings.push(
      `The browser will not send the cookie to ${api.hostname}: ${domain ? `it goes to ${domain} and hosts under it` : `it is host-only, for ${site.hostname} alone`}. ${cureOfReach(cookie, name, defaultDomain(site.hostname, api))}`,
    )
  } else if (site && !api && !domain) {
    warnings.push(
      `The cookie is host-only: ${site.hostname} alone gets it, an API on another host cannot receive it.`,
    )
  }
  if (endpoint !== path && !endpoint.startsWith(path.replace(/\/?$/, '/'))) {
    warnings.push(
      `The cookie's path ${path} does not include the endpoint ${endpoint}, so the cookie cannot be renewed.`,
    )
  }
  if (isAlmostPrefixed(name)) warnings.push(noPrefix(name))
  if (maxAge < 3600) warnings.push(soonOver(maxAge))
  const own = { name, domain, path, sameSite }
  const hasMoved = hasBridge && cookie.name === undefined
  const before = hasMoved ? defaultName(environment, false) : undefined
  const former = compileFormer(log, cookie.former, own, before)
  for (const { domain: old } of former) {
    if (old && site && !isUnder(site.hostname, old)) warnings.push(outOfReach(old, site.hostname))
  }
  return { cookie: { name, maxAge, domain, attributes: attributesOf(own), former }, warnings }
}

/** How the cookie comes to reach an API under the same registrable domain. */
function cureOfReach({ domain }: Record<string, unknown>, name: string, shared: string): string {
  if (!shared) return 'Give the API the same host; its port may be another.'
  const reached = `then it goes to ${shared} and hosts under it.`
  return isHostPrefixed(name)
    ? `Choose a cookie.name that does not begin with __Host-${domain === false ? ', and leave cookie.domain out' : ''}: ${reached}`
    : `Leave cookie.domain out: ${reached}`
}

/** Environments under one registrable domain would expire each other's cookie. */
function defaultName(environment: string, hasBridge: boolean): string {
  const name = hasBridge ? defaults.bridge.cookieName : initial.name
  return environment === production ? name : `${name}-${environment}`
}

const neededByNone = (domain: string): string =>
  `The cookie goes to every host under ${domain}, and with bridge none of them needs it. Leave cookie.domain out.`

const noPrefix = (name: string): string =>
  `The name ${name} begins with no prefix that browsers know, so they enforce nothing: the prefixes are __Secure-, __Host-, __Http- and __Host-Http-.`

const outOfReach = (domain: string, host: string): string =>
  `The domain ${domain} in cookie.former is left out on ${host}, which is not under it: only a host under it can set or expire such a cookie.`

const soonOver = (maxAge: number): string =>
  `The cookie lives ${maxAge === 1 ? 'a second' : `${maxAge} seconds`} after a log-in or a renewal: cookie.maxAge is in seconds, and a day is 86400.`

function checkMaxAge(log: MistakeLog, value: unknown = initial.maxAge): number {
  const seconds = value as number
  if (Number.isInteger(value) && seconds > 0 && seconds <= longestLife) return seconds
  log.report(
    'cookie.maxAge',
    `${show(value)} is not a life that browsers grant.`,
    `Write whole seconds from 1 to ${longestLife} (400 days).`,
  )
  return initial.maxAge
}

function checkSameSite(
  log: MistakeLog,
  value: unknown = initial.sameSite,
  hasBridge: boolean,
): string {
  const place = 'cookie.sameSite'
  if (value !== 'Strict' && value !== 'Lax' && value !== 'None') {
    log.report(place, `${show(value)} is unknown.`, 'Write "Strict", "Lax" or "None".')
    return initial.sameSite
  }
  if (hasBridge && value !== 'Strict') {
    log.report(
      place,
      `with ${show(value)}, another site could have a browser use the bridge.`,
      'Write "Strict", or leave it out.',
    )
  }
  return value
}

/** The Domain attribute; empty for a host-only cookie. */
function checkDomain(
  log: MistakeLog,
  value: unknown,
  name: string,
  site: URL | undefined,
  api: URL | undefined,
): string {
  if (value === false) return ''
  if (value === undefined)
    return site && !isHostPrefixed(name) ? defaultDomain(site.hostname, api) : ''
  const place = 'cookie.domain'
  // Stryker disable next-line StringLiteral: neither is a domain
  const domain = typeof value === 'string' ? value : ''
  if (isHostPrefixed(name)) {
    log.report(place, `a ${name} cookie must have no domain.`, 'Leave domain out.')
  } else if (domain === 'false') {
    log.report(place, '"false" is a text.', 'Write false without quotes for a host-only cookie.')
  } else if (!isDomainName(domain)) {
    log.report(
      place,
      `${show(value)} is not a domain name.`,
      `Write a name such as "${asBrowsersWrite(parse(domain).domain ?? 'example.com')}": lower case, no dot in front, no port; or false for a host-only cookie.`,
    )
  } else if (isPublicSuffix(domain) || (site && isAbove(domain, site.hostname))) {
    log.report(
      place,
      `${show(value)} is a public suffix, shared by strangers: browsers refuse it.`,
      'Leave domain out, or write false for a host-only cookie.',
    )
  } else if (site && !isUnder(site.hostname, domain)) {
    log.report(
      place,
      `the site ${site.hostname} is not under ${show(value)}, so browsers refuse the cookie.`,
      `Leave domain out, or write "${defaultDomain(site.hostname, api) || site.hostname}".`,
    )
  }
  return domain
}

/** In ASCII, as the attribute takes it. */
function asBrowsersWrite(domain: string): string {
  return URL.canParse(`https://${domain}`) ? new URL(`https://${domain}`).hostname : domain
}

/** Whether a domain holds the host, but is above the one that the host's owner has registered. */
function isAbove(domain: string, host: string): boolean {
  const owned = ownedDomain(host)
  return isUnder(host, domain) && !(owned && isUnder(domain, owned.domain))
}
