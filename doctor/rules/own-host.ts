import type { Outcome } from './judgement.ts'
import type { Facts, SetCookie } from '../facts.ts'
import { cookieResponse, pageUrlOf, storedBy } from './cookie-response.ts'
import { recipeCookie } from './cookies.ts'
import { eras } from './eras.ts'
import { judgeInSafari, safariCookies } from './safari.ts'

/** What Safari would do, at worst, with edgemint's cookie if the page's own host set it: is it worth the work? */
export function ownHostOutcome(facts: Facts): Outcome {
  return safariOutcome(facts, pageUrlOf(facts), recipeCookie(facts))
}

/** What Safari would do, at worst among its versions, with a cookie that a fetch of this URL sets. */
export function safariOutcome(facts: Facts, url: URL, cookie: SetCookie): Outcome {
  const response = storedBy(cookieResponse(facts, url, cookie), safariCookies)
  const outcomes = new Set(eras.map((era) => judgeInSafari(response, 'fetch', era).outcome))
  const worstFirst: Outcome[] = ['unknown', 'rejected', 'blocked', 'capped', 'depends']
  return worstFirst.find((outcome) => outcomes.has(outcome)) ?? 'kept'
}
