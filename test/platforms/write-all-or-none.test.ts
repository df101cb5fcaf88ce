import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { mark } from '../../platforms/target.ts'
import { writeAllOrNone } from '../../platforms/write-all-or-none.ts'
import { listFiles, temporaryFolder } from '../cli/temporary-folder.ts'

// How modes, links and what somebody changed meanwhile are kept is in test/cli/init/write-changes.test.ts.

const edgemint = fileURLToPath(new URL('../../cli/edgemint.js', import.meta.url))
const config = "export default { site: 'https://www.example.com' }"
const canMount = ((): boolean => {
  try {
    execFileSync('unshare', ['-rm', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

/** `edgemint`, called by a shell after another command. */
async function runAfter(command: string, folder: string, args: string[]): Promise<string> {
  const call = ['sh', '-c', `${command} && exec "$0" "$@"`, process.execPath, edgemint, ...args]
  const [program, ...rest] = command.startsWith('mount') ? ['unshare', '-rm', ...call] : call
  const run = promisify(execFile)(program, rest, { cwd: folder, timeout: 60_000 })
  return run.then(
    () => assert.fail('it did not fail'),
    ({ stderr }: { stderr: string }) => stderr,
  )
}

suite('all files are written, or none', () => {
  test('the folders that they need, and one that only its owner reads', () => {
    const folder = temporaryFolder()
    writeAllOrNone([
      { path: join(folder, 'a/b/c'), contents: 'one', mode: 0o600 },
      { path: join(folder, 'd'), contents: 'two' },
    ])
    assert.deepEqual(listFiles(folder), ['a/b/c', 'd'])
    assert.equal(readFileSync(join(folder, 'd'), 'utf8'), 'two')
  })

  test('a link that leads nowhere is no place for one, and is left as it is', () => {
    const folder = temporaryFolder()
    const [file, link] = [join(folder, 'a'), join(folder, 'link')]
    symlinkSync('nowhere', link)
    assert.throws(
      () =>
        writeAllOrNone([
          { path: file, contents: 'one' },
          { path: link, contents: 'two' },
        ]),
      { message: `${link} cannot be written: it is a link that leads nowhere` },
    )
    assert.deepEqual(readdirSync(folder), ['link'])
    assert.equal(readlinkSync(link), 'nowhere')
  })

  test('a disk that is full in the middle leaves the bundles that were there', async () => {
    const before = `${mark}\nold`
    const old = { 'out/netlify/set-auth-token.mjs': before, 'out/workers/worker.js': before }
    const folder = temporaryFolder({ 'edgemint.config.ts': config, ...old })
    // No file larger than 10,240 octets, which the Worker is not and Netlify's function is.
    const stderr = await runAfter('ulimit -f 20', folder, ['build', '--out', 'out'])
    assert.equal(
      stderr,
      'edgemint: out/netlify/set-auth-token.mjs cannot be written: it would be larger than this system allows. Nothing was changed.\n  → Choose another folder: --out DIR\n',
    )
    assert.deepEqual(listFiles(join(folder, 'out')), [
      'netlify/set-auth-token.mjs',
      'workers/worker.js',
    ])
    for (const file of Object.keys(old)) {
      assert.equal(readFileSync(join(folder, file), 'utf8'), before)
    }
  })

  // A real disk, of a process that may mount one for itself.
  const skip = !canMount && 'needs a Linux that lets a process have its own mounts (unshare)'

  test('a full disk is named as that', { skip }, async () => {
    const folder = temporaryFolder({ 'edgemint.config.ts': config, 'out/none': '' })
    const mount = 'mount -t tmpfs -o size=16k none out'
    const stderr = await runAfter(mount, folder, ['build', '--out', 'out'])
    assert.match(
      stderr,
      /^edgemint: out\/netlify-edge\/\S+ cannot be written: the disk is full\. Noth/,
    )
  })

  test('a read-only disk is named as that, also where a folder is missing', { skip }, async () => {
    const folder = temporaryFolder({ 'edgemint.config.ts': config, 'out/none': '' })
    const mount = 'mount -t tmpfs -o ro none out'
    const stderr = await runAfter(mount, folder, ['build', '--out', 'out/bundles'])
    assert.match(
      stderr,
      /^edgemint: out\/bundles\/\S+ cannot be written: the disk is read-only\. Noth/,
    )
  })
})
