import { isSchemefullySameSite } from '../hosts/domain.ts'
import { cookieRules, type CookieRuleId } from './cookie-rules.ts'
import type { StoredResponse } from './cookie-response.ts'
import { compareSites } from './evidence.ts'
import { rejected, settled, type Judgement, type Way } from './judgement.ts'
import { ruleTable } from './rule-table.ts'

/** The rules of its own. */
export const chromeRules = ruleTable({
  'chrome/third-party': {
    text: 'Chrome keeps a third party’s cookie that has SameSite=None and Secure, unless the user blocks third-party cookies. Incognito windows block them.',
    source: 'https://privacysandbox.google.com/cookies',
  },
  'chrome/partitioned': {
    text: 'Chrome keeps a third party’s cookie that has the Partitioned attribute, for this one site.',
    source:
      'https://developer.mozilla.org/docs/Web/Privacy/Guides/Privacy_sandbox/Partitioned_cookies',
  },
})

/** What Chrome does with a cookie, with its default settings. An unset SameSite is Lax there. */
export function judgeInChrome(
  response: StoredResponse,
  by: Way,
): Judgement<CookieRuleId | keyof typeof chromeRules> {
  const stored = response.stored.byFullList
  if ('refusedBy' in stored) return rejected(stored.refusedBy)
  if (isSchemefullySameSite(response.pageUrl, response.url)) {
    return settled('kept', stored.life, cookieRules['cookie/accepted'])
  }
  const evidence = compareSites(response)
  if (stored.sameSite !== 'None') {
    const rule = cookieRules['cookie/same-site-cross-site']
    return by === 'fetch' ? rejected(rule, evidence) : settled('blocked', 0, rule, evidence)
  }
  if (!stored.isPartitioned) {
    return settled('kept', stored.life, chromeRules['chrome/third-party'], evidence)
  }
  return by === 'fetch'
    ? settled('kept', stored.life, chromeRules['chrome/partitioned'], evidence)
    : settled('blocked', 0, cookieRules['cookie/partitioned-by-navigation'], evidence)
}
