import type { Rule } from './judgement.ts'

/** What a table says of a rule; its id is the name of the row. Left out, the confidence is `documented`. */
export type RuleRow = Pick<Rule, 'text' | 'source'> & Partial<Pick<Rule, 'confidence'>>

/** Gives each row of a table its name as its id. */
export function ruleTable<const Rows extends Record<string, RuleRow>>(
  rows: Rows,
): { readonly [Id in keyof Rows & string]: Rows[Id] & Rule<Id> } {
  const entries = Object.entries(rows).map(([id, row]) => [
    id,
    { id, confidence: 'documented', ...row },
  ])
  return Object.fromEntries(entries) as ReturnType<typeof ruleTable<Rows>>
}
