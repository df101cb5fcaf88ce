import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { packedEdgemint } from './packed-edgemint.ts'

// `npm test`, its last step: the fast tests, with the coverage that shared/ and doctor's rules and hosts must have;
// beside them those that start something, without, because each program of theirs would take half as long again; and
// then the browsers, which want the machine for themselves. Ends with the counts. In CI nothing may be left out.
// Of a long matrix (`*-matrix.test.ts`) it plays a sample; `npm run test:all` passes `--rest`: all other cells, and
// nothing else. `npm run check` passes `--fast`: the tests that start no engine, no server and no program, and
// measure no cost, in two halves. What hangs is a failure with a name: a test has five minutes, and one must end in ten.

const counts = { passed: 0, failed: 0, skipped: 0 }
const files = globSync('test/**/*.test.ts')
  .map((file) => file.replaceAll('\\', '/'))
  .toSorted()
const browsers = /^test\/browsers\//
const matrices = /-matrix\.test\.ts$/
const slow =
  /^test\/(browsers|cli|cloudfront-stand-in|conformance|cost|demo|documentation|doctor\/gather|doctor\/network|local|package|platforms|projects|tools\/soak|vite)\/|^test\/check\.|(cost|differential|linear-matrix|model)\.test\.ts$/

// In one process: each file in one of its own takes twice as long. A model lends the globals of its process, and has its
// own.
const fast = { files: files.filter((file) => !slow.test(file)), isolation: 'none' } as const

if (process.argv.includes('--fast')) {
  const [half] = process.argv.slice(3)
  const isInHalf = (file: string): boolean =>
    half === undefined || (half === 'doctor') === file.startsWith('test/doctor/')
  await runFiles({ ...fast, files: fast.files.filter(isInHalf) })
} else if (process.argv.includes('--covered')) {
  await runFiles({
    ...fast,
    coverage: true,
    coverageIncludeGlobs: ['shared/**/*.ts', 'doctor/{hosts,rules}/**/*.ts'],
    lineCoverage: 100,
    branchCoverage: 100,
    functionCoverage: 100,
  })
} else if (process.argv.includes('--rest')) {
  await packOnce()
  compileOnce()
  process.env.EDGEMINT_MATRIX = 'rest'
  const rest = files.filter((file) => matrices.test(file))
  await runFiles({ files: rest.filter((file) => !browsers.test(file)), concurrency: 2 })
  await runFiles({ files: rest.filter((file) => browsers.test(file)) })
} else {
  await packOnce()
  process.env.EDGEMINT_MATRIX = 'sample'
  // Without what was compiled before, of which the coverage is less precise.
  const covered = runBeside('--covered')
  compileOnce()
  await runFiles({
    files: files.filter((file) => slow.test(file) && !browsers.test(file)),
    concurrency: 2,
  })
  process.stdout.write(await covered)
  await runFiles({ files: files.filter((file) => browsers.test(file)) })
}

const { passed, failed, skipped } = counts
if (failed > 0 || (process.env.CI && skipped > 0)) process.exitCode = 1
process.on('exit', () => {
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
})

/** For all files: see `packedEdgemint`. */
async function packOnce(): Promise<void> {
  process.env.EDGEMINT_TARBALL = await packedEdgemint(folderOfRun('packed'))
}

/** Hundreds of processes load the same modules: each takes what another has compiled. */
function compileOnce(): void {
  process.env.NODE_COMPILE_CACHE = folderOfRun('compiled')
}

function folderOfRun(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `edgemint-${name}-`))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** Runs a part in a process of its own, adds its counts to ours, and gives what else it says. */
async function runBeside(part: string): Promise<string> {
  const argv = [import.meta.filename, part]
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  // A process that died has no counts.
  if (status !== 0) process.exitCode = 1
  return said.replace(/^(\d+) passed, (\d+) failed, (\d+) skipped$/m, (_, ...sums: string[]) => {
    for (const [index, name] of (['passed', 'failed', 'skipped'] as const).entries())
      counts[name] += Number(sums[index])
    return ''
  })
}

async function runFiles(options: Parameters<typeof run>[0]): Promise<void> {
  const standstill = new AbortController()
  const isStill = (): void => standstill.abort(new Error('no test has ended for ten minutes'))
  const timer = setTimeout(isStill, 10 * 60_000).unref()
  const stream = run({ ...options, timeout: 5 * 60_000, signal: standstill.signal })
  // However slow the machine is: a limit for all of them together would fail where others work beside it.
  stream.on('test:complete', () => timer.refresh())
  stream.on('test:summary', ({ file, counts: sum, success }) => {
    // With a file: a part of the sum that comes at the end.
    if (file !== undefined) return
    const skips = sum.skipped + sum.todo
    const fails = sum.tests - sum.passed - skips
    counts.passed += sum.passed
    counts.skipped += skips
    // Without a test of its own: an error after its test has ended, or coverage that is missing ("ℹ Error: …").
    counts.failed += success ? fails : Math.max(fails, 1)
  })
  // A suite that is left out is not among the tests of the sum.
  stream.on('test:pass', ({ skip, details }) => {
    if (skip !== undefined && details.type === 'suite') counts.skipped++
  })
  for await (const report of stream.compose(new spec())) process.stdout.write(report)
  clearTimeout(timer)
}
