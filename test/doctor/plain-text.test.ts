import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { plainData, plainLines, plainText } from '../../doctor/plain-text.ts'

suite('text from outside, made plain', () => {
  for (const [what, text, plain] of [
    ['an escape sequence', '\x1b[31mred', String.raw`\u001b[31mred`],
    ['line ends', 'a\r\nb', String.raw`a\u000d\u000ab`],
    ['DEL', 'a\x7f', String.raw`a\u007f`],
    ['a C1 control, which is an escape sequence in one', '\x9b31m', String.raw`\u009b31m`],
    ['next line', 'a\x85b', String.raw`a\u0085b`],
    ['a right-to-left override', 'a\u202eb', String.raw`a\u202eb`],
    ['isolates', '\u2066a\u2069', String.raw`\u2066a\u2069`],
    ['marks', '\u200e\u200f\u061c', String.raw`\u200e\u200f\u061c`],
    ['line and paragraph separators', '\u2028\u2029', String.raw`\u2028\u2029`],
    ['zero width', 'a\u200bb\u2060\ufeff', String.raw`a\u200bb\u2060\ufeff`],
    ['a soft hyphen', 'pay\u00adpal', String.raw`pay\u00adpal`],
    ['tags', 'a\u{e0041}', String.raw`a\udb40\udc41`],
    ['half a character', 'a\ud83d', String.raw`a\ud83d`],
    ['what is seen stays', 'é “日本” 🍪 \\u001b', 'é “日本” 🍪 \\u001b'],
  ]) {
    test(what, () => assert.equal(plainText(text), plain))
  }

  test('lines stay lines where they may', () => {
    assert.equal(
      plainLines('a\n\x1bb\r\n'),
      String.raw`a
\u001bb\u000d
`,
    )
  })

  test('JSON stays JSON of the same value, whatever is in it', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
        const text = plainLines(JSON.stringify(JSON.parse(json), null, 2))
        assert.deepEqual(JSON.parse(text), JSON.parse(json))
        assert.doesNotMatch(text, /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      }),
    )
  })

  test('data keeps its shape, and the names of its fields are made plain too', () => {
    const shared = ['\x1b']
    const data = { 'a\x1b': [1, null, true, shared], b: { c: shared } }
    const plain = plainData(data) as unknown as Record<string, unknown[]>
    assert.deepEqual(plain, {
      [String.raw`a\u001b`]: [1, null, true, [String.raw`\u001b`]],
      b: { c: [String.raw`\u001b`] },
    })
    assert.equal(data['a\x1b'][3], shared)
    assert.deepEqual(shared, ['\x1b'])
  })
})
