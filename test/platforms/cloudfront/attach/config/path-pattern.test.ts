import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import {
  catchesPath,
  isPath,
} from '../../../../../platforms/cloudfront/attach/config/path-pattern.ts'

suite('CloudFront path patterns', () => {
  const rows: [string, string, boolean][] = [
    ['/set-auth-token', '/set-auth-token', true],
    ['set-auth-token', '/set-auth-token', true],
    ['/SET-auth-token', '/set-auth-token', false],
    ['*', '/set-auth-token', true],
    ['/*', '/set-auth-token', true],
    ['*token', '/set-auth-token', true],
    ['/set-*-token', '/set-auth-token', true],
    ['/set-????-token', '/set-auth-token', true],
    ['/set-???-token', '/set-auth-token', false],
    ['/set-auth-token?', '/set-auth-token', false],
    ['/set-auth-token*', '/set-auth-token', true],
    ['*.html', '/set-auth-token', false],
    ['/set', '/set-auth-token', false],
    ['auth-token', '/set-auth-token', false],
    ['', '/set-auth-token', false],
    ['*a*a*b', '/aaaaaaaaac', false],
  ]
  for (const [pattern, path, expected] of rows) {
    test(`${pattern || '(empty)'} ${expected ? 'catches' : 'does not catch'} ${path}`, () => {
      assert.equal(catchesPath(pattern, path), expected)
    })
  }

  test('as a regular expression of the same meaning does', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 8 })
    const path = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 10 })
    fc.assert(
      fc.property(letters, path, (pattern, rest) => {
        const text = pattern.replaceAll('*', '.*').replaceAll('?', '.')
        const expression = new RegExp(`^/?${text}$`)
        const withSlash = new RegExp(`^${text}$`)
        const expected = withSlash.test(`/${rest}`) || expression.test(`/${rest}`)
        assert.equal(catchesPath(pattern, `/${rest}`), expected)
      }),
      { numRuns: 5000 },
    )
  })

  test('the same path, with or without its slash', () => {
    assert.ok(isPath('/set-auth-token', '/set-auth-token'))
    assert.ok(isPath('set-auth-token', '/set-auth-token'))
    assert.ok(!isPath('/set-*', '/set-auth-token'))
  })
})
