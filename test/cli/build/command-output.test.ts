import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { layout } from '../../platforms/layout.ts'
import { findOlderNode, runEdgemint } from '../run-edgemint.ts'
import { listFiles, temporaryFolder } from '../temporary-folder.ts'

const config = "export default { site: 'https://www.acme.com' }\n"

const nodes = [{ path: process.execPath, version: process.version }, findOlderNode() ?? []].flat()

for (const { path, version } of nodes) {
  test(`edgemint build writes all bundles into .edgemint (Node ${version})`, async () => {
    const folder = temporaryFolder({ 'edgemint.config.ts': config })
    const { exitCode, stdout, stderr } = await runEdgemint(folder, ['build'], path)
    assert.equal(stderr, '')
    assert.equal(exitCode, 0)
    assert.deepEqual(listFiles(join(folder, '.edgemint')), layout)
    for (const file of layout) {
      const { length } = readFileSync(join(folder, '.edgemint', file))
      assert.match(stdout, new RegExp(`^\\.edgemint/${file} +${length} octets( of \\d+)?$`, 'm'))
    }
    assert.match(stdout, /^\.edgemint\/cloudfront\/viewer-request\.js +\d+ octets of 10000$/m)
  })
}

suite('the chosen targets alone are built', { concurrency: 2 }, () => {
  const choices: [string[], string[]][] = [
    [
      ['--target', 'pages'],
      ['pages/_routes.json', 'pages/_worker.js', 'policy.d.ts', 'policy.js'],
    ],
    [
      ['--target', 'cloudfront', 'lambda-edge'],
      ['cloudfront/viewer-request.js', 'lambda-edge/index.mjs', 'policy.d.ts', 'policy.js'],
    ],
    [
      ['--target', 'workers', '--target=netlify'],
      ['netlify/set-auth-token.mjs', 'policy.d.ts', 'policy.js', 'workers/worker.js'],
    ],
    [
      ['--target', 'workers', 'workers', '--target', 'workers'],
      ['policy.d.ts', 'policy.js', 'workers/worker.js'],
    ],
  ]
  for (const [args, files] of choices) {
    test(args.join(' '), async () => {
      const folder = temporaryFolder({ 'edgemint.config.ts': config })
      const { exitCode, stdout } = await runEdgemint(folder, ['build', ...args])
      assert.equal(exitCode, 0)
      assert.deepEqual(listFiles(join(folder, '.edgemint')), files)
      assert.equal(stdout.trimEnd().split('\n').length, files.length)
    })
  }
})

test('the same config builds the same octets in every folder', async () => {
  const [one, other] = [temporaryFolder(), temporaryFolder({ 'deep/er/x': '' })]
  const folders = [one, join(other, 'deep', 'er')]
  for (const folder of folders) {
    writeFileSync(join(folder, 'edgemint.config.ts'), config)
    assert.equal((await runEdgemint(folder, ['build'])).exitCode, 0)
  }
  for (const file of layout) {
    const [a, b] = folders.map((folder) => readFileSync(join(folder, '.edgemint', file), 'utf8'))
    assert.equal(a, b, file)
  }
})

test('an output folder that is a file is said in words', async () => {
  const folder = temporaryFolder({ 'edgemint.config.ts': config, out: '' })
  const { exitCode, stdout, stderr } = await runEdgemint(folder, ['build', '--out', 'out'])
  assert.match(stderr, /^edgemint: out\/.+\n {2}→ /)
  assert.doesNotMatch(stderr, /^ +at /m)
  assert.equal(stdout, '')
  assert.equal(exitCode, 1)
})

suite('the output folder', { concurrency: 2 }, () => {
  test('may lie outside the working directory', async () => {
    const folder = temporaryFolder({ 'edgemint.config.ts': config })
    const out = join(temporaryFolder(), 'deep', 'out')
    const args = ['build', '--target', 'workers', '--out', out]
    const { exitCode, stdout } = await runEdgemint(folder, args)
    assert.equal(exitCode, 0)
    assert.deepEqual(listFiles(out), ['policy.d.ts', 'policy.js', 'workers/worker.js'])
    assert.deepEqual(listFiles(folder), ['edgemint.config.ts'])
    assert.ok(stdout.startsWith(`${out}/workers/worker.js`), stdout)
  })

  test('is relative to the working directory', async () => {
    const folder = temporaryFolder({ 'site/edgemint.config.ts': config })
    const args = ['build', '--target', 'workers', '--out', '../out']
    const { exitCode } = await runEdgemint(join(folder, 'site'), args)
    assert.equal(exitCode, 0)
    assert.deepEqual(listFiles(join(folder, 'out')), [
      'policy.d.ts',
      'policy.js',
      'workers/worker.js',
    ])
  })

  test('that cannot be written is named, with the reason in words', async () => {
    const folder = temporaryFolder({ 'edgemint.config.ts': config, out: 'mine' })
    const run = await runEdgemint(folder, ['build', '--target', 'workers', '--out', 'out'])
    assert.equal(run.exitCode, 1)
    assert.equal(
      run.stderr,
      'edgemint: out/workers/worker.js cannot be written: a part of the path is a file, not a folder. Nothing was changed.\n  → Choose another folder: --out DIR\n',
    )
    assert.equal(run.stdout, '')
    assert.equal(readFileSync(join(folder, 'out'), 'utf8'), 'mine')
  })

  test('keeps what else lies in it, and old bundles are replaced', async () => {
    const files = {
      'edgemint.config.ts': config,
      '.edgemint/index.html': 'mine',
      '.edgemint/workers/worker.js': 'old',
      '.edgemint/pages/_routes.json': 'old',
    }
    const folder = temporaryFolder(files)
    await runEdgemint(folder, ['build', '--target', 'workers', 'pages'])
    assert.equal(readFileSync(join(folder, '.edgemint/index.html'), 'utf8'), 'mine')
    assert.match(
      readFileSync(join(folder, '.edgemint/workers/worker.js'), 'utf8'),
      /set-auth-token/,
    )
    assert.match(
      readFileSync(join(folder, '.edgemint/pages/_routes.json'), 'utf8'),
      /set-auth-token/,
    )
  })
})
