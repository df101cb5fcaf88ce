import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { listFiles, temporaryFolder } from './temporary-folder.ts'

const edgemint = fileURLToPath(new URL('../../cli/edgemint.js', import.meta.url))
const config = "export default { site: 'https://www.acme.com' }\n"
interface Told {
  exitCode: number | null
  stderr: string
}

/** Runs a command whose output nobody reads, or whose output goes to a disk that is full. */
async function run(folder: string, args: string[], output: 'unread' | 'full'): Promise<Told> {
  const stdout = output === 'full' ? openSync('/dev/full', 'w') : 'pipe'
  const child = spawn(process.execPath, [edgemint, ...args], {
    cwd: folder,
    stdio: ['ignore', stdout, 'pipe'],
  })
  child.stdout?.destroy()
  const [exitCode, stderr] = await Promise.all([
    new Promise<number | null>((resolve) => child.once('close', resolve)),
    text(child.stderr!),
  ])
  return { exitCode, stderr }
}

const commands: string[][] = [
  ['--help'],
  ['--version'],
  ['build', '--help'],
  ['build', '--target', 'workers'],
  ['template', 'cdk'],
  ['doctor', '--facts', 'plan.json'],
  ['doctor', '--facts', 'plan.json', '--json'],
]
const plan = readFileSync('examples/kuroco-default.json', 'utf8')
const files = { 'edgemint.config.ts': config, 'plan.json': plan }

suite('a reader that has seen enough is no mistake', { concurrency: 2 }, () => {
  for (const args of commands) {
    test(`edgemint ${args.join(' ')}`, async () => {
      const { stderr } = await run(temporaryFolder(files), args, 'unread')
      assert.equal(stderr, '')
    })
  }

  test('what a command is there for, it does all the same', async () => {
    const folder = temporaryFolder({ 'package.json': '{}', 'public/index.html': '' })
    const args = ['init', '--yes', '--platform', 'workers', '--site', 'https://www.acme.com']
    const { exitCode, stderr } = await run(folder, args, 'unread')
    assert.equal(exitCode, 0, stderr)
    assert.ok(listFiles(folder).includes('wrangler.jsonc'), listFiles(folder).join())
  })
})

suite('a disk that is full is told in one line', { concurrency: 2 }, () => {
  for (const args of commands) {
    test(`edgemint ${args.join(' ')}`, async () => {
      const { exitCode, stderr } = await run(temporaryFolder(files), args, 'full')
      const expected = 'edgemint: what this command prints cannot be written: the disk is full.\n'
      assert.equal(stderr, expected)
      assert.notEqual(exitCode, 0)
    })
  }
})
