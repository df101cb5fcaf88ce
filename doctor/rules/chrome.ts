import type { Way } from '../diagnosis.ts'
import { isSchemefullySameSite } from '../hosts/domain.ts'
import { cookieRules } from './cookie-rules.ts'
import type { StoredResponse } from './cookie-response.ts'
import { compareDomains } from './evidence.ts'
import { rejected, settled, type Judgement } from './judgement.ts'
import { documented, ruleTable } from './rule-table.ts'

export const chromeRules = ruleTable({
  'chrome/third-party': documented(
    'Chrome keeps a third party’s cookie that has SameSite=None and Secure, unless the user blocks third-party cookies. Incognito windows block them.',
    'https://privacysandbox.google.com/cookies',
  ),
  'chrome/partitioned': documented(
    'Chrome keeps a third party’s cookie that has the Partitioned attribute, for this one site.',
    'https://developer.mozilla.org/docs/Web/Privacy/Guides/Privacy_sandbox/Partitioned_cookies',
  ),
})

/** What Chrome does with a cookie, with its default settings. An unset SameSite is Lax there. */
export function judgeInChrome(response: StoredResponse, by: Way): Judgement {
  const stored = response.stored.byFullList
  if ('refusedBy' in stored) return rejected(stored.refusedBy)
  if (isSchemefullySameSite(response.pageUrl, response.url)) {
    return settled('kept', stored.life, cookieRules['cookie/accepted'])
  }
  const evidence = compareDomains(response)
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
