import type { CookieDiagnosis, Finding } from '../../diagnosis.ts'
import { findingAbout } from './finding-about.ts'

const finding = findingAbout('api', 'note')

/** What looks like a way out for the API's own cookie and is none. */
export function detourFindings(cookies: CookieDiagnosis[]): Finding[] {
  const fetched = cookies
    .filter(({ setBy, isInUse }) => setBy === 'api' && isInUse)
    .flatMap(({ verdicts }) => verdicts.filter(({ way }) => way === 'fetch'))
  const isDecidedBy = (outcome: string, rule: string): boolean =>
    fetched.some((verdict) => verdict.outcome === outcome && verdict.rule.id === rule)
  const detail = 'The safest cookie is one that the page’s own host sets, and renews on each visit.'
  if (isDecidedBy('blocked', 'webkit/third-party')) {
    const title =
      'Not enough: a name of your own for the API, such as a CNAME. Safari then no longer blocks the cookie, but mostly cuts it to 7 days (a CNAME from Safari 14 on, another address range from 16.4 on).'
    return [finding({ id: 'own-name-not-enough', title, detail })]
  }
  if (isDecidedBy('capped', 'webkit/cname-cloaking')) {
    const title =
      'Does not help: an A record for the API in place of the CNAME (Safari 16.4 and later then compares addresses), or a form post in place of a script (Safari 18.4 to 26 cuts that cookie too, in some cases).'
    return [finding({ id: 'other-record-no-help', title, detail })]
  }
  if (isDecidedBy('capped', 'webkit/third-party-address')) {
    const title =
      'Not tested: that Safari 17 and later keeps the cookie if a form post or a redirect sets it. It is our reading of the source; do not move the log-in there because of it.'
    return [finding({ id: 'form-post-untested', title, detail })]
  }
  return []
}
