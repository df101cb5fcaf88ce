import type { Rule, Verdict, Way } from '../diagnosis.ts'
import type { StoredResponse } from './cookie-response.ts'
import { ruleTable } from './rule-table.ts'
import type { Versions } from './versions.ts'

/** What a browser does with a cookie; `diagnose` adds which browser it is, and how the cookie is set. */
export type Judgement = Omit<
  Verdict,
  'browser' | 'since' | 'until' | 'versions' | 'way' | 'isCounted'
>

/** What a browser's versions do with a cookie that is set by a fetch, a navigation or a redirect. */
export type Judge<Range extends Versions = Versions> = (
  response: StoredResponse,
  by: Way,
  versions: Range,
) => Judgement

/** A judgement that no address decides. @param evidence the facts that the rule compares, as a sentence */
export function settled(
  outcome: 'kept' | 'blocked' | 'rejected',
  life: number | null,
  rule: Rule,
  evidence = '',
): Judgement {
  const cases = [{ outcome, rule: rule.id }]
  return { outcome, life, rule: plainRule(rule), evidence, cases, shares: [], exceptions: [] }
}

/** The cookie itself breaks a rule. */
export function rejected(rule: Rule, evidence = ''): Judgement {
  return settled('rejected', 0, rule, evidence)
}

/** Without what else a table says of it. */
export function plainRule({ id, text, source, confidence }: Rule): Rule {
  return { id, text, source, confidence }
}

export const unknownRules = ruleTable({
  unknown: {
    text: 'DNS did not tell where the page and the host are, so no rule could be applied.',
    source: '',
    confidence: 'inferred',
  },
})

/** Where DNS told no address. */
export const unknown: Judgement = {
  outcome: 'unknown',
  life: null,
  rule: unknownRules.unknown,
  evidence: '',
  cases: [],
  shares: [],
  exceptions: [],
}
