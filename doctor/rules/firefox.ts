import { isSameSite } from '../hosts/domain.ts'
import { cookieRules, type CookieRuleId } from './cookie-rules.ts'
import type { StoredResponse } from './cookie-response.ts'
import { compareDomains } from './evidence.ts'
import { rejected, settled, type Judgement, type Way } from './judgement.ts'
import { ruleTable } from './rule-table.ts'

/** The rules of its own. */
export const firefoxRules = ruleTable({
  'firefox/third-party': {
    text: 'Firefox keeps a third party’s cookie apart for each site: it works on this one site’s pages.',
    source: 'https://developer.mozilla.org/docs/Web/Privacy/Guides/State_Partitioning',
  },
  'firefox/other-partition': {
    text: 'If Firefox gets the cookie by going to a page of that other site, it does not send it from this site’s pages.',
    source: 'https://developer.mozilla.org/docs/Web/Privacy/Guides/State_Partitioning',
    confidence: 'inferred',
  },
})

/** What Firefox does with a cookie, with its default settings. An unset SameSite is None there. */
export function judgeInFirefox(
  response: StoredResponse,
  by: Way,
): Judgement<CookieRuleId | keyof typeof firefoxRules> {
  const stored = response.stored.byFullList
  if ('refusedBy' in stored) return rejected(stored.refusedBy)
  if (isSameSite(response.page.name, response.host.name)) {
    return settled('kept', stored.life, cookieRules['cookie/accepted'])
  }
  const evidence = compareDomains(response)
  if (by !== 'fetch') {
    return settled('blocked', 0, firefoxRules['firefox/other-partition'], evidence)
  }
  return stored.sameSite === 'Lax' || stored.sameSite === 'Strict'
    ? rejected(cookieRules['cookie/same-site-cross-site'], evidence)
    : settled('kept', stored.life, firefoxRules['firefox/third-party'], evidence)
}
