import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import { outcomesOf } from '../topologies/outcomes-of.ts'
import { topologies } from '../topologies/topologies.ts'
import { topologyFacts } from '../topologies/topology-facts.ts'

suite('the table worked out by hand (topologies.md)', () => {
  test('is read whole', () => {
    const rows = topologies.flatMap(({ expected }) => expected)
    assert.deepEqual([topologies.length, rows.length], [22, 99])
  })

  for (const topology of topologies) {
    suite(topology.name, () => {
      const diagnosis = diagnose(topologyFacts(topology))
      for (const expected of topology.expected) {
        test(`${expected.setBy}, ${expected.way}: ${expected.because}`, () => {
          assert.deepEqual(outcomesOf(diagnosis, expected), expected)
        })
      }
      const { advice } = topology
      if (!advice) return
      test('what is found, and what is to be done', () => {
        const { findings, remedies } = diagnosis
        assert.deepEqual(
          findings.map(({ id }) => id),
          advice.found,
        )
        const [{ id, title, steps }] = remedies
        assert.equal(id, advice.first.id)
        assert.ok([title, ...steps].join(' ').includes(advice.first.words))
      })
    })
  }
})
