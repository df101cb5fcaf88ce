import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

const ask = `
import { isAgreed } from ${JSON.stringify(new URL('../../cli/terminal.ts', import.meta.url).href)}
process.stdout.write(String(await isAgreed('Go live?')))`

for (const [typed, isAgreed] of [
  ['y\n', true],
  ['Yes\n', true],
  ['n\n', false],
  ['\n', false],
  ['yesterday\n', false],
  // Ctrl+D, or a terminal that is gone.
  ['', false],
] as const) {
  test(`the answer ${JSON.stringify(typed)} is ${isAgreed ? 'yes' : 'no'}`, () => {
    const args = ['--input-type=module', '--eval', ask]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { input: typed })
    assert.equal(stdout.toString(), String(isAgreed), stderr.toString())
    assert.equal(status, 0)
  })
}
