import { globSync, rmSync } from 'node:fs'
import { matchesGlob } from 'node:path'
import { Stryker } from '@stryker-mutator/core'
import { groups, optionsOf, reports, sandbox } from './groups.ts'
import { judge } from './judge.ts'

// `npm run mutate`: would the fast tests notice a fault? Changes the sources in thousands of small ways, in a copy, and
// runs for each the tests that meet it.

const usage = `npm run mutate -- [FILE…]

  FILE   mutates these alone, such as shared/core/cookie.ts or 'shared/web/login/*' (default: all of
         ${groups.map(({ folder }) => folder).join(', ')})
`
const asked = process.argv.slice(2)
const start = performance.now()
const mutable = groups.map((group) => ({ group, files: globSync(`${group.folder}/**/*.ts`) }))
const chosen = mutable.map(({ group, files }) => ({
  group,
  files: files.filter(
    (file) => asked.length === 0 || asked.some((glob) => matchesGlob(file, glob)),
  ),
}))
const unknown = asked.filter(
  (glob) => !mutable.some(({ files }) => files.some((file) => matchesGlob(file, glob))),
)
if (unknown.length > 0) {
  process.stderr.write(`No file that is mutated is called ${unknown.join(', ')}.\n\n${usage}`)
  process.exit(2)
}

// Also where it is interrupted.
process.on('exit', () => rmSync(sandbox, { recursive: true, force: true }))

const results = []
try {
  for (const { group, files } of chosen) {
    if (files.length === 0) continue
    results.push(...(await new Stryker(optionsOf(group, files)).runMutationTest()))
  }
} catch {
  // Stryker has said why.
  process.exit(1)
}
const { text, isGood } = judge(results)
const seconds = Math.round((performance.now() - start) / 1000)
process.stdout.write(
  `${text}\n${seconds} s. ${reports}/ has a page with each mutant in its line.\n`,
)
process.exitCode = isGood ? 0 : 1
