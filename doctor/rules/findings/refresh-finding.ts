import { vendorOf } from '../vendor.ts'
import { companionsOf } from '../../companions.ts'
import type { Facts } from '../../facts.ts'
import { askedLife, longestLife } from '../store-cookie.ts'
import { findingAbout, type Found } from './finding-about.ts'

const finding = findingAbout('cookie', 'warning')

const day = 86_400

/** Whether the refresh token of a real mint lives shorter than a cookie may: then it is what ends the log-in. */
export function refreshFinding(facts: Facts): Found {
  const { cookie, answers } = facts.endpoint ?? {}
  const name = cookie && companionsOf(cookie)['refresh-token']
  const refresh = answers?.mint?.cookies?.findLast((one) => one.name === name)
  const life = refresh && askedLife(refresh, facts.observedAt)
  // A day less is the time that has passed since the API gave it.
  if (!life || life <= 0 || life > longestLife - day) return undefined
  const vendor = facts.api && vendorOf(facts, new URL(facts.api.url).hostname)
  const days = Math.floor(life / day)
  const text = days < 1 ? 'less than a day' : days === 1 ? '1 day' : `${days} days`
  return finding({
    id: 'refresh-token-short',
    title: `The API’s refresh token lives ${text}: who stays away longer must log in again.`,
    detail: 'Its cookie could live 400 days, but no cookie makes a token live longer.',
    cure:
      vendor?.bridge?.lengthenRefresh ??
      'Let the API’s refresh tokens live longer, up to 34560000 seconds (400 days). In Kuroco, raise refresh_token_lifespan of the token endpoint.',
  })
}
