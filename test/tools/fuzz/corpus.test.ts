import { readdirSync } from 'node:fs'
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { readPlan } from '../../../doctor/plan/read-plan.ts'
import { compilePolicy } from '../../../shared/config/compile-policy.ts'
import { readCorpus } from '../../../tools/fuzz/corpus.ts'
import { complaintOf } from '../../../tools/fuzz/explore.ts'
import { targets } from '../../../tools/fuzz/targets.ts'

const corpora = readdirSync(new URL('../../corpus/', import.meta.url)).toSorted()

suite('what fuzzing has found stays good', () => {
  test('each corpus is that of a target', () => {
    for (const file of corpora) assert.ok(Object.hasOwn(targets, file.replace(/\.json$/, '')), file)
  })

  test('seeds get past the first mistake: a plan is read, and a config with a bridge compiles', async () => {
    const [plan, config] = await Promise.all([targets.plan(), targets.config()])
    assert.ok(plan.target.seeds.some((seed) => 'facts' in readPlan(JSON.parse(seed))))
    const compiled = config.target.seeds.map((seed) => compilePolicy(JSON.parse(seed)))
    assert.ok(compiled.some((compilation) => 'policy' in compilation && compilation.policy.bridge))
  })

  for (const [name, load] of Object.entries(targets)) {
    test(name, async () => {
      const { target } = await load()
      const inputs = [...target.seeds, ...readCorpus(name)]
      for (const input of inputs) {
        const complaint = await complaintOf(target, input)
        assert.equal(complaint, undefined, `${name}: ${JSON.stringify(input)}`)
      }
    })
  }
})
