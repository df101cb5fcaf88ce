import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { outputFiles, outputFolder } from '../../platforms/output.ts'
import { targets } from '../../platforms/targets.ts'
import { policyOf } from '../cli/policy-of.ts'

const policy = policyOf({ site: 'https://www.example.com' })
const written = targets.flatMap(({ file, companions }) => [
  file,
  ...Object.keys(companions?.(policy) ?? {}),
])

test('the names of what build writes are those of the targets', () => {
  assert.deepEqual(Object.values(outputFiles).toSorted(), written.toSorted())
})

test('texts and docs name no file of the output folder that build does not write', () => {
  const known = new Set(['policy.js', ...written, ...written.map((file) => file.split('/')[0])])
  const files = ['README.md', ...globSync('docs/*.md'), ...globSync('doctor/**/*.ts')]
  const named = files.flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(new RegExp(`\\b${outputFolder}/([\\w./-]*\\w)`, 'g')),
    ].map(([, name]) => name),
  )
  assert.deepEqual(
    named.filter((name) => !known.has(name)),
    [],
  )
  assert.ok(named.length > 3)
})
