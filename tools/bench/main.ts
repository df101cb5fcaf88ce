import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, type } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { njsVersion } from '../../platforms/cloudfront/runtime.ts'
import { versionOf } from '../../platforms/runtime.ts'
import { compilePolicy } from '../../shared/config/compile-policy.ts'
import type { Bench } from './bench.ts'
import { compareBridge } from './bridge.ts'
import { site } from './browser-request.ts'
import { measureLambdaStart, measureNetlifyStart } from './cold-start.ts'
import { measureCommands } from './commands.ts'
import { workerScripts } from './contestants.ts'
import { measureInNjs } from './in-njs.ts'
import { measureInNode } from './in-node.ts'
import { measureTargetOctets, measureWorkerOctets } from './octets.ts'
import {
  measureIsolateInstructions,
  measureIsolateStart,
  measureOnWorkerd,
  measureWorkerdStart,
} from './on-workerd.ts'
import { readOptions } from './options.ts'
import { replaceTable } from './page.ts'
import { tableHead } from './table.ts'

// `npm run bench`: what edgemint costs beside others, in one table, which `--write` puts into docs/performance.md.
// Only the ratios of one run mean something: the figures themselves are the machine's.

const { rounds, seconds, write } = readOptions()
for (const program of ['wrk', 'valgrind', 'njs']) {
  if (!spawnSync(program, ['-v']).error) continue
  process.stderr.write(`${program} is missing: apt-get install ${program}\n`)
  process.exit(1)
}
const compilation = compilePolicy({ site })
if (!('policy' in compilation)) throw new Error(`the config for ${site} has mistakes`)
const folder = mkdtempSync(join(tmpdir(), 'edgemint-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true }))
const { policy } = compilation
const bench: Bench = { policy, workers: await workerScripts(policy), rounds, seconds, folder }

const measurements = [
  measureInNode,
  measureOnWorkerd,
  () => compareBridge(seconds, rounds),
  measureWorkerdStart,
  measureIsolateStart,
  measureIsolateInstructions,
  measureNetlifyStart,
  measureLambdaStart,
  measureInNjs,
  measureWorkerOctets,
  measureTargetOctets,
  measureCommands,
]
const table = [print(machine()), print(tableHead)]
for (const measure of measurements) table.push(print(await measure(bench)))

if (write) {
  const page = fileURLToPath(new URL('../../docs/performance.md', import.meta.url))
  writeFileSync(page, replaceTable(readFileSync(page, 'utf8'), table.join('\n')))
  execFileSync('npx', ['oxfmt', page])
}

function machine(): string {
  const [{ model }, ...others] = cpus()
  const engines = `Node ${process.versions.node}, workerd ${versionOf('workerd')}, njs ${njsVersion()}`
  const day = new Date().toISOString().slice(0, 10)
  return `Taken on ${day}, on ${type()}, ${1 + others.length} × ${model.trim()}, with ${engines}.\n`
}

function print(text: string): string {
  process.stdout.write(`${text}\n`)
  return text
}
