import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { isSameMac, linesOf, secretLines } from '../../../shared/core/mac.ts'

const a = 'a'.repeat(32)
const b = 'b'.repeat(40)

suite('a bound secret', () => {
  for (const [bound, lines] of [
    [a, [a]],
    [`${b}\n${a}`, [b, a]],
    [`\r\n${b}\r\n\r\n${a}\n`, [b, a]],
    ['ü'.repeat(16), ['ü'.repeat(16)]],
    ['%'.repeat(32), ['%'.repeat(32)]],
    ['', []],
    ['\n', []],
    [a.slice(1), []],
    ['ü'.repeat(15), []],
    [`${b}\nshort`, []],
    [`short\n${b}`, []],
  ] as const) {
    test(`${JSON.stringify(bound)} is ${lines.length}`, () => {
      assert.deepEqual(secretLines(bound), lines)
    })
  }
})

test('nothing bound has no line', () => {
  assert.deepEqual(linesOf(' \n'), [])
})

suite('two MACs', () => {
  for (const [expected, given, isSame] of [
    ['abc', 'abc', true],
    ['abc', 'abd', false],
    ['abc', 'bbc', false],
    ['abc', 'ab', false],
    ['abc', 'abcd', false],
    ['abc', '', false],
    ['abc', 'ab\u0163', false],
    ['abc', `${'abc'}\0`, false],
  ] as const) {
    test(`${expected} and ${JSON.stringify(given)}: ${isSame}`, () => {
      assert.equal(isSameMac(expected, given), isSame)
    })
  }
})
