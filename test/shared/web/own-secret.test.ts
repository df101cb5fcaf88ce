import assert from 'node:assert/strict'
import { createHmac, hkdfSync, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { deriveKeys, macOf } from '../../../shared/web/own-secret.ts'
import { requestWith } from '../core/fixtures.ts'

const newer = 'made up for a test: the newer one'
const older = 'made up for a test: the older one'
const keysOf = (bound: string, use = 'test'): ReturnType<typeof deriveKeys> =>
  deriveKeys('SECRET', use, requestWith(), () => bound)

test('a key for each line and use is HKDF’s, and signs as HMAC does', async () => {
  for (const use of ['test', 'another use']) {
    const keys = await keysOf(`${newer}\r\n${older}\n`, use)
    const macs = await Promise.all(keys.map((key) => macOf(key, 'tëxt')))
    const expected = [newer, older].map((secret) => {
      const key = Buffer.from(hkdfSync('sha256', secret, '', `edgemint ${use}`, 32))
      return createHmac('sha256', key).update('tëxt').digest('base64url')
    })
    assert.deepEqual(macs, expected)
  }
})

test('keys are derived once for each use, until another secret is bound', async () => {
  const [first] = await keysOf(newer)
  const [other] = await keysOf(newer, 'another use')
  assert.equal((await keysOf(newer))[0], first)
  assert.notEqual(other, first)
  const [second] = await keysOf(older)
  assert.notEqual(second, first)
  assert.equal((await keysOf(newer, 'another use'))[0], other)
  assert.equal((await keysOf(older))[0], second)
  // What cannot be used is not kept, and leaves what is.
  assert.deepEqual(await keysOf('short'), [])
  assert.deepEqual(await keysOf('short'), [])
  assert.equal((await keysOf(older))[0], second)
  assert.deepEqual(await keysOf(''), [])
  assert.equal((await keysOf(older))[0], second)
})

test('a use that is new has keys, too', async () => {
  assert.equal((await keysOf(newer, randomUUID())).length, 1)
})
