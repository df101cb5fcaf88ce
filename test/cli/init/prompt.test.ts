import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from '../temporary-folder.ts'
import { readFiles, viteManifest } from './init-project.ts'

const edgemint = fileURLToPath(new URL('../../../cli/edgemint.js', import.meta.url))

/** Runs init in a terminal. Each answer is typed when its question has appeared. */
async function typeAnswers(
  folder: string,
  answers: [question: string, answer: string][],
  args = '',
): Promise<{ exitCode: number; screen: string }> {
  const command = `"${process.execPath}" "${edgemint}" init ${args}`
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: folder, timeout: 60_000 })
  let screen = ''
  let seen = 0
  const rest = [...answers]
  child.stdout.on('data', (chunk: Buffer) => {
    screen += chunk
    // Two questions may come in one piece.
    for (;;) {
      const [question, answer] = rest[0] ?? []
      const place = question === undefined ? -1 : screen.indexOf(question, seen)
      if (place === -1) return
      seen = place + question!.length
      rest.shift()
      child.stdin.write(answer!)
    }
  })
  const [exitCode] = (await once(child, 'close')) as [number]
  assert.deepEqual(rest, [], screen)
  return { exitCode, screen }
}

const enter = '\r'

suite('edgemint init at a keyboard', { concurrency: 2 }, () => {
  test('asks for what it cannot find, says what is wrong with an answer, and writes after a yes', async () => {
    const folder = temporaryFolder({ 'package.json': viteManifest() })
    const { exitCode, screen } = await typeAnswers(folder, [
      ['A number:', `9${enter}`],
      ['from 1 to 4', ''],
      ['A number:', `3${enter}`],
      ['address of your pages', `http://www.shop.test${enter}`],
      ['is not https', ''],
      ['address of your pages', `www.shop.test${enter}`],
      ['address of your API', enter],
      ['Write these 4 files? (Y/n)', enter],
    ])
    assert.equal(exitCode, 0, screen)
    const files = readFiles(folder)
    assert.deepEqual(Object.keys(files), [
      '.gitignore',
      'edgemint.config.ts',
      'package.json',
      'vite.config.mjs',
    ])
    assert.match(files['edgemint.config.ts'], /site: 'https:\/\/www\.shop\.test',\n\}/)
    assert.ok(screen.includes('\u001b[32m+export default'))
  })

  test('asks nothing that is given, and writes nothing after a no', async () => {
    const before = { 'package.json': viteManifest(), 'netlify.toml': '' }
    const folder = temporaryFolder(before)
    const args = '--site www.shop.test --api api.shop.test'
    const { exitCode, screen } = await typeAnswers(folder, [['(Y/n)', `n${enter}`]], args)
    assert.equal(exitCode, 1)
    assert.doesNotMatch(screen, /address of/)
    assert.match(screen, /edgemint: nothing was written\./)
    assert.deepEqual(readFiles(folder), before)
  })

  for (const [key, code] of [
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ]) {
    test(`${key} ends it`, async () => {
      const folder = temporaryFolder({ 'netlify.toml': '' })
      const { exitCode, screen } = await typeAnswers(folder, [['address of your pages', code]])
      assert.equal(exitCode, 1)
      assert.match(screen, /edgemint: stopped\. Nothing was written\./)
      assert.deepEqual(readFiles(folder), { 'netlify.toml': '' })
    })
  }
})
