import { defaults } from '../../shared/config/defaults.ts'
import { defaultDomain } from '../../shared/config/hosts.ts'
import { bridgeCookies } from './bridge-cookies.ts'
import type { CookieDiagnosis } from './diagnosis.ts'
import type { EndpointFacts, Facts, RecordedCookie, SetCookie } from '../facts.ts'
import { isSchemefullySameSite } from '../hosts/domain.ts'
import { endpointState } from './endpoint-state.ts'
import { withoutCompanions } from '../companions.ts'
import { foldedCookies } from '../folded-cookies.ts'
import { pageUrlOf } from './cookie-response.ts'
import { askedLife, limitsLife } from './cookie-attributes.ts'
import { cappedLife, longestLife } from './store-cookie.ts'

/** A cookie that somebody sets, or would set. */
export type SubjectCookie = Pick<
  CookieDiagnosis,
  'setBy' | 'cookie' | 'holds' | 'source' | 'isInUse'
> & { url: URL } & Pick<RecordedCookie, 'way' | 'isForOwnPages'>

/** The cookies to be judged: the endpoint's, with a bridge several, those of a recorded log-in, and those that the API sets itself. */
export function cookiesOf(facts: Facts): SubjectCookie[] {
  return [...endpointCookies(facts), ...recordedCookies(facts), ...apiCookies(facts)]
}

function endpointCookies(facts: Facts): SubjectCookie[] {
  const { endpoint } = facts
  if (!endpoint) return []
  const own = knownCookie(endpoint, facts)
  const shared = { setBy: 'endpoint', url: new URL(endpoint.url) } as const
  const isInUse = isMinting(endpoint)
  return [own, ...bridgeCookies(facts, own.cookie)].map((known) => ({
    ...shared,
    ...known,
    isInUse,
  }))
}

/** Whether the endpoint is known to set a cookie. Of another program only a real mint or the config tells. */
export function isMinting(endpoint: EndpointFacts): boolean {
  const state = endpointState(endpoint)
  if (state === 'edgemint' || state === 'planned') return true
  return state !== 'nothing' && endpoint.cookie !== undefined
}

function knownCookie(
  endpoint: EndpointFacts,
  facts: Facts,
): Pick<SubjectCookie, 'cookie' | 'source'> {
  const { cookie, cookieFrom } = endpoint
  if (cookie) {
    const source = cookieFrom === 'mint' ? 'seen' : cookieFrom === 'config' ? 'config' : 'plan'
    return { cookie, source }
  }
  // A CDN may add cookies of its own. What could stand beside edgemint's is expired before it.
  const cleared = withoutCompanions(endpoint.answers?.delete?.cookies ?? []).findLast((one) =>
    isExpired(one, facts),
  )
  return { cookie: cleared ? withFullLife(cleared) : recipeCookie(facts), source: 'assumed' }
}

/** What a log-out clears has the attributes of what a log-in sets, but for its life. */
function withFullLife({ name, attributes }: Omit<SetCookie, 'valueOctets'>): SetCookie {
  const others = attributes.filter((one) => !limitsLife(one))
  return {
    name,
    valueOctets: 0,
    attributes: [{ name: 'Max-Age', value: String(longestLife) }, ...others],
  }
}

/** The cookie that edgemint sets where the config says nothing else. */
export function recipeCookie(facts: Facts): SetCookie {
  const { bridge } = facts
  const api = facts.api && new URL(facts.api.url)
  const domain = bridge ? '' : defaultDomain(pageUrlOf(facts).hostname, api)
  return withFullLife({
    name: bridge ? defaults.bridge.cookieName : defaults.cookie.name,
    attributes: [
      ...(domain ? [{ name: 'Domain', value: domain }] : []),
      { name: 'Path', value: '/' },
      { name: 'HttpOnly', value: '' },
      { name: 'Secure', value: '' },
      { name: 'SameSite', value: 'Strict' },
    ],
  })
}

function recordedCookies(facts: Facts): SubjectCookie[] {
  const all = facts.recorded ?? []
  const isMeant = meantAmong(
    all.map(({ cookie }) => cookie),
    facts,
  )
  return all
    .filter(({ way, cookie }) =>
      // Of what was pasted, the way is not known.
      way === undefined ? isMeant(cookie) && !isInfrastructure(cookie) : isLogIn(cookie, facts),
    )
    .map(({ url, ...one }) => ({
      ...one,
      setBy: 'api',
      url: new URL(url),
      source: 'seen',
      isInUse: true,
    }))
}

/**
 * What a plan names, or what the API was seen to set. Doctor does not log in, so what it saw is seldom
 * the log-in: unless one of the cookies is made to last, the best that the API could set is judged
 * too. It counts where nothing else is known to log users in.
 */
function apiCookies(facts: Facts): SubjectCookie[] {
  const { api, bridge, endpoint, recorded } = facts
  if (!api || bridge || api.tokenHeader !== undefined || recorded) return []
  const url = new URL(api.url)
  const { answers, cookies: all = [] } = api
  const known = all.filter(answers ? (cookie) => isLogIn(cookie, facts) : meantAmong(all, facts))
  const source = api.answers ? 'seen' : 'plan'
  const cookies = known.map((cookie): SubjectCookie => ({
    setBy: 'api',
    url,
    cookie,
    source,
    isInUse: true,
  }))
  const isComplete = api.answers
    ? known.some((cookie) => (askedLife(cookie, facts.observedAt) ?? 0) > cappedLife)
    : known.length > 0
  if (isComplete) return cookies
  const isInUse = !endpoint || !(isMinting(endpoint) || endpointState(endpoint) === 'unreachable')
  return [
    ...cookies,
    { setBy: 'api', url, cookie: bestCookie(url, facts), source: 'assumed', isInUse },
  ]
}

/** Those of load balancers and firewalls come with every answer. */
const infrastructure = /^(AWSALB(TG)?(CORS)?|__cf_bm|__cflb|_cfuvid|cf_clearance)$/

/** What was seen is no log-in if it is a deletion, or comes from a load balancer. */
function isLogIn(cookie: SetCookie, facts: Facts): boolean {
  return isFolded(cookie) || (!isInfrastructure(cookie) && !isExpired(cookie, facts))
}

/**
 * Whether somebody who names these cookies means one of them as a log-in. That it has expired may be its
 * very fault, but one without a value, or beside a living one of its name, deletes what was there before.
 */
function meantAmong(cookies: SetCookie[], facts: Facts): (cookie: SetCookie) => boolean {
  const living = cookies.filter((cookie) => !isExpired(cookie, facts))
  const names = new Set(living.map(({ name }) => name))
  return (cookie) =>
    living.length === 0 ||
    isFolded(cookie) ||
    !isExpired(cookie, facts) ||
    (cookie.valueOctets > 0 && !names.has(cookie.name))
}

function isExpired(cookie: SetCookie, { observedAt }: Facts): boolean {
  return (askedLife(cookie, observedAt) ?? 1) <= 0
}

function isInfrastructure(cookie: SetCookie): boolean {
  return infrastructure.test(cookie.name) && !isFolded(cookie)
}

/** What is lost behind it may be the log-in. */
function isFolded(cookie: SetCookie): boolean {
  return foldedCookies(cookie).length > 0 || cookie.flaw === 'comma-in-value'
}

function bestCookie(url: URL, facts: Facts): SetCookie {
  const isSameSite = isSchemefullySameSite(pageUrlOf(facts), url)
  return withFullLife({
    name: 'session',
    attributes: [
      { name: 'Path', value: '/' },
      { name: 'HttpOnly', value: '' },
      { name: 'Secure', value: '' },
      { name: 'SameSite', value: isSameSite ? 'Lax' : 'None' },
    ],
  })
}
