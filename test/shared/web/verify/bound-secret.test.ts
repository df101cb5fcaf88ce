import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { readBoundSecret } from '../../../../shared/web/verify/bound-secret.ts'
import { requestWith } from '../../core/fixtures.ts'

const name = 'EDGEMINT_TEST_SECRET'
const { process: own } = globalThis

afterEach(() => {
  globalThis.process = own
  delete process.env[name]
})

function read(bindings?: Record<string, unknown>): string | undefined {
  return readBoundSecret(name, { ...requestWith(), bindings })
}

test('what the platform binds comes before the environment', () => {
  process.env[name] = 'environment'
  assert.equal(read({ [name]: 'bound' }), 'bound')
  assert.equal(read({}), 'environment')
  assert.equal(read(), 'environment')
})

test('it is read anew for each request', () => {
  assert.equal(read(), undefined)
  process.env[name] = 'a'
  assert.equal(read(), 'a')
  process.env[name] = 'b'
  assert.equal(read(), 'b')
})

test('what is bound and is no text is no secret', () => {
  for (const value of [1, {}, null]) assert.equal(read({ [name]: value }), undefined)
})

test('a Worker may have no process, or one without an environment', () => {
  for (const process of [undefined, {}]) {
    globalThis.process = process as typeof own
    const [found, nothing] = [read({ [name]: 'bound' }), read({})]
    globalThis.process = own
    assert.deepEqual([found, nothing], ['bound', undefined])
  }
})
