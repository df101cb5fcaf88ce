import { vendorOf } from '../vendor.ts'
import type { Facts } from '../../facts.ts'
import type { SubjectCookie } from '../cookies.ts'
import { askedLife } from '../cookie-attributes.ts'
import { longestLife } from '../store-cookie.ts'
import { findingAbout, type Found } from './finding-about.ts'

const finding = findingAbout('cookie', 'warning')

const day = 86_400

/** Whether the API's refresh token lives shorter than a cookie may: then it is what ends the log-in. */
export function refreshFinding(facts: Facts, subjects: SubjectCookie[]): Found {
  const refresh = subjects.find(({ holds }) => holds === 'refresh-token')
  // A real mint shows it: the endpoint gives the cookie no longer life than the token has.
  const seen = refresh?.source === 'seen' ? askedLife(refresh.cookie, facts.observedAt) : undefined
  const life = seen === undefined ? facts.bridge?.refreshTokenLife : seen
  const vendor = facts.api && vendorOf(facts, new URL(facts.api.url).hostname)
  if (life === undefined) return refresh && unknownLife(vendor?.bridge?.refreshSetting)
  // A day less is the time that has passed since the API gave it.
  const seconds = life ?? 0
  if (seconds <= 0 || seconds > longestLife - day) return undefined
  const days = Math.floor(seconds / day)
  const text = days < 1 ? 'less than a day' : days === 1 ? '1 day' : `${days} days`
  return finding({
    id: 'refresh-token-short',
    title: `The API’s refresh token lives ${text}: who stays away longer must log in again.`,
    detail: 'Its cookie could live 400 days, but no cookie makes a token live longer.',
    cure:
      vendor?.bridge?.lengthenRefresh ??
      'Let the API’s refresh tokens live longer, up to 34560000 seconds (400 days).',
  })
}

/** @param setting where the API's vendor has it */
function unknownLife(setting: string | undefined): Found {
  const place = setting === undefined ? '' : ` (${setting})`
  return finding({
    id: 'refresh-life-unknown',
    severity: 'note',
    title:
      'Not known: how long the API’s refresh tokens live, and no log-in lasts longer. Name it: --refresh-life SECONDS, or bridge.refreshTokenLife in a plan.',
    detail: `The API’s settings say it${place}, and so does a real log-in: --mint with a grant.`,
  })
}
