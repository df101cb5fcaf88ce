import type { Outcome } from './judgement.ts'
import type { Facts } from '../facts.ts'
import { cookieResponse, pageUrlOf, storedBy } from './cookie-response.ts'
import { recipeCookie } from './cookies.ts'
import { eras } from './eras.ts'
import { judgeInSafari, safariCookies } from './safari.ts'

/** What Safari would do, at worst among its versions, with edgemint's cookie if the page's own host set it by a fetch: is it worth the work? */
export function ownHostOutcome(facts: Facts): Outcome {
  const cookie = recipeCookie(facts)
  const response = storedBy(cookieResponse(facts, pageUrlOf(facts), cookie), safariCookies)
  const outcomes = new Set(eras.map((era) => judgeInSafari(response, 'fetch', era).outcome))
  const worstFirst: Outcome[] = ['unknown', 'rejected', 'blocked', 'capped', 'depends']
  return worstFirst.find((outcome) => outcomes.has(outcome)) ?? 'kept'
}
