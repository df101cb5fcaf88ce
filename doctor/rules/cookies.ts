import { defaults } from '../../shared/config/defaults.ts'
import { defaultDomain } from '../../shared/config/hosts.ts'
import { bridgeCookies } from './bridge-cookies.ts'
import type { CookieDiagnosis } from './diagnosis.ts'
import type { EndpointFacts, Facts, RecordedCookie, SetCookie } from '../facts.ts'
import { isSchemefullySameSite } from '../hosts/domain.ts'
import { endpointState } from './endpoint-state.ts'
import { withoutCompanions } from '../companions.ts'
import { pageUrlOf } from './cookie-response.ts'
import {
  isExpired,
  isInfrastructure,
  isLogIn,
  meantAmong,
  withoutReplaced,
} from './log-in-cookies.ts'
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
function withFullLife(
  { name, attributes }: Omit<SetCookie, 'valueOctets'>,
  life = longestLife,
): SetCookie {
  const others = attributes.filter((one) => !limitsLife(one))
  return {
    name,
    valueOctets: 0,
    attributes: [{ name: 'Max-Age', value: String(life) }, ...others],
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
  const recorded = (facts.recorded ?? []).map((one) => ({ ...one, url: new URL(one.url) }))
  const all = withoutReplaced(recorded, facts)
  const isMeant = meantAmong(all, facts)
  // Of what was pasted, the way is not known.
  return all
    .filter((one) =>
      one.way === undefined
        ? isMeant(one) && !isInfrastructure(one.cookie)
        : isLogIn(one.cookie, facts),
    )
    .map((one) => ({ ...one, setBy: 'api', source: 'seen', isInUse: true }))
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
  const set = all.map((cookie) => ({ cookie, url }))
  const named = withoutReplaced(set, facts)
  const isMeant = meantAmong(named, facts)
  const known = named
    .filter((one) => (answers ? isLogIn(one.cookie, facts) : isMeant(one)))
    .map(({ cookie }) => cookie)
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

/** The best that an API at this URL could set. @param life that it asks for, in seconds */
export function bestCookie(url: URL, facts: Facts, life = longestLife): SetCookie {
  const isSameSite = isSchemefullySameSite(pageUrlOf(facts), url)
  const attributes = [
    { name: 'Path', value: '/' },
    { name: 'HttpOnly', value: '' },
    { name: 'Secure', value: '' },
    { name: 'SameSite', value: isSameSite ? 'Lax' : 'None' },
  ]
  return withFullLife({ name: 'session', attributes }, life)
}
