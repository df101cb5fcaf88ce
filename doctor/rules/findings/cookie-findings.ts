import { ownedDomain } from '../../../shared/config/hosts.ts'
import type { Finding } from '../diagnosis.ts'
import type { Facts, SetCookie } from '../../facts.ts'
import { domainMatches, isSameSite } from '../../hosts/domain.ts'
import { joinedNames } from '../../attribute-names.ts'
import type { SubjectCookie } from '../cookies.ts'
import { pageUrlOf } from '../cookie-response.ts'
import { nextFault } from '../next-fault.ts'
import {
  askedLife,
  attribute,
  isBesideLogIn,
  isVainDeletion,
  limitsLife,
} from '../cookie-attributes.ts'
import { longestLife, standardCookies, storeCookie, type StoredCookie } from '../store-cookie.ts'
import { short } from '../in-words.ts'
import { voidAttributes } from '../void-attributes.ts'
import { attributeFindings, voidFinding } from './attribute-findings.ts'
import { cookieRefusals, nameOf } from './cookie-refusals.ts'
import { foldFindings } from './fold-findings.ts'
import { findingAbout, found, type Found } from './finding-about.ts'

const finding = findingAbout('cookie', 'warning')

/** What browsers drop or change of a cookie, and whether the API gets to see it. Who sets it mends it. */
export function cookieFindings(facts: Facts, subject: SubjectCookie): Finding[] {
  if (!subject.isInUse) return []
  const { cookie, url } = subject
  const name = `${cookie.name || '(no name)'} of ${url.hostname}`
  const all = findingsOf(facts, subject).map((one) => ({ ...one, cookie: name }))
  // What was recorded of the page's own host is the site's own.
  const isOwn = facts.recorded && url.hostname === pageUrlOf(facts).hostname
  if (isOwn || subject.setBy === 'endpoint') return all
  return all.map((one) => ({ ...one, who: ['api-vendor'] }))
}

function findingsOf(facts: Facts, subject: SubjectCookie): Finding[] {
  const { cookie, url } = subject
  const refusals = cookieRefusals(facts, subject)
  if (refusals.length > 0) {
    return found(foldFindings(cookie, false), refusals, voidFinding(cookie))
  }
  // What the attributes are is not known.
  if (cookie.flaw === 'attributes-in-value') return foldFindings(cookie, true)
  const stored = storeCookie(cookie, url, standardCookies, facts.observedAt) as StoredCookie
  return found(
    foldFindings(cookie, true),
    joinedPath(cookie, stored) || deliveryFinding(facts, subject, stored),
    lifeFinding(facts, subject),
    attributeFindings(subject, stored, isElsewhere(facts, subject)),
  )
}

/** The endpoint's cookie is for the API: it must be sent there. */
function deliveryFinding(
  facts: Facts,
  { setBy, url, cookie, holds }: SubjectCookie,
  stored: StoredCookie,
): Found {
  if (holds === 'refresh-token') return refreshDelivery(stored, url, cookie)
  const { api, bridge } = facts
  if (setBy === 'api' || !api || bridge || api.tokenHeader !== undefined) return undefined
  const target = new URL(api.url)
  const page = pageUrlOf(facts)
  const isOtherSite = !isSameSite(target.hostname, page.hostname)
  const isReached = stored.isHostOnly
    ? target.hostname === url.hostname
    : domainMatches(target.hostname, stored.domain)
  const place = `${target.pathname} of the API`
  const missed = !isOtherSite && pathFinding(stored, target, cookie, { place, path: '/' })
  if (isReached && !isOtherSite) return missed
  return found(
    finding({
      id: 'cookie-not-sent-to-api',
      severity: 'error',
      title: `The cookie ${nameOf(cookie)} does not reach the API: it goes to ${stored.domain}${stored.isHostOnly ? ' alone' : ' and hosts under it'}, not to ${target.hostname}.`,
      detail: isOtherSite
        ? `${target.hostname} belongs to another registrable domain than the page, and no cookie can cross that.`
        : 'Without it the API takes every user for a stranger.',
      cure: deliveryCure(cookie, page.hostname, isOtherSite),
    }),
    missed,
  )
}

const otherwise = 'If that cannot be done, let edgemint’s bridge hand it the token in a header.'

function deliveryCure({ name }: SetCookie, page: string, isOtherSite: boolean): string {
  const owned = ownedDomain(page)
  const move = 'Put the page and the API on a domain of your own.'
  if (!owned) return move
  if (owned.isUnderVendor) return `${move} ${otherwise}`
  if (isOtherSite) return `Give the API a host under ${owned.domain}. ${otherwise}`
  return /^__host-/i.test(name)
    ? `Choose a name that does not begin with __Host-, and set Domain=${owned.domain}.`
    : `Set Domain=${owned.domain}.`
}

/** The refresh token's cookie is for the endpoint, and for nobody else. */
function refreshDelivery(stored: StoredCookie, endpoint: URL, cookie: SetCookie): Found {
  const { isHostOnly, path } = stored
  const needed = { place: `the endpoint, ${endpoint.pathname}`, path: endpoint.pathname }
  const missed = pathFinding(stored, endpoint, cookie, needed)
  if (missed || (isHostOnly && path === endpoint.pathname)) return missed
  return finding({
    id: 'refresh-cookie-exposed',
    title: `The refresh token’s cookie ${nameOf(cookie)} goes further than to the endpoint: ${isHostOnly ? `to all paths under ${path}` : `to all hosts under ${stored.domain}`}.`,
    detail: 'It is the key to a log-in of up to 400 days: what need not see it should not.',
    cure: `Set Path=${endpoint.pathname}, and no Domain. edgemint does: deploy it again.`,
  })
}

/** Section 5.1.4, path-match. @param needed where the cookie is needed, in words, and the path that it should have */
function pathFinding(
  { path }: StoredCookie,
  target: URL,
  cookie: SetCookie,
  needed: { place: string; path: string },
): Found {
  const isUnder =
    target.pathname === path || target.pathname.startsWith(path.endsWith('/') ? path : `${path}/`)
  if (isUnder) return undefined
  return finding({
    id: 'cookie-path',
    severity: 'error',
    title: `The cookie ${nameOf(cookie)} is not sent to ${needed.place}: its path is ${path}.`,
    detail: 'Browsers send a cookie only to paths under its own.',
    cure: `Set Path=${needed.path}.`,
  })
}

/** Other attributes that only a comma or white space parts from Path belong to the path. */
function joinedPath(cookie: SetCookie, { path }: StoredCookie): Found {
  const value = attribute(cookie, 'path')
  const joined = path === value ? joinedNames({ name: 'Path', value }) : []
  if (joined.length === 0) return undefined
  return finding({
    id: 'cookie-path',
    severity: 'error',
    title: `The cookie ${nameOf(cookie)} is sent to no page: its path is ${short(path)}.`,
    detail: 'Semicolons part attributes: what follows a comma or a blank is a part of the path.',
    cure: `Write Path=${path.split(/[\s,]/, 1)[0]}; ${joined.join('; ')}.`,
  })
}

/** Whether the page that the cookie is for is on another site than its host. */
function isElsewhere(facts: Facts, { url, isForOwnPages }: SubjectCookie): boolean {
  return isForOwnPages !== true && !isSameSite(pageUrlOf(facts).hostname, url.hostname)
}

function lifeFinding(facts: Facts, subject: SubjectCookie): Found {
  const { cookie } = subject
  const life = askedLife(cookie, facts.observedAt)
  if (life === null) {
    if (isBesideLogIn(cookie.name)) return undefined
    const isVoid = voidAttributes(cookie).some(limitsLife)
    return finding({
      id: 'cookie-session',
      title: `The cookie ${nameOf(cookie)} has no Max-Age${isVoid ? ' or Expires that counts' : ''}: it is gone when the browser closes.`,
      detail: 'Some browsers bring it back with their windows, but none promises to.',
      cure: isVainDeletion(cookie)
        ? `To delete it, write Max-Age=0; to keep it, Max-Age=${longestLife} (400 days).`
        : [`Set Max-Age=${longestLife} (400 days).`, nextFault(facts, subject)?.text]
            .filter((text) => text !== undefined)
            .join(' '),
    })
  }
  if (life <= longestLife) return undefined
  return finding({
    id: 'cookie-over-400-days',
    title: `The cookie ${nameOf(cookie)} asks for ${days(life)} days; browsers grant 400.`,
    detail: 'Chrome from 104 and Firefox from 140 shorten it. For Safari it is not known.',
    cure: `Set Max-Age=${longestLife}, and renew it on each visit.`,
  })
}

function days(seconds: number): string {
  if (seconds >= 1e9) return 'over 10,000'
  const count = Math.round(seconds / 86_400)
  return count === 400 ? 'a little over 400' : String(count)
}
