import { cookieIdentity } from '../parse-set-cookie.ts'
import type { Facts, RecordedCookie, SetCookie } from '../facts.ts'
import { foldedCookies } from '../folded-cookies.ts'
import { browsers } from './browsers.ts'
import { askedLife, lifeAttribute } from './cookie-attributes.ts'
import { storeCookie } from './store-cookie.ts'

/** A cookie, and the URL whose answer sets it. */
export interface NamedCookie extends Pick<RecordedCookie, 'way' | 'isForOwnPages'> {
  url: URL
  cookie: SetCookie
}

/**
 * Without those that a later one of the same identity replaces, set in the same way (RFC 6265bis, section 5.7). One
 * that a browser refuses replaces none, and what else is lost in a field is to be told.
 */
export function withoutReplaced<Named extends NamedCookie>(all: Named[], facts: Facts): Named[] {
  const later = new Set<string>()
  const last = all.toReversed().filter(({ cookie, url, way, isForOwnPages }) => {
    const key = JSON.stringify([cookieIdentity(cookie, url), way, isForOwnPages])
    const isReplaced = later.has(key) && !isFolded(cookie)
    const isStored = browsers.every(
      ({ cookies }) => !('refusedBy' in storeCookie(cookie, url, cookies, facts.observedAt)),
    )
    if (isStored) later.add(key)
    return !isReplaced
  })
  return last.toReversed()
}

/** What was seen is no log-in if it is a deletion, or comes from a load balancer. */
export function isLogIn(cookie: SetCookie, facts: Facts): boolean {
  return !isInfrastructure(cookie) && !isGone(cookie, facts)
}

/**
 * Which of the cookies that somebody names, in the order in which they are set, are meant as log-ins. That one has
 * expired may be its very fault. But what plainly deletes a cookie belongs to a log-in that sets another one, as long
 * as it does not delete that.
 */
export function meantAmong(all: NamedCookie[], facts: Facts): (one: NamedCookie) => boolean {
  const lastGone = new Map<string, boolean>()
  const living = new Set<string>()
  for (const { cookie, url } of all) {
    const identity = cookieIdentity(cookie, url)
    lastGone.set(identity, isGone(cookie, facts))
    if (isLogIn(cookie, facts)) living.add(identity)
  }
  const sets = [...living].some((identity) => !lastGone.get(identity))
  return ({ cookie, url }) => {
    const identity = cookieIdentity(cookie, url)
    const gone = isGone(cookie, facts)
    // The last of one identity is what the browser has in the end.
    if (gone !== lastGone.get(identity)) return false
    const isApart = sets && !living.has(identity)
    return !(gone && isApart && isDeletion(cookie, facts))
  }
}

/**
 * Those of load balancers and firewalls come with every answer: of AWS, Cloudflare, Azure, Google Cloud, Heroku, F5, NetScaler,
 * HAProxy and nginx's ingress, Akamai, Imperva, DataDome.
 */
const infrastructure =
  /^(AWS(ELB|ALB(TG|APP-\d)?)(CORS)?|__cf_bm|__cflb|__cfruid|_cfuvid|cf_clearance|(ARRAffinity|ApplicationGatewayAffinity)(SameSite|CORS)?|ASLBSA(CORS)?|GCLB|heroku-session-affinity|BIGipServer.+|TS01[\da-f]+|NSC_.+|SERVERID|INGRESSCOOKIE|ak_bmsc|bm_s[vz]|_abck|akaalb_.+|(visid_incap|incap_ses|nlbi)_.+|datadome)$/

export function isInfrastructure(cookie: SetCookie): boolean {
  return infrastructure.test(cookie.name) && !isFolded(cookie)
}

export function isExpired(cookie: SetCookie, { observedAt }: Facts): boolean {
  return (askedLife(cookie, observedAt) ?? 1) <= 0
}

function isGone(cookie: SetCookie, facts: Facts): boolean {
  return isExpired(cookie, facts) && !isFolded(cookie)
}

/** What is lost behind it may be the log-in. */
function isFolded(cookie: SetCookie): boolean {
  return foldedCookies(cookie).length > 0 || cookie.flaw === 'comma-in-value'
}

/** Seconds: nobody's clock is so late. */
const longAgo = -315_360_000

/** Whether one that has expired did so on purpose. Frameworks send a word, such as `deleted`, for the value. */
function isDeletion(cookie: SetCookie, facts: Facts): boolean {
  const { name } = lifeAttribute(cookie) as { name: string }
  return (
    name.toLowerCase() === 'max-age' ||
    cookie.valueOctets === 0 ||
    (askedLife(cookie, facts.observedAt) as number) < longAgo
  )
}
