import { parse } from 'tldts'
import type { Finding } from '../../diagnosis.ts'
import type { Facts, SetCookie } from '../../facts.ts'
import type { SubjectCookie } from '../cookies.ts'
import { pageUrlOf } from '../scene.ts'
import {
  askedLife,
  domainMatches,
  longestLife,
  overlongAttributes,
  storeCookie,
  type StoredCookie,
} from '../store-cookie.ts'
import { registrableDomain } from '../registrable-domain.ts'
import { cookieRefusals, nameOf } from './cookie-refusals.ts'
import { findingAbout } from './finding-about.ts'

const draft = 'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis-22'

const finding = findingAbout('cookie', 'warning')

/** What browsers drop or change of a cookie, and whether the API gets to see it. */
export function cookieFindings(facts: Facts, subject: SubjectCookie): Finding[] {
  if (!subject.isInUse) return []
  const { cookie, url } = subject
  const refusals = cookieRefusals(facts, subject)
  if (refusals.length > 0) return refusals
  const stored = storeCookie(cookie, url, 'Chrome', facts.observedAt) as StoredCookie
  return [
    ...deliveryFindings(facts, subject, stored),
    ...lifeFindings(cookie, facts.observedAt),
    ...attributeFindings(cookie, stored),
  ]
}

/** The endpoint's cookie is for the API: it must be sent there. */
function deliveryFindings(
  facts: Facts,
  { setBy, url, cookie }: SubjectCookie,
  stored: StoredCookie,
): Finding[] {
  const { api } = facts
  if (setBy === 'api' || !api || api.tokenHeader !== undefined) return []
  const target = new URL(api.url)
  const page = pageUrlOf(facts)
  const isOtherSite =
    registrableDomain(target.hostname, true) !== registrableDomain(page.hostname, true)
  const isReached = stored.isHostOnly
    ? target.hostname === url.hostname
    : domainMatches(target.hostname, stored.domain)
  if (isReached && !isOtherSite) return pathFindings(stored, target, cookie)
  return [
    finding({
      id: 'cookie-not-sent-to-api',
      severity: 'error',
      title: `The cookie ${nameOf(cookie)} does not reach the API: it goes to ${stored.domain}${stored.isHostOnly ? ' alone' : ' and hosts under it'}, not to ${target.hostname}.`,
      detail: isOtherSite
        ? `${target.hostname} belongs to another registrable domain than the page, and no cookie can cross that.`
        : 'Without it the API takes every user for a stranger.',
      cure: deliveryCure(cookie, page.hostname, isOtherSite),
    }),
  ]
}

function deliveryCure({ name }: SetCookie, page: string, isOtherSite: boolean): string {
  const { domain, isPrivate } = parse(page, { allowPrivateDomains: true })
  if (!domain || isPrivate) return 'Put the page and the API on a domain of your own.'
  if (isOtherSite) return `Give the API a host under ${domain}.`
  return /^__host-/i.test(name)
    ? `Choose a name that does not begin with __Host-, and set Domain=${domain}.`
    : `Set Domain=${domain}.`
}

/** Section 5.1.4, path-match. */
function pathFindings(stored: StoredCookie, target: URL, cookie: SetCookie): Finding[] {
  const { path } = stored
  const isUnder =
    target.pathname === path || target.pathname.startsWith(path.endsWith('/') ? path : `${path}/`)
  if (isUnder) return []
  return [
    finding({
      id: 'cookie-path',
      severity: 'error',
      title: `The cookie ${nameOf(cookie)} is not sent to ${target.pathname} of the API: its path is ${path}.`,
      detail: 'Browsers send a cookie only to paths under its own.',
      cure: 'Set Path=/.',
    }),
  ]
}

function lifeFindings(cookie: SetCookie, observedAt: string | undefined): Finding[] {
  const life = askedLife(cookie, observedAt)
  if (life === null) {
    return [
      finding({
        id: 'cookie-session',
        title: `The cookie ${nameOf(cookie)} has no Max-Age: it is gone when the browser closes.`,
        detail: 'Some browsers bring it back with their windows, but none promises to.',
        cure: `Set Max-Age=${longestLife} (400 days).`,
      }),
    ]
  }
  if (life <= longestLife) return []
  return [
    finding({
      id: 'cookie-over-400-days',
      title: `The cookie ${nameOf(cookie)} asks for ${days(life)} days; browsers grant 400.`,
      detail: 'Chrome from 104 and Firefox from 140 shorten it. For Safari it is not known.',
      cure: `Set Max-Age=${longestLife}, and renew it on each visit.`,
      source: `${draft}#section-5.5`,
    }),
  ]
}

function days(seconds: number): string {
  return seconds < 1e9 ? String(Math.round(seconds / 86_400)) : 'over 10,000'
}

function attributeFindings(cookie: SetCookie, stored: StoredCookie): Finding[] {
  const overlong = overlongAttributes(cookie)
  const findings: Finding[] = []
  if (overlong.length > 0) {
    findings.push(
      finding({
        id: 'cookie-attribute-too-long',
        title: `Browsers ignore ${overlong.join(', ')} of the cookie ${nameOf(cookie)}: over 1,024 octets.`,
        detail: 'The cookie is stored as if it were not there.',
        cure: 'Shorten it.',
        source: `${draft}#section-5.6`,
      }),
    )
  }
  if (!stored.isHttpOnly) {
    findings.push(
      finding({
        id: 'cookie-without-httponly',
        title: `Scripts can read the cookie ${nameOf(cookie)}.`,
        detail: 'One foreign script on one page is enough to steal every log-in.',
        cure: 'Add HttpOnly. It does not change how long Safari keeps it.',
      }),
    )
  }
  if (!stored.isSecure) {
    findings.push(
      finding({
        id: 'cookie-without-secure',
        title: `The cookie ${nameOf(cookie)} is sent over plain http too.`,
        detail: 'Whoever listens on the way can read it.',
        cure: 'Add Secure.',
      }),
    )
  }
  if (stored.sameSite === 'unset') {
    findings.push(
      finding({
        id: 'cookie-without-samesite',
        severity: 'note',
        title: `The cookie ${nameOf(cookie)} has no SameSite that browsers know.`,
        detail:
          'Chrome takes it for Lax, Safari and Firefox for None: it is sent with other sites’ requests there.',
        cure: 'Add SameSite=Strict, or Lax.',
      }),
    )
  }
  return findings
}
