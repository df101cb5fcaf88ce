import type { CookieDiagnosis, Diagnosis, Outcome, Verdict } from '../rules/diagnosis.ts'
import { askedLife, lifeAttribute } from '../rules/cookie-attributes.ts'
import { longestLife } from '../rules/store-cookie.ts'

export type Tone = 'good' | 'bad' | 'unsure' | 'plain'

/** How an outcome or a finding is shown: by a sign, so that it can be recognised without colour, and a word. */
export interface Look {
  sign: string
  word: string
  tone: Tone
}

/** The worst first. `phrase`: what the cookie is then, in a sentence. */
export const outcomes: Record<Outcome, Look & { phrase: string }> = {
  rejected: { sign: '✕', word: 'rejected', tone: 'bad', phrase: 'refused' },
  blocked: { sign: '✕', word: 'blocked', tone: 'bad', phrase: 'blocked' },
  capped: { sign: '!', word: 'capped', tone: 'bad', phrase: 'cut to 7 days' },
  depends: { sign: '~', word: 'depends', tone: 'unsure', phrase: 'kept in some cases only' },
  unknown: {
    sign: '?',
    word: 'not known',
    tone: 'unsure',
    phrase: 'kept or not, which is not known,',
  },
  kept: { sign: '✓', word: 'kept', tone: 'good', phrase: 'kept' },
}

const warning: Look = { sign: '!', word: 'warning', tone: 'unsure' }

/** How a verdict is shown: kept until the browser closes is less, where others keep the cookie for longer. */
export function verdictLook({ outcome, life }: Verdict, full: Life): Look {
  const isLess = outcome === 'kept' && life === null && full !== null
  return isLess ? { sign: '!', word: 'until quit', tone: 'bad' } : outcomes[outcome]
}

const ranks = Object.keys(outcomes)

/** For sorting. */
export function worstFirst(one: { outcome: Outcome }, other: { outcome: Outcome }): number {
  return ranks.indexOf(one.outcome) - ranks.indexOf(other.outcome)
}

/** The look of the whole diagnosis: of its worst verdict that counts, or of what else is wrong. */
export function lookOf({ exitCode, cookies, findings, headline }: Diagnosis): Look {
  // A headline that tells a finding is a warning, though no cookie is lost.
  if (exitCode === 0) return headline.finding === undefined ? outcomes.kept : warning
  if (exitCode === 2) return outcomes.unknown
  if (findings.some(({ severity }) => severity === 'error')) return outcomes.rejected
  const counted = cookies.flatMap(({ verdicts }) => verdicts.filter(({ isCounted }) => isCounted))
  return outcomes[counted.toSorted(worstFirst)[0].outcome]
}

/** Seconds that a cookie lives, null for until the browser closes; undefined where that is not known. */
export type Life = number | null | undefined

export const day = 86_400

/** A cookie's life in words: "7 days". */
export function lifeText(life: number | null): string {
  if (life === null) return 'until the browser closes'
  if (life <= 0) return '0 days'
  if (life < day) return 'under 1 day'
  const days = Math.round((life / day) * 10) / 10
  return days === 1 ? '1 day' : `${days} days`
}

/** "7 or 400 days" */
export function rangeText(short: number | null, long: Life): string {
  if (long === undefined) return `${lifeText(short)} or its full life`
  const [first, second] = [lifeText(short), lifeText(long)]
  if (first === second) return first
  return first.endsWith(' days') && second.endsWith(' days')
    ? `${first.replace(/ days$/, '')} or ${second}`
    : `${first} or ${second}`
}

/** "capped to 7 days". @param full what the cookie lives where nothing shortens it */
export function outcomeText({ outcome, life }: Verdict, full: Life): string {
  if (outcome === 'kept') return `kept ${lifeText(life)}`
  if (outcome === 'capped') return `capped to ${lifeText(life)}`
  if (outcome === 'depends') return `${rangeText(life, full)}, it depends`
  return outcomes[outcome].word
}

/**
 * What the cookie lives where nothing shortens it: the longest that any browser keeps it, or else what
 * it asks for.
 */
export function fullLife({ verdicts, cookie }: CookieDiagnosis): Life {
  const kept = verdicts.filter(({ outcome }) => outcome === 'kept').map(({ life }) => life)
  const seconds = kept.filter((life) => life !== null)
  if (seconds.length > 0) return Math.max(...seconds)
  if (kept.length > 0) return null
  const asked = askedLife(cookie, undefined)
  if (asked !== null) return Math.min(Math.max(asked, 0), longestLife)
  return lifeAttribute(cookie) === undefined ? null : undefined
}
