import type { CookieDiagnosis, Finding, Outcome, RuleId } from '../diagnosis.ts'
import { safariWhere, sinceWhen } from '../eras.ts'
import type { Facts } from '../../facts.ts'
import { browsersOf, spoiltIn } from '../headline.ts'
import { listText } from '../in-words.ts'
import { findingAbout, found, type Found } from './finding-about.ts'

const finding = findingAbout('api', 'note')

/** What looks like a way out for the API's own cookie and is none, and ways that do not count. */
export function detourFindings(facts: Facts, cookies: CookieDiagnosis[]): Finding[] {
  const ofApi = cookies.filter(({ setBy, isInUse }) => setBy === 'api' && isInUse)
  return found(falseWaysOut(ofApi), otherWays(ofApi), ofOtherPages(facts, ofApi))
}

/** What a host of another site, such as an identity provider, sets for pages of its own. */
function ofOtherPages({ recorded }: Facts, cookies: CookieDiagnosis[]): Found {
  const others = recorded?.filter(({ isForOwnPages }) => isForOwnPages)
  const hosts = others?.map(({ url }) => new URL(url).hostname)
  const spoilt = cookies.filter(
    (cookie) => hosts?.includes(cookie.host) && spoiltIn(cookie).length > 0,
  )
  if (spoilt.length === 0) return undefined
  const names = [...new Set(spoilt.map(({ host }) => host))]
  return finding({
    id: 'cookie-of-another-site',
    title: `Only whoever runs ${listText(names)} can mend the cookie that is set there for its own pages. If Safari cuts it, your visitors may have to log in there again; the cookies of your own site are not concerned.`,
    detail: '',
  })
}

/** An API on the page's own host, where a fetch alone counts, and does better than what does not. */
function otherWays(cookies: CookieDiagnosis[]): Found {
  const cut = cookies
    .filter(({ verdicts }) =>
      verdicts.every(({ isCounted, outcome }) => !isCounted || outcome === 'kept'),
    )
    .flatMap(({ verdicts }) => verdicts.filter(({ outcome }) => outcome === 'depends'))
  if (cut.length === 0) return undefined
  const title = `Not counted: a log-in that ends with a form post or a redirect. ${browsersOf(cut)[0]} may cut the cookie to 7 days there; a fetch from the next page that sets it again gives it its full life.`
  const detail = 'How the API logs users in is not known here.'
  return finding({ id: 'other-ways-not-counted', title, detail })
}

function falseWaysOut(cookies: CookieDiagnosis[]): Found {
  const fetched = cookies.flatMap(({ verdicts }) => verdicts.filter(({ way }) => way === 'fetch'))
  const isDecidedBy = (outcome: Outcome, rule: RuleId): boolean =>
    fetched.some((verdict) => verdict.outcome === outcome && verdict.rule.id === rule)
  const detail = 'The safest cookie is one that the page’s own host sets, and renews on each visit.'
  if (isDecidedBy('blocked', 'webkit/third-party')) {
    const title = `Not enough: a name of your own for the API, such as a CNAME. Safari then no longer blocks the cookie, but mostly cuts it to 7 days (a CNAME from Safari ${sinceWhen((era) => era.capsByCname)} on, another address range from ${sinceWhen((era) => era.capsByAddress)} on).`
    return finding({ id: 'own-name-not-enough', title, detail })
  }
  if (isDecidedBy('capped', 'webkit/cname-cloaking')) {
    const title = `Does not help: an A record for the API in place of the CNAME (${safariWhere((era) => era.capsByAddress)} then compares addresses), or a form post in place of a script (${safariWhere((era) => !era.navigations.exempt.includes('navigation'))} cuts that cookie too, in some cases).`
    return finding({ id: 'other-record-no-help', title, detail })
  }
  const elsewise = cookies.flatMap(({ verdicts }) => verdicts.filter(({ way }) => way !== 'fetch'))
  const isKept = elsewise.every(({ outcome }) => outcome === 'kept')
  if (isKept && isDecidedBy('capped', 'webkit/third-party-address')) {
    const title =
      'Not tested: that Safari 17 and later keeps the cookie if a form post or a redirect sets it. It is our reading of the source; do not move the log-in there because of it.'
    return finding({ id: 'form-post-untested', title, detail })
  }
  return undefined
}
