import { isSameSite } from '../hosts/domain.ts'
import type { CookieDiagnosis, Diagnosis, Verdict } from '../rules/diagnosis.ts'
import type { Facts } from '../facts.ts'
import { hostOf } from '../rules/cookie-response.ts'
import { refusals } from '../rules/cookie-rules.ts'
import { spoiltIn } from '../rules/headline.ts'
import { siteHost } from './basis.ts'
import { worstFirst } from './outcomes.ts'

/** Of a recorded log-in, one reason for each of the cookies that the headline names. */
const mostReasons = 3

/** Why browsers do what the headline says, in plain words; empty where a finding says it. */
export function becauseText({ cookies, facts }: Diagnosis): string {
  const spoilt = cookies
    .filter(({ isInUse }) => isInUse)
    .flatMap((cookie) => spoiltIn(cookie).map(({ verdicts: [verdict] }) => ({ cookie, verdict })))
    .toSorted((one, other) => worstFirst(one.verdict, other.verdict))
  const reasons = spoilt.flatMap(({ cookie, verdict }) => reasonOf(cookie, verdict, facts) ?? [])
  if (reasons.length === 0) return ''
  const isCut = spoilt.some(({ verdict: { cases } }) =>
    cases.some(({ outcome }) => outcome === 'capped'),
  )
  const isSafari = spoilt.some(({ verdict }) => verdict.browser === 'Safari')
  const all = [
    ...withoutRepeats([...new Set(reasons)].slice(0, mostReasons), spoilt),
    ...(isCut ? ['The 7 days count from when it was last set.'] : []),
    ...(isSafari ? ['On iPhone and iPad, all browsers do so, Chrome too.'] : []),
  ]
  return `Why: ${all.join(' ')}`
}

/** What the rules of two browsers compare is said once. */
function withoutRepeats(reasons: string[], spoilt: { verdict: Verdict }[]): string[] {
  const said = spoilt.map(({ verdict }) => verdict.evidence).filter((text) => text !== '')
  return reasons.map((reason, index) => {
    const before = reasons.slice(0, index).join(' ')
    const repeated = said.find((text) => reason.includes(text) && before.includes(text))
    return repeated === undefined ? reason : reason.replace(repeated, '').trim()
  })
}

function reasonOf(
  { host }: CookieDiagnosis,
  { rule, evidence, way, cases, shares }: Verdict,
  facts: Facts,
): string | undefined {
  // Its finding says why.
  if (Object.hasOwn(refusals, rule.id)) return undefined
  const page = siteHost(facts)
  // What another site's host may set is judged on pages of its own, as is what a navigation sets.
  const judgedPage = way === 'fetch' && isSameSite(host, page) ? page : host
  switch (rule.id) {
    case 'webkit/third-party':
      return `${evidence} So Safari takes the cookie for another company’s.`
    case 'webkit/cname-cloaking':
      return cases.some((one) => one.isPageRecorded && one.outcome === 'kept')
        ? `${host} is an alias (CNAME) for a name on another domain. Safari accepts that only once it has loaded a page of ${judgedPage} from the network, not from a cache.`
        : `${host} is an alias for ${hostOf(facts, host).cnames.at(-1)}, a name on another domain. So Safari takes the cookie for another company’s.`
    case 'webkit/third-party-address': {
      const some = shares.some(({ kept }) => kept > 0) ? 'Some of the addresses' : 'The addresses'
      return host === judgedPage
        ? `${host} has addresses in different networks. Where the page comes from one of them and the cookie from another, Safari cuts it.`
        : `${some} of ${host} and of ${page} lie in different networks. So Safari takes the cookie for another company’s.`
    }
    default:
      return `${rule.text} ${evidence}`.trim()
  }
}
