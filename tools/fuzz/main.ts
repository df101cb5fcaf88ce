import { parseArgs } from 'node:util'
import { readCorpus, writeCorpus } from './corpus.ts'
import { countBranches } from './counters.ts'
import { explore } from './explore.ts'
import { targets } from './targets.ts'

// `npm run fuzz`: feeds each reader of foreign input what nobody thought of, guided by the branches that it takes.

const all = Object.keys(targets)
const usage = `npm run fuzz -- [TARGET…] [--seconds N] [--seed N]

  TARGET        one of ${all.join(', ')} (default: all, one after the other)
  --seconds N   for each target (default: 10)
  --seed N      the same one makes the same inputs (default: by the clock)
`
const { names: chosen, seconds, seed } = readOptions()
const root = new URL('../../', import.meta.url).href
const counted = /^(?:shared|doctor|cloudfront)\//
const counters = countBranches(
  (url) => url.startsWith(root) && url.endsWith('.ts') && counted.test(url.slice(root.length)),
)
process.stdout.write(`seed ${seed}\n`)

for (const name of chosen) {
  const { target } = await targets[name]()
  const corpus = readCorpus(name)
  const { found, runs, branches, failure } = await explore(target, corpus, counters, {
    time: seconds * 1000,
    seed,
  })
  // The longer ones take the same ways again and again.
  const kept = found.filter((input) => input.length <= 2_000)
  if (failure) {
    process.exitCode = 1
    kept.push(failure.input)
    process.stdout.write(
      `${name}: ${failure.complaint}\n  for ${JSON.stringify(failure.input).slice(0, 2_000)}\n`,
    )
  }
  if (kept.length > 0) writeCorpus(name, [...new Set([...corpus, ...kept])])
  process.stdout.write(
    `${name}: ${runs} inputs, ${branches} branches, ${kept.length} new in test/corpus\n`,
  )
}

function readOptions(): { names: string[]; seconds: number; seed: number } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        seconds: { type: 'string', default: '10' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      },
    })
    const unknown = positionals.find((name) => !all.includes(name))
    if (unknown !== undefined) throw new Error(`There is no target ${unknown}.`)
    const names = positionals.length > 0 ? positionals : all
    return { names, seconds: count(values.seconds), seed: count(values.seed) }
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`)
    process.exit(2)
  }
}

function count(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new Error(`${text} is no whole number up to 999999.`)
}
