import { lifeText, outcomes, worstFirst } from '../report/outcomes.ts'
import type { Outcome, Verdict } from '../rules/diagnosis.ts'

/** What becomes of a cookie. */
export type Fate = Pick<Verdict, 'outcome' | 'life'>

/** As a baseline holds it: `kept, 34560000 s`, `kept, session`, `blocked`. */
export function stringifyFate({ outcome, life }: Fate): string {
  if (!hasLife(outcome)) return outcome
  return `${outcome}, ${life === null ? 'session' : `${life} s`}`
}

/** Undefined where it is none. */
export function parseFate(text: string): Fate | undefined {
  const [, word, seconds] = /^([a-z]+)(?:, (?:session|(\d{1,15}) s))?$/.exec(text) ?? []
  const outcome = (Object.keys(outcomes) as Outcome[]).find((known) => known === word)
  if (!outcome || hasLife(outcome) !== text.includes(',')) return undefined
  if (!hasLife(outcome)) return { outcome, life: 0 }
  return { outcome, life: seconds === undefined ? null : Number(seconds) }
}

function hasLife(outcome: Outcome): boolean {
  return outcome === 'kept' || outcome === 'capped' || outcome === 'depends'
}

/** `kept for 400 days`, `cut to 7 days`, `blocked`. */
export function fateText({ outcome, life }: Fate): string {
  const words = life === null ? lifeText(life) : `for ${lifeText(life)}`
  if (outcome === 'kept') return `kept ${words}`
  if (outcome === 'capped') return `cut to ${lifeText(life)}`
  if (outcome === 'depends') return `in some cases kept only ${words}`
  return outcome === 'unknown' ? 'not known' : outcome
}

/** Whether a cookie fares worse than before: by another outcome, or by a shorter life. Both are known. */
export function isWorse(now: Fate, before: Fate): boolean {
  if (now.outcome !== before.outcome) return worstFirst(now, before) < 0
  // A browser may well stay open for a day.
  if (now.life === null) return before.life !== null && before.life >= 86_400
  if (before.life === null) return false
  // What is left until a date is a little less each time.
  return now.life < before.life - Math.min(86_400, before.life / 10)
}
