import { globSync } from 'node:fs'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'

// `npm test`, its last step: all test files, with the coverage that shared/ must have. Ends with
// the counts. In CI nothing may be left out.

const files = globSync('test/**/*.test.ts').toSorted()
const stream = run({
  files,
  concurrency: 2,
  coverage: true,
  coverageIncludeGlobs: ['shared/**/*.ts'],
  lineCoverage: 100,
  branchCoverage: 100,
  functionCoverage: 100,
})

let passed = 0
let failed = 0
let skipped = 0
stream.on('test:summary', ({ file, counts }) => {
  // Without a file: the sum of all of them.
  if (file === undefined) {
    passed = counts.passed
    skipped = counts.skipped + counts.todo
    failed = counts.tests - counts.passed - skipped
  }
})
stream.compose(new spec()).pipe(process.stdout)
stream.on('end', () => {
  if (failed > 0 || (process.env.CI && skipped > 0)) process.exitCode = 1
})
process.on('exit', () => {
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
})
