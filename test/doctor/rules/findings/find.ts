import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Finding } from '../../../../doctor/rules/diagnosis.ts'
import type { Facts } from '../../../../doctor/facts.ts'
import { diagnose } from '../../../../doctor/rules/diagnose.ts'

/** A finding, facts that it is found in, what it must say at least, and facts next to them without it. */
export interface FindingCase {
  id: string
  when: string
  facts: Facts
  expected: { [Field in keyof Finding]?: Finding[Field] | undefined }
  not: [when: string, facts: Facts][]
}

export function find(facts: Facts, id: string): Finding[] {
  return diagnose(facts).findings.filter((finding) => finding.id === id)
}

export function describeFindings(cases: FindingCase[]): void {
  for (const { id, when, facts, expected, not } of cases) {
    describe(id, () => {
      it(when, () => {
        const found = find(facts, id)
        assert.equal(found.length, 1)
        const fields = Object.keys(expected) as (keyof Finding)[]
        const said = Object.fromEntries(fields.map((field) => [field, found[0][field]]))
        assert.deepEqual(said, expected)
      })
      for (const [near, others] of not) {
        it(`not: ${near}`, () => assert.deepEqual(find(others, id), []))
      }
    })
  }
}
