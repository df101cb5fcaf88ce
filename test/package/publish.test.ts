import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { globSync, lstatSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { packedProject, type PackedProject } from './packed-project.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

// Rounded up. Whoever needs more says in the commit what users get for it.
const mostFiles = 950
const mostOctets = 2_000_000
const mostInstalledOctets = 16_500_000

suite('what is published', () => {
  let project: PackedProject
  before(async () => {
    project = await packedProject()
  })
  after(() => project.remove())

  test('publint finds nothing', async () => {
    const publint = join(root, 'node_modules/publint/src/cli.js')
    const { stdout } = await run(process.execPath, [publint, 'run', project.tarball, '--strict'])
    assert.match(stdout, /All good!/)
  })

  test('attw finds every entry and its types, for ES modules', async () => {
    const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js')
    const args = [attw, '--profile', 'esm-only', '--format', 'json', project.tarball]
    const { stdout } = await run(process.execPath, args)
    const { analysis } = JSON.parse(stdout) as {
      analysis: { entrypoints: object; problems: { resolutionKind?: string }[] }
    }
    const { exports } = JSON.parse(await project.read('node_modules/edgemint/package.json'))
    assert.deepEqual(Object.keys(analysis.entrypoints).toSorted(), Object.keys(exports).toSorted())
    const ignored = new Set(['node10', 'node16-cjs'])
    assert.deepEqual(
      analysis.problems.filter(({ resolutionKind = '' }) => !ignored.has(resolutionKind)),
      [],
    )
  })

  test('npm would publish it as it is, without a correction', async () => {
    // Whatever npm asks the registry comes from its cache, or not at all.
    const args = ['publish', project.tarball, '--dry-run', '--ignore-scripts', '--offline']
    const { stdout, stderr } = await run('npm', [...args, '--registry=http://127.0.0.1:9'])
    assert.match(stdout, /^\+ edgemint@\d/m)
    assert.doesNotMatch(stderr, /auto-corrected|errors? in your package\.json/)
  })

  test('nothing runs when it is installed', async () => {
    const { scripts } = JSON.parse(await project.read('node_modules/edgemint/package.json'))
    const names = ['preinstall', 'install', 'postinstall', 'prepublish', 'prepare']
    assert.deepEqual(
      names.filter((name) => Object.hasOwn(scripts, name)),
      [],
    )
    // npm would run node-gyp for it.
    assert.deepEqual(globSync('**/binding.gyp', { cwd: project.installed }), [])
  })

  test('it says where it comes from, and where mistakes are told', async () => {
    const manifest = JSON.parse(await project.read('node_modules/edgemint/package.json'))
    // Provenance compares the letters with the repository that publishes.
    const { repository, homepage, bugs } = manifest
    assert.deepEqual(repository, {
      type: 'git',
      url: 'git+https://github.com/edgemint/edgemint.git',
    })
    assert.equal(homepage, 'https://github.com/edgemint/edgemint#readme')
    assert.deepEqual(bugs, { url: 'https://github.com/edgemint/edgemint/issues' })
  })

  test(`it has at most ${mostFiles} files and ${mostOctets} octets`, (t) => {
    const files = filesIn(project.installed)
    const octets = octetsOf(files)
    t.diagnostic(`${files.length} files, ${octets} octets`)
    assert.ok(files.length <= mostFiles, `${files.length} files`)
    assert.ok(octets <= mostOctets, `${octets} octets`)
  })
})

test(`what it depends on takes at most ${mostInstalledOctets} octets on the disk`, async (t) => {
  const args = ['ls', '--omit=dev', '--all', '--parseable', '--offline']
  const { stdout } = await run('npm', args, { cwd: root })
  const [, ...folders] = stdout.trim().split('\n')
  const names = folders.map((folder) => relative(join(root, 'node_modules'), folder))
  assert.ok(names.includes('esbuild') && names.some((name) => /^@esbuild.[a-z]/.test(name)), stdout)
  const octets = octetsOf(folders.flatMap(filesIn))
  t.diagnostic(`${octets} octets: ${names.join(', ')}`)
  assert.ok(octets <= mostInstalledOctets, `${octets} octets`)
})

function filesIn(folder: string): string[] {
  return globSync('**', { cwd: folder })
    .map((file) => join(folder, file))
    .filter((file) => lstatSync(file).isFile())
}

/** Each file counts once: esbuild links its platform's program to a second name. */
function octetsOf(files: string[]): number {
  const sizes = new Map(files.map((file) => statSync(file)).map(({ ino, size }) => [ino, size]))
  return [...sizes.values()].reduce((sum, size) => sum + size, 0)
}
