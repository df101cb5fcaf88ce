import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { covers } from '../../../platforms/cloudflare/path-patterns.ts'
import { growthOf, isLinear } from '../../shared/core/growth.ts'

suite('which patterns cover /auth/cookie', () => {
  const table: [patterns: string[], expected: boolean][] = [
    [['/auth/cookie'], true],
    [['/*'], true],
    [['*'], true],
    [['/auth/*'], true],
    [['/a*/c*e'], true],
    [['*cookie'], true],
    [['/x', '/auth/cookie'], true],
    [[], false],
    [['/auth'], false],
    [['/auth/cookie/*'], false],
    [['/auth/cookies'], false],
    [['/auth/coo*okie'], false],
    [['/*', '!/auth/*'], false],
    [['!/auth/cookie', '/auth/cookie'], false],
    [['!/x', '/*'], true],
    [['!/x'], false],
  ]
  for (const [patterns, expected] of table) {
    test(`${JSON.stringify(patterns)}: ${expected ? 'yes' : 'no'}`, () => {
      assert.equal(covers(patterns, '/auth/cookie'), expected)
    })
  }

  test('many stars cost no more than the pattern and the text are long', async () => {
    const growth = await growthOf((size) => {
      const [pattern, text] = [`/${'*a'.repeat(size)}b`, `/${'a'.repeat(2 * size)}`]
      assert.equal(covers([pattern], text), false)
      return () => covers([pattern], text)
    })
    assert.ok(isLinear(growth), `${growth} times as long`)
  })
})
