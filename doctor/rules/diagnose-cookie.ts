import type { CookieDiagnosis, Verdict, Way } from './diagnosis.ts'
import type { Facts } from '../facts.ts'
import { browsers } from './browsers.ts'
import { cookieResponse, pageUrlOf, storedBy } from './cookie-response.ts'
import type { SubjectCookie } from './cookies.ts'
import { unknown } from './judgement.ts'

const ways: Way[] = ['fetch', 'navigation', 'redirect']

/** What each version of each browser does with a cookie, by each way in which it may be set. */
export function diagnoseCookie(facts: Facts, subject: SubjectCookie): CookieDiagnosis {
  const { setBy, url, cookie, holds, source, isInUse, way, isForOwnPages } = subject
  const response = cookieResponse(facts, url, cookie, isForOwnPages ? url : undefined)
  const { page, host } = response
  // Some rules look at no address, but what is said of a host that nobody finds is no use.
  const isFound = [page, host].every(({ ipv4, ipv6 }) => ipv4.length + ipv6.length > 0)
  const judges = browsers.flatMap(({ name, cookies, versions }) => {
    const stored = storedBy(response, cookies)
    return versions.map(({ text, judge, ...range }) => (by: Way, isCounted: boolean): Verdict => ({
      browser: name,
      ...range,
      versions: text,
      way: by,
      isCounted,
      ...(isFound ? judge(stored, by) : unknown),
    }))
  })
  // Of one that was recorded it is known how it is set.
  const verdicts = (way ? [way] : ways).flatMap((by) => {
    const isCounted = isInUse && (by === way || isTaken(facts, setBy, url.hostname, by))
    return judges.map((verdict) => verdict(by, isCounted))
  })
  const known = { setBy, host: url.hostname, cookie, ...(holds && { holds }), source, isInUse }
  return { ...known, verdicts }
}

/**
 * The endpoint is called by fetch, and by form posts where it takes them. How an API logs users in is
 * not known: all requests count, unless it is on the page's own host, where a fetch can always renew what
 * another request has set.
 */
function isTaken(facts: Facts, setBy: 'endpoint' | 'api', host: string, by: Way): boolean {
  if (by === 'fetch') return true
  if (setBy === 'api') return host !== pageUrlOf(facts).hostname
  const { answers } = { ...facts.endpoint }
  const allow = answers?.options?.headers?.allow ?? ''
  return by === 'navigation' && /\bPOST\b/.test(allow)
}
