import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { suite, test } from 'node:test'
import { temporaryFolder } from './cli/temporary-folder.ts'

const passes = "process.stdout.write('✔ a test\\n\\n20 passed, 0 failed, 1 skipped\\n')"
const fails =
  "process.stdout.write('✖ another\\n\\n19 passed, 1 failed, 0 skipped\\n'); process.exitCode = 1"
const never = "process.stdout.write('✔ a test\\n'); setInterval(() => {}, 1000)"

/** With another npm, and other tests in each half. */
function runCheck(
  lint: string,
  doctor: string,
  others: string,
): { status: number | null; said: string } {
  const folder = temporaryFolder({
    'check.ts': readFileSync('test/check.ts', 'utf8'),
    'run.ts': `if (process.argv.slice(2).join() === '--fast,doctor') { ${doctor} } else { ${others} }`,
    'package.json': '{ "type": "module" }',
    npm: `#!/bin/sh\n[ "$*" = 'run --silent lint:all' ] && ${lint}\n`,
  })
  chmodSync(join(folder, 'npm'), 0o755)
  const { status, stdout } = spawnSync(process.execPath, [join(folder, 'check.ts')], {
    encoding: 'utf8',
    env: { PATH: [folder, process.env.PATH].join(delimiter) },
  })
  return { status, said: stdout }
}

suite('npm run check', () => {
  test('ends with the counts of both halves, and shows no test that passes', () => {
    const { status, said } = runCheck('echo in order', passes, passes)
    assert.equal(said, 'in order\n\n40 passed, 0 failed, 2 skipped\n')
    assert.equal(status, 0)
  })

  for (const [half, doctor, others] of [
    ['one half', fails, passes],
    ['the other', passes, fails],
  ]) {
    test(`fails where ${half} does, and shows that one`, () => {
      const { status, said } = runCheck('true', doctor, others)
      assert.match(said, /^✖ another\n[^✔]*\n39 passed, 1 failed, 1 skipped\n$/)
      assert.equal(status, 1)
    })
  }

  test('fails where a half does not get to its counts, and shows how far it got', () => {
    const { status, said } = runCheck('true', "process.stdout.write('half')", passes)
    assert.match(said, /^half\n20 passed/)
    assert.equal(status, 1)
  })

  test('fails with what is said of format, lint and types, without waiting for the tests', () => {
    const { status, said } = runCheck('{ echo wrong; exit 2; }', never, never)
    assert.equal(said, 'wrong\n')
    assert.equal(status, 1)
  })
})
