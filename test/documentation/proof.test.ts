import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { targets } from '../../tools/fuzz/targets.ts'
import { loadBridgeVectors } from '../conformance/bridge-vectors.ts'
import { loadVectors } from '../conformance/vectors.ts'

test('README counts what it is proven with', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const [plain, bridged] = [loadVectors(), loadBridgeVectors('')].map(
    (files) => files.flatMap(({ vectors }) => vectors as unknown[]).length,
  )
  const rows = readme.split('\n').filter((line) => line.startsWith('| '))
  const figureOf = (what: string): string | undefined =>
    rows
      .find((row) => row.includes(what))
      ?.split('|')[2]
      .trim()
  assert.equal(figureOf('requests with their answers'), `${plain}, and ${bridged} over the bridge`)
  assert.ok(readme.includes(`: [${plain} requests with their answers](test/vectors),`))
  const elsewhere = loadVectors()
    .flatMap(({ vectors }) => vectors)
    .filter(({ platforms }) => platforms?.cloudfront)
  assert.ok(readme.includes(`they answer ${elsewhere.length} of them otherwise`))
  assert.equal(figureOf('that are fuzzed'), String(Object.keys(targets).length))
})
