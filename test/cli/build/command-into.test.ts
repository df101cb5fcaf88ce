import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { suite, test } from 'node:test'
import { filesOf } from '../../../platforms/target.ts'
import { targets } from '../../../platforms/targets.ts'
import { runEdgemint } from '../run-edgemint.ts'
import { listFiles, temporaryFolder } from '../temporary-folder.ts'

const files = {
  'edgemint.config.ts': "export default { site: 'https://www.acme.com' }\n",
  'dist/index.html': 'the site',
}
const bridgedConfig = (path: string): string =>
  `export default { site: 'https://www.acme.com', api: 'https://api.acme.com', bridge: { path: '${path}' } }\n`
const pages = ['build', '--target', 'pages', '--into', 'dist']

/** Of the files in the folder that is built into. */
const contentsOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    listFiles(join(folder, 'dist'))
      .filter((file) => file !== 'index.html')
      .map((file) => [file, readFileSync(join(folder, 'dist', file), 'utf8')]),
  )

suite('edgemint build --into puts one target into a folder of the site’s own', () => {
  test('pages: beside the site’s files, and nothing else', async () => {
    const folder = temporaryFolder(files)
    const { exitCode, stdout, stderr } = await runEdgemint(folder, pages)
    assert.equal(stderr, '')
    assert.equal(exitCode, 0)
    assert.match(stdout, /^dist\/_worker\.js .*\ndist\/_routes\.json .*\n$/)
    assert.deepEqual(listFiles(folder), [
      'dist/_routes.json',
      'dist/_worker.js',
      'dist/index.html',
      'edgemint.config.ts',
    ])
  })

  test('netlify: into the folder that Netlify’s build looks into', async () => {
    const folder = temporaryFolder(files)
    const into = '.netlify/v1/functions'
    const { exitCode } = await runEdgemint(folder, ['build', '--target=netlify', '--into', into])
    assert.equal(exitCode, 0)
    assert.deepEqual(listFiles(join(folder, '.netlify')), ['v1/functions/set-auth-token.mjs'])
  })

  for (const target of targets) {
    const into = ['build', '--target', target.name, '--into', 'dist']
    const bridged = bridgedConfig('/api')

    test(`${target.name}, again, with another bridge: what is ours is replaced`, async () => {
      const folder = temporaryFolder({ ...files, 'edgemint.config.ts': bridged })
      const first = await runEdgemint(folder, into)
      assert.equal(first.exitCode, 0, first.stderr)
      const former = contentsOf(folder)
      writeFileSync(join(folder, 'edgemint.config.ts'), bridgedConfig('/backend'))
      const second = await runEdgemint(folder, into)
      assert.equal(second.exitCode, 0, second.stderr)
      assert.deepEqual(Object.keys(contentsOf(folder)), Object.keys(former))
      for (const [file, contents] of Object.entries(contentsOf(folder))) {
        assert.notEqual(contents, former[file], file)
      }
    })

    for (const file of filesOf(target).map((each) => basename(each))) {
      test(`${target.name}: a ${file} of somebody else’s stays, and nothing is written`, async () => {
        const folder = temporaryFolder({ ...files, 'edgemint.config.ts': bridged })
        writeFileSync(join(folder, 'dist', file), 'of somebody else')
        const before = contentsOf(folder)
        const { exitCode, stdout, stderr } = await runEdgemint(folder, into)
        assert.equal(exitCode, 1)
        assert.equal(stdout, '')
        assert.ok(stderr.startsWith(`edgemint: dist/${file} is not from edgemint`), stderr)
        assert.deepEqual(contentsOf(folder), before)
      })
    }
  }

  test('a function of somebody else’s stays, also beside one of ours', async () => {
    const folder = temporaryFolder(files)
    const into = ['build', '--target', 'cloudfront', '--into', 'dist']
    await runEdgemint(folder, into)
    writeFileSync(join(folder, 'dist/viewer-response.js'), 'of somebody else')
    writeFileSync(join(folder, 'edgemint.config.ts'), bridgedConfig('/api'))
    const before = contentsOf(folder)
    const { exitCode, stderr } = await runEdgemint(folder, into)
    assert.equal(exitCode, 1)
    assert.match(stderr, /^edgemint: dist\/viewer-response\.js is not from edgemint/)
    assert.deepEqual(contentsOf(folder), before)
  })

  test('the second function of a bridge goes with the bridge', async () => {
    const folder = temporaryFolder({ ...files, 'edgemint.config.ts': bridgedConfig('/api') })
    const into = ['build', '--target', 'cloudfront', '--into', 'dist']
    await runEdgemint(folder, into)
    assert.deepEqual(Object.keys(contentsOf(folder)), ['viewer-request.js', 'viewer-response.js'])
    writeFileSync(join(folder, 'edgemint.config.ts'), files['edgemint.config.ts'])
    await runEdgemint(folder, into)
    assert.deepEqual(Object.keys(contentsOf(folder)), ['viewer-request.js'])
  })

  test('a framework’s Worker that is a folder is somebody else’s, too', async () => {
    const folder = temporaryFolder({ ...files, 'dist/_worker.js/index.js': '//' })
    const { exitCode, stderr } = await runEdgemint(folder, [
      'build',
      '--target',
      'pages',
      '--into',
      'dist',
    ])
    assert.equal(exitCode, 1)
    assert.match(
      stderr,
      /^edgemint: dist\/_worker\.js is not from edgemint, .*\n {2}→ Where it is your framework's own/,
    )
    assert.deepEqual(listFiles(join(folder, 'dist')).includes('_routes.json'), false)
  })

  test('pages: not where it would switch functions off, and it is said what to do in its place', async () => {
    const own = { 'functions/api.js': 'export const onRequest = () => new Response()\n' }
    const folder = temporaryFolder({ ...files, ...own })
    const { exitCode, stderr } = await runEdgemint(folder, pages)
    assert.equal(exitCode, 1)
    assert.equal(
      stderr,
      `edgemint: functions/ is yours, and dist/_worker.js would switch it off.
  → Call edgemint from functions/set-auth-token.js, as edgemint init shows.
  → Then build without --into: edgemint build --target pages
`,
    )
    assert.deepEqual(contentsOf(folder), {})

    const { exitCode: other } = await runEdgemint(folder, pages.slice(0, 3))
    assert.equal(other, 0)
  })

  for (const args of [
    ['--into', 'dist'],
    ['--into', 'dist', '--target', 'pages', 'netlify'],
    ['--into', 'dist', '--target', 'pages', '--out', 'out'],
  ]) {
    test(`${args.join(' ')} is refused`, async () => {
      const folder = temporaryFolder(files)
      const { exitCode, stderr } = await runEdgemint(folder, ['build', ...args])
      assert.match(stderr, /^edgemint: --into takes one target, and no --out\.\n {2}→ Write /)
      assert.equal(exitCode, 2)
      assert.deepEqual(listFiles(folder).length, 2)
    })
  }
})
