import { casesOf, firstParty, sharesOf, type SafariCase } from './cases.ts'
import { hasUnreadDate } from './cookie-attributes.ts'
import type { StoredResponse } from './cookie-response.ts'
import { cookieRules, refusals, type CookieRuleId } from './cookie-rules.ts'
import type { Era } from './eras.ts'
import { evidenceOf } from './evidence.ts'
import { exceptionsOf } from './exceptions.ts'
import {
  plainRule,
  rejected,
  settled,
  unknown,
  type Judgement,
  type Rule,
  type Way,
} from './judgement.ts'
import { cappedLife, type CookieQuirks, type StoredCookie } from './store-cookie.ts'
import { dateUnread, shortEnough, webkitRules, type WebkitRuleId } from './webkit.ts'

/** Prefixes: WebKit pull request 72339. Dates: 72744. What Apple's list of public suffixes has is not confirmed. */
export const safariCookies: CookieQuirks = {
  refusesNameless: true,
  refusesSecureOnLocalhost: true,
  wantsSecure: false,
  knowsAllPrefixes: false,
  readsAllDates: false,
  hasPrivateSuffixes: false,
}

type SafariRuleId = CookieRuleId | WebkitRuleId
type SafariJudgement = Judgement<SafariRuleId | 'unknown'>

/** What Safari does with a cookie, in one era of WebKit's rules. */
export function judgeInSafari(response: StoredResponse, by: Way, era: Era): SafariJudgement {
  const { byFullList: usual, byPublicList: other } = response.stored
  if ('refusedBy' in usual && 'refusedBy' in other) return rejected(usual.refusedBy)
  const { life } = ('refusedBy' in usual ? other : usual) as StoredCookie
  const cases = shorten(casesOf(response, era, by), life)
  if (cases.length === 0) return unknown
  const judgement = judgementOf(cases, response, { era, by }, life)
  return judgement.outcome === 'kept' && hasUnreadDate(response.cookie)
    ? settled('kept', null, webkitRules[dateUnread])
    : judgement
}

/** By what they were: cookies share their cases. */
const shortened = new WeakMap<SafariCase[], SafariCase[]>()

/** The cap only shortens: a session cookie and a short life stay as they are. */
function shorten(cases: SafariCase[], life: number | null): SafariCase[] {
  if (isOverCap(life)) return cases
  const known = shortened.get(cases)
  if (known) return known
  const kept = cases.map((one): SafariCase =>
    one.outcome === 'capped' ? { ...one, outcome: 'kept', rule: shortEnough } : one,
  )
  shortened.set(cases, kept)
  return kept
}

function isOverCap(life: number | null): boolean {
  return (life ?? 0) > cappedLife
}

const rules: { readonly [Id in SafariRuleId]: Rule<Id> } = {
  ...webkitRules,
  ...cookieRules,
  ...refusals,
}

/** WebKit’s tests are about fetches; that navigations were judged alike follows from the code alone. */
function ruleOf({ rule: id }: SafariCase, by: Way, { navigations }: Era): Rule<SafariRuleId> {
  const rule = plainRule(rules[id])
  if (by === 'fetch' || rule.confidence === 'documented') return rule
  const isExempt = rule.id === 'webkit/navigation-exempt'
  return { ...rule, confidence: isExempt ? navigations.confidence : 'inferred' }
}

function judgementOf(
  cases: SafariCase[],
  response: StoredResponse,
  { era, by }: { era: Era; by: Way },
  life: number | null,
): Judgement<SafariRuleId> {
  const worst = (['rejected', 'blocked', 'capped', 'kept'] as const).find((outcome) =>
    cases.some((one) => one.outcome === outcome),
  )
  const matching = cases.filter(({ outcome }) => outcome === worst)
  const deciding = matching.find(({ rule }) => rule === shortEnough) ?? matching[0]
  const page = deciding.outcome === 'blocked' ? response.page : firstParty(response, by)
  return {
    outcome: cases.every(({ outcome }) => outcome === worst) ? deciding.outcome : 'depends',
    life: worst === 'capped' ? cappedLife : worst === 'kept' ? life : 0,
    rule: ruleOf(deciding, by, era),
    evidence: evidenceOf(deciding, page, response.host, by),
    cases,
    shares: sharesOf(cases),
    exceptions: isOverCap(life) ? exceptionsOf(cases, response, by) : [],
  }
}
