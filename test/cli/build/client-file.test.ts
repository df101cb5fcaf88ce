import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { runEdgemint } from '../run-edgemint.ts'
import { listFiles, temporaryFolder } from '../temporary-folder.ts'

const config = "export default { site: 'https://www.example.org', endpoint: '/auth/cookie' }\n"
const build = ['build', '--target', 'pages', '--into', 'dist']

suite('edgemint build --client', { concurrency: 2 }, () => {
  test('writes the ready client beside what is built, and says so', async () => {
    const folder = temporaryFolder({ 'edgemint.config.ts': config })
    const run = await runEdgemint(folder, [...build, '--client', 'dist/js/edgemint.js'])
    assert.equal(run.stderr, '')
    assert.equal(run.exitCode, 0)
    const code = readFileSync(join(folder, 'dist/js/edgemint.js'), 'utf8')
    assert.match(code, /"\/auth\/cookie"/)
    assert.match(run.stdout, new RegExp(`^dist/js/edgemint\\.js +${code.length} octets$`, 'm'))
    assert.deepEqual(listFiles(folder), [
      'dist/_routes.json',
      'dist/_worker.js',
      'dist/js/edgemint.js',
      'edgemint.config.ts',
    ])
  })

  test('writes over its own file of an earlier build', async () => {
    const folder = temporaryFolder({ 'edgemint.config.ts': config })
    await runEdgemint(folder, [...build, '--client', 'client.js'])
    writeFileSync(join(folder, 'edgemint.config.ts'), config.replace('/auth/', '/other/'))
    const run = await runEdgemint(folder, [...build, '--client', 'client.js'])
    assert.equal(run.exitCode, 0)
    assert.match(readFileSync(join(folder, 'client.js'), 'utf8'), /"\/other\/cookie"/)
  })

  test('leaves a file of somebody else’s as it is, and then writes nothing at all', async () => {
    const files = { 'client.js': 'mine', 'edgemint.config.ts': config }
    const folder = temporaryFolder(files)
    const run = await runEdgemint(folder, [...build, '--client', 'client.js'])
    assert.equal(run.exitCode, 1)
    assert.equal(
      run.stderr,
      'edgemint: client.js is not from edgemint, and is left as it is.\n  → Name another file: --client FILE\n',
    )
    assert.equal(run.stdout, '')
    assert.equal(readFileSync(join(folder, 'client.js'), 'utf8'), 'mine')
    assert.deepEqual(listFiles(folder), Object.keys(files))
  })

  test('says why it cannot write', async () => {
    const folder = temporaryFolder({ 'edgemint.config.ts': config, 'lib/a.js': '', file: '' })
    const table = [
      ['lib', 'it is a folder, not a file'],
      ['file/client.js', 'a part of the path is a file, not a folder'],
    ]
    for (const [file, reason] of table) {
      const run = await runEdgemint(folder, [...build, '--client', file])
      assert.equal(run.exitCode, 1)
      assert.ok(run.stderr.includes(`--client ${file} cannot be written: ${reason}.\n`), run.stderr)
    }
    const run = await runEdgemint(folder, [...build, '--client', ''])
    assert.match(run.stderr, /--client needs the name of a file/)
    assert.equal(run.exitCode, 2)
  })
})
