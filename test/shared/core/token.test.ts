import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCookieOctets, validateToken } from '../../../shared/core/token.ts'
import { cookieOctets } from './fixtures.ts'

test('of the first 256 code units exactly 90 are cookie-octets (RFC 6265, section 4.1.1)', () => {
  assert.equal(new Set(cookieOctets).size, 90)
  for (let unit = 0; unit < 256; unit++) {
    const char = String.fromCharCode(unit)
    const expected = cookieOctets.includes(char)
    const name = `0x${unit.toString(16)}`
    assert.equal(isCookieOctets(char), expected, name)
    assert.equal(isCookieOctets('a' + char), expected, `${name} at the end`)
    assert.equal(isCookieOctets(char + 'a'), expected, `${name} at the start`)
    assert.equal(isCookieOctets(`a${char}a`), expected, `${name} within`)
  }
})

test('a character beyond ASCII is none, however wide', () => {
  for (const text of ['é', 'ā', '日本', '😀', '\ud800', '\uff41']) {
    assert.equal(isCookieOctets(text), false)
    assert.equal(isCookieOctets(`a${text}`), false)
  }
})

test('what is not a string is not cookie-octets, whatever it prints as', () => {
  const values = [undefined, null, 1, true, ['abc'], { toString: () => 'abc' }, Symbol('a'), 10n]
  for (const value of values) {
    assert.equal(isCookieOctets(value), false)
    assert.equal(validateToken(value, 'a')?.code, 'token-malformed')
  }
})

test('an empty token is malformed, though the grammar allows an empty value', () => {
  assert.equal(validateToken('', 'a')?.code, 'token-malformed')
})

test('name and token of 4,096 octets together fit (RFC 6265bis, section 5.6)', () => {
  assert.equal(validateToken('a'.repeat(4095), 'n'), undefined)
  assert.equal(validateToken('a'.repeat(4000), 'n'.repeat(96)), undefined)
  assert.equal(validateToken('a', 'n'), undefined)
})

test('one octet more is too large, and both numbers are told', () => {
  for (const [token, name] of [
    ['a'.repeat(4096), 'n'],
    ['a', 'n'.repeat(4096)],
  ]) {
    const problem = validateToken(token, name)
    assert.equal(problem?.status, 413)
    assert.equal(problem.code, 'token-too-large')
    assert.match(problem.detail, /are 4097 octets.*take 4096/)
  }
})

test('a malformed token is told so, however large', () => {
  assert.equal(validateToken('a,'.repeat(4096), 'n')?.code, 'token-malformed')
})
