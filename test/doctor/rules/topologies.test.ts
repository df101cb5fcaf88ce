import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import { outcomesOf } from '../topologies/outcomes-of.ts'
import { topologies } from '../topologies/topologies.ts'
import { topologyFacts } from '../topologies/topology-facts.ts'

suite('the table worked out by hand (topologies.md)', () => {
  test('is read whole', () => {
    const rows = topologies.flatMap(({ expected }) => expected)
    assert.deepEqual([topologies.length, rows.length], [20, 93])
  })

  for (const topology of topologies) {
    suite(topology.name, () => {
      const diagnosis = diagnose(topologyFacts(topology))
      for (const expected of topology.expected) {
        test(`${expected.setBy}, ${expected.way}: ${expected.because}`, () => {
          assert.deepEqual(outcomesOf(diagnosis, expected), expected)
        })
      }
    })
  }
})
