import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { runEdgemint } from '../run-edgemint.ts'
import { listFiles, temporaryFolder } from '../temporary-folder.ts'

const files = {
  'edgemint.config.ts': "export default { site: 'https://www.acme.com' }\n",
  'dist/index.html': 'the site',
}
const pages = ['build', '--target', 'pages', '--into', 'dist']

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

  test('again, with another endpoint: what is ours is replaced', async () => {
    const folder = temporaryFolder(files)
    await runEdgemint(folder, pages)
    const config = "export default { site: 'https://www.acme.com', endpoint: '/auth' }\n"
    writeFileSync(join(folder, 'edgemint.config.ts'), config)
    const { exitCode } = await runEdgemint(folder, pages)
    assert.equal(exitCode, 0)
    assert.match(readFileSync(join(folder, 'dist/_routes.json'), 'utf8'), /"\/auth"/)
  })

  for (const [file, contents] of [
    ['_worker.js', 'export default {}\n'],
    ['_routes.json', '{"version":1,"include":["/*"],"exclude":[]}\n'],
  ]) {
    test(`a ${file} of somebody else’s stays, and nothing is written`, async () => {
      const folder = temporaryFolder({ ...files, [`dist/${file}`]: contents })
      const before = listFiles(folder)
      const { exitCode, stdout, stderr } = await runEdgemint(folder, pages)
      assert.equal(exitCode, 1)
      assert.equal(stdout, '')
      assert.ok(stderr.startsWith(`edgemint: dist/${file} is not from edgemint`), stderr)
      assert.equal(readFileSync(join(folder, 'dist', file), 'utf8'), contents)
      assert.deepEqual(listFiles(folder), before)
    })
  }

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
