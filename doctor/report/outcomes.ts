import type { Outcome, Verdict } from '../rules/diagnosis.ts'
import { lifeText } from './life-text.ts'

export type Tone = 'good' | 'bad' | 'unsure' | 'plain'

export interface OutcomeLook {
  /** Tells outcomes apart without colour. */
  sign: string
  word: string
  tone: Tone
}

/** The worst first. */
export const outcomes: Record<Outcome, OutcomeLook> = {
  rejected: { sign: '✕', word: 'rejected', tone: 'bad' },
  blocked: { sign: '✕', word: 'blocked', tone: 'bad' },
  capped: { sign: '!', word: 'capped', tone: 'bad' },
  depends: { sign: '~', word: 'depends', tone: 'unsure' },
  unknown: { sign: '?', word: 'not known', tone: 'unsure' },
  kept: { sign: '✓', word: 'kept', tone: 'good' },
}

const worstFirst = Object.keys(outcomes)

/** The place of an outcome among all, the worst first. */
export function outcomeRank(outcome: Outcome): number {
  return worstFirst.indexOf(outcome)
}

/** "capped to 7 days". @param fullLife what the cookie lives where nothing shortens it */
export function outcomeText(verdict: Verdict, fullLife: number | null | undefined): string {
  const { outcome, life } = verdict
  if (outcome === 'kept') return `kept ${lifeText(life)}`
  if (outcome === 'capped') return `capped to ${lifeText(life)}`
  if (outcome === 'depends') return `${rangeText(life, fullLife)}, it depends`
  return outcomes[outcome].word
}

/** "7 or 400 days" */
export function rangeText(short: number | null, long: number | null | undefined): string {
  if (long === undefined) return `${lifeText(short)} or its full life`
  const [first, second] = [lifeText(short), lifeText(long)]
  if (first === second) return first
  return first.endsWith(' days') && second.endsWith(' days')
    ? `${first.replace(/ days$/, '')} or ${second}`
    : `${first} or ${second}`
}
