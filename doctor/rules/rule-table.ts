import type { Rule } from '../diagnosis.ts'

/** What a table says of a rule; its id is the name of the row. */
export type RuleRow = Omit<Rule, 'id'>

/** A table's rows, each with its id. */
export type RuleTable<Rows> = { readonly [Id in keyof Rows & string]: Rows[Id] & { id: Id } }

/** Gives each row of a table its name as its id. */
export function ruleTable<const Rows extends Record<string, RuleRow>>(rows: Rows): RuleTable<Rows> {
  const entries = Object.entries(rows).map(([id, row]) => [id, { id, ...row }])
  return Object.fromEntries(entries) as RuleTable<Rows>
}

/** What a standard or the vendor says. */
export function documented(text: string, source: string): RuleRow {
  return { text, source, confidence: 'documented' }
}
