import { readdirSync } from 'node:fs'
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { readCorpus } from '../../../tools/fuzz/corpus.ts'
import { complaintOf } from '../../../tools/fuzz/explore.ts'
import { targets } from '../../../tools/fuzz/targets.ts'

const corpora = readdirSync(new URL('../../corpus/', import.meta.url)).toSorted()

suite('what fuzzing has found stays good', () => {
  test('each corpus is that of a target', () => {
    for (const file of corpora) assert.ok(Object.hasOwn(targets, file.replace(/\.json$/, '')), file)
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
