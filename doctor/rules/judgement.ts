import type { Rule, Verdict } from '../diagnosis.ts'

/** What a browser does with a cookie; `diagnose` adds which browser and way it is about. */
export type Judgement = Omit<Verdict, 'browser' | 'regime' | 'versions' | 'way' | 'isCounted'>

/** A judgement that no address decides. */
export function settled(
  outcome: 'kept' | 'blocked' | 'rejected',
  life: number | null,
  rule: Rule,
  compared = '',
): Judgement {
  const cases = [{ outcome, rule: rule.id }]
  return { outcome, life, rule, compared, cases, shares: [], exceptions: [] }
}

/** The cookie itself breaks a rule. */
export function rejected(rule: Rule, compared = ''): Judgement {
  return settled('rejected', 0, rule, compared)
}

/** Where DNS told no address. */
export const unknown: Judgement = {
  outcome: 'unknown',
  life: null,
  rule: {
    id: 'unknown',
    text: 'DNS did not tell where the page and the host are, so no rule could be applied.',
    source: '',
    confidence: 'inferred',
  },
  compared: '',
  cases: [],
  shares: [],
  exceptions: [],
}
