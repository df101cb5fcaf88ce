import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

suite('a test file ends where none of its tests is played', () => {
  for (const [how, file] of [
    ['and a server is started for all of them', 'test/shared/web/login/secret-store-down.test.ts'],
    ['and a process is', 'test/cli/dev/dev.test.ts'],
    ['and a server is started in the body of a suite', 'test/cloudfront-stand-in/iam.test.ts'],
  ]) {
    test(how, () => {
      const { NODE_TEST_CONTEXT: _, ...env } = process.env
      const args = ['--test', '--test-name-pattern', 'of this name there is none', file]
      const { status, stdout } = spawnSync(process.execPath, args, {
        cwd: root,
        env,
        encoding: 'utf8',
        timeout: 240_000,
      })
      assert.equal(status, 0, stdout)
    })
  }
})

test('what a file has to wait for before all of its tests it starts and ends by aroundAll', () => {
  const files = globSync('test/**/*.ts', { cwd: root }).filter(
    (file) => !file.endsWith('around-all.ts'),
  )
  const others = files.filter((file) => {
    const code = readFileSync(`${root}/${file}`, 'utf8')
    return /^before\(async /m.test(code) && /^after\(/m.test(code)
  })
  assert.deepEqual(others, [])
})
