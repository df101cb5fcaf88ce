import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { filesOf } from '../../platforms/target.ts'
import { targets } from '../../platforms/targets.ts'
import { outputFolder } from '../../platforms/vendor.ts'
import { vendors } from '../../platforms/vendors.ts'

const written = targets.flatMap(filesOf)

test('texts and docs name no file of the output folder that build does not write', () => {
  // `npm run build` of this repository writes doctor's page beside the bundles.
  const known = new Set([
    'policy.js',
    'doctor',
    ...written,
    ...written.map((file) => file.split('/')[0]),
  ])
  const files = ['README.md', ...globSync('docs/*.md'), ...globSync('doctor/**/*.ts')]
  const texts = [...files.map((file) => readFileSync(file, 'utf8')), JSON.stringify(vendors)]
  // It writes to dist.
  const pattern = new RegExp(`(?:\\${outputFolder}|\\bdist)/([\\w./-]*\\w)`, 'g')
  const named = texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name))
  assert.deepEqual(
    // What attach keeps of a distribution is there too.
    named.filter((name) => !known.has(name) && !/^attach\/[\w-]+\.json$/.test(name)),
    [],
  )
  assert.ok(named.length > 7)
})
