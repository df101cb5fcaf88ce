import type { CookieDiagnosis } from './diagnosis.ts'
import type { Facts } from '../facts.ts'
import { askedLife, isBesideLogIn, isVainDeletion } from './cookie-attributes.ts'
import { bestCookie, type SubjectCookie } from './cookies.ts'
import { diagnoseCookie } from './diagnose-cookie.ts'
import { spoiltIn, verbs } from './headline.ts'
import { safariCookies } from './safari.ts'
import { cappedLife, longestLife, storeCookie } from './store-cookie.ts'

/** What comes next, once a cookie is mended: a cure that leads to the next fault is half of one. */
export interface NextFault {
  /** As a sentence. */
  text: string
  /** The cookie as it would then be judged. */
  mended: CookieDiagnosis
}

/**
 * What Safari would do to a cookie that it refuses, or forgets when it quits, once that is mended. Undefined
 * where it takes the cookie as it is, or would keep it for as long as it then asks.
 */
export function nextFault(facts: Facts, subject: SubjectCookie): NextFault | undefined {
  const { cookie, url, isForOwnPages } = subject
  const stored = storeCookie(cookie, url, safariCookies, facts.observedAt, false)
  const isRefused = 'refusedBy' in stored
  // A provider's, for pages of its own, is not judged beside the site's.
  if (isForOwnPages || isVainDeletion(cookie) || !(isRefused || stored.life === null))
    return undefined
  const asked = askedLife(cookie, facts.observedAt) ?? 0
  const lasting = asked > 0 ? Math.min(asked, longestLife) : longestLife
  // What holds no log-in need not last.
  const life = isBesideLogIn(cookie.name) ? cappedLife : lasting
  const best = bestCookie(url, facts, life)
  const named = { ...best, name: cookie.name || best.name }
  const mended = diagnoseCookie(facts, { ...subject, cookie: named })
  const [worst] = spoiltIn(mended)
  // What blocks it then blocks what Safari takes now, and no cookie mends a host of http.
  if (!worst || !(isRefused || worst.outcome.startsWith('c'))) return undefined
  const { several, rest } = verbs[worst.outcome]
  return { text: `Once the cookie is mended, Safari would ${several} it${rest}.`, mended }
}
