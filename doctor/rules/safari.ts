import type { Case, Regime, Rule, Way } from '../diagnosis.ts'
import { firstParty, sharesOf, webkitCases, type Taken } from './cases.ts'
import { compared } from './compared.ts'
import type { Era } from './eras.ts'
import { exceptionsOf } from './exceptions.ts'
import * as cookieRules from './cookie-rules.ts'
import { rejected, unknown, type Judgement } from './judgement.ts'
import type { Scene } from './scene.ts'
import { cappedLife, storeCookie, type StoredCookie } from './store-cookie.ts'
import * as webkitRules from './webkit-rules.ts'

const rules = new Map<string, Rule>(
  [...Object.values(webkitRules), ...Object.values(cookieRules)].map((rule) => [rule.id, rule]),
)

/** What Safari does with a cookie, in one era of WebKit's rules. */
export function judgeInSafari(scene: Scene, { regime }: Era, way: Way): Judgement {
  const [usual, other] = [true, false].map((hasPrivateSuffixes) =>
    storeCookie(scene.cookie, scene.url, 'Safari', scene.observedAt, hasPrivateSuffixes),
  )
  if ('refusedBy' in usual && 'refusedBy' in other) return rejected(usual.refusedBy)
  const { life } = ('refusedBy' in usual ? other : usual) as StoredCookie
  const taken = { byFullList: takenOf(usual), byPublicList: takenOf(other) }
  const cases = shorten(webkitCases(scene, { regime, way, taken }), life)
  return cases.length > 0 ? judgementOf(cases, scene, { regime, way }, life) : unknown
}

function takenOf(stored: ReturnType<typeof storeCookie>): Taken {
  if ('refusedBy' in stored) return { refusedBy: stored.refusedBy.id }
  const { isPartitioned, sameSite } = stored
  return { isPartitioned, isStrictOrLax: sameSite === 'Lax' || sameSite === 'Strict' }
}

/** By what they were: cookies share their cases. */
const shortened = new WeakMap<Case[], Case[]>()

/** The cap only shortens: a session cookie and a short life stay as they are. */
function shorten(cases: Case[], life: number | null): Case[] {
  if (isOverCap(life)) return cases
  const known = shortened.get(cases)
  if (known) return known
  const kept = cases.map((one): Case =>
    one.outcome === 'capped' ? { ...one, outcome: 'kept', rule: webkitRules.shortEnough.id } : one,
  )
  shortened.set(cases, kept)
  return kept
}

function isOverCap(life: number | null): boolean {
  return life !== null && life > cappedLife
}

/**
 * WebKit’s tests are about fetches; that navigations were judged alike follows from the code alone,
 * and which Safari exempts them again is not known.
 */
function ruleOf({ rule: id }: Case, way: Way, regime: Regime): Rule {
  const rule = rules.get(id) as Rule
  if (way === 'fetch' || rule.confidence === 'documented') return rule
  const isRead = rule === webkitRules.navigationExempt && regime !== 'R5'
  return isRead ? rule : { ...rule, confidence: 'inferred' }
}

function judgementOf(
  cases: Case[],
  scene: Scene,
  { regime, way }: { regime: Regime; way: Way },
  life: number | null,
): Judgement {
  const worst = (['rejected', 'blocked', 'capped', 'kept'] as const).find((outcome) =>
    cases.some((one) => one.outcome === outcome),
  )
  const matching = cases.filter(({ outcome }) => outcome === worst)
  const deciding = matching.find(({ rule }) => rule === webkitRules.shortEnough.id) ?? matching[0]
  const page = deciding.outcome === 'blocked' ? scene.page : firstParty(scene, way)
  return {
    outcome: cases.every(({ outcome }) => outcome === worst) ? deciding.outcome : 'depends',
    life: worst === 'capped' ? cappedLife : worst === 'kept' ? life : 0,
    rule: ruleOf(deciding, way, regime),
    compared: compared(deciding, page, scene.host, way),
    cases,
    shares: sharesOf(cases),
    exceptions: isOverCap(life) ? exceptionsOf(cases, scene, way) : [],
  }
}
