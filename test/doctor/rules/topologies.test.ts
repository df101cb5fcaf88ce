import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import { outcomesOf } from '../topologies/outcomes-of.ts'
import { topologies } from '../topologies/topologies.ts'
import { topologyFacts } from '../topologies/topology-facts.ts'

describe('the table worked out by hand (topologies.md)', () => {
  for (const topology of topologies) {
    describe(topology.name, () => {
      const diagnosis = diagnose(topologyFacts(topology))
      for (const expected of topology.expected) {
        it(`${expected.setBy}, ${expected.way}: ${expected.because}`, () => {
          assert.deepEqual(outcomesOf(diagnosis, expected), expected)
        })
      }
    })
  }
})
