import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { isInThisRun } from '../../matrix-cells.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { worstPlan, type Shape } from '../../doctor/plan/worst-plan.ts'

const edgemint = fileURLToPath(new URL('../../../cli/edgemint.js', import.meta.url))

/** Writes what the process has used when it ends: its own time, which a busy machine does not change. */
const meter = `import { writeFileSync } from 'node:fs'
process.on('exit', () => writeFileSync('usage.json', JSON.stringify(process.resourceUsage())))`

interface Cost {
  exitCode: number
  stderr: string
  stdout: string
  seconds: number
  megabytes: number
}

async function costOf(folder: string, form: string[]): Promise<Cost> {
  const [out, error] = ['out', 'error'].map((name) => openSync(join(folder, name), 'w'))
  const node = ['--max-old-space-size=350', '--import', './meter.mjs']
  const args = [...node, edgemint, 'doctor', '--facts', 'plan.json', ...form]
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', out, error] })
  const [exitCode] = (await once(child, 'exit')) as [number]
  for (const file of [out, error]) closeSync(file)
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(
    read('usage.json'),
  ) as NodeJS.ResourceUsage
  return {
    exitCode,
    stderr: read('error'),
    stdout: statSync(join(folder, 'out')).size < 10_000_000 ? read('out') : '',
    seconds: (userCPUTime + systemCPUTime) / 1e6,
    megabytes: maxRSS / 1024,
  }
}

const shapes: Shape[] = [
  { text: 'short', isSeen: true, addresses: 'IPv4' },
  { text: 'short', isSeen: false, addresses: 'IPv6' },
  { text: 'long', isSeen: true, addresses: 'both' },
  { text: 'long', isSeen: false, addresses: 'IPv4' },
]

suite(
  'the plans that cost most of those that the schema allows: under 10 s and 500 MB',
  { concurrency: 2 },
  () => {
    for (const shape of shapes) {
      const { text, isSeen, addresses } = shape
      const title = `${text} texts, ${isSeen ? 'seen' : 'planned'}, ${addresses}`
      for (const form of [[], ['--ci'], ['--json'], ['--html', 'report.html']]) {
        // The sample is the page of the plan that says most: it costs most of all.
        if (!isInThisRun(text === 'long' && isSeen && form[0] === '--html')) continue
        test(`${title}: ${form[0] ?? 'terminal'}`, async () => {
          const folder = temporaryFolder({
            'plan.json': JSON.stringify(worstPlan(shape)),
            'meter.mjs': meter,
          })
          const { exitCode, stderr, seconds, megabytes } = await costOf(folder, form)
          assert.equal(stderr, '')
          assert.equal(exitCode, 1)
          assert.ok(seconds < 10, `${seconds} s`)
          assert.ok(megabytes < 500, `${megabytes} MB`)
        })
      }
    }
  },
)
