import type { CookieDiagnosis } from './diagnosis.ts'
import type { Facts } from '../facts.ts'
import { askedLife } from './cookie-attributes.ts'
import { bestCookie } from './cookies.ts'
import { safariOutcome } from './own-host.ts'
import { cappedLife } from './store-cookie.ts'

/**
 * What Safari would do to a cookie that it refuses, once that is mended, as a step: a cure that leads to
 * the next fault is half of one. Undefined where it takes the cookie, or would keep it as it asks.
 */
export function nextFault(
  facts: Facts,
  { host, cookie, verdicts }: CookieDiagnosis,
  url: URL,
): [string] | undefined {
  const isRefused = verdicts.some(
    ({ browser, outcome }) => browser === 'Safari' && outcome === 'rejected',
  )
  // A provider's, for pages of its own, is not judged beside the site's.
  const isApart = facts.recorded?.some(
    (one) => one.isForOwnPages && new URL(one.url).hostname === host,
  )
  if (!isRefused || isApart) return undefined
  const life = askedLife(cookie, facts.observedAt)
  const isLong = life !== null && (life <= 0 || life > cappedLife)
  const outcome = safariOutcome(facts, url, bestCookie(url, facts))
  const ends = {
    blocked: 'block it',
    capped: isLong && 'cut it to 7 days',
    depends: isLong && 'cut it to 7 days in some cases',
  }
  const end = Object.hasOwn(ends, outcome) && ends[outcome as keyof typeof ends]
  return end ? [`Once browsers take the API’s cookie, Safari would ${end}.`] : undefined
}
