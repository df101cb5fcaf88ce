import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatMistakes, show } from '../../../shared/config/mistakes.ts'

test('a command prints each mistake on a line, with its cure below', () => {
  const mistakes = [
    { place: 'site', problem: '1 is not an origin.', cure: 'Write "https://" and the host.' },
    { place: 'siteOrigins[1]', problem: 'it is twice there.', cure: 'Leave one out.' },
  ]
  assert.equal(
    formatMistakes(mistakes),
    '  site: 1 is not an origin.\n' +
      '    → Write "https://" and the host.\n' +
      '  siteOrigins[1]: it is twice there.\n' +
      '    → Leave one out.',
  )
  assert.equal(formatMistakes([]), '')
})

for (const [value, text] of [
  ['a', '"a"'],
  ['', '""'],
  [1, '1'],
  [null, 'null'],
  [undefined, 'undefined'],
  [['secret'], 'a list'],
  [{ a: 'secret' }, 'an object'],
  [Infinity, 'Infinity'],
  [() => 'secret', 'a function'],
  ['https://svc:secret@a.acme.com/x', '"…@a.acme.com/x"'],
  ['svc:secret@a.acme.com', '"…@a.acme.com"'],
  ['svc:sec@ret@a.acme.com', '"…@a.acme.com"'],
  ['https://a.acme.com/x?key=secret', '"https://a.acme.com/x?…"'],
  ['https://a.acme.com#secret', '"https://a.acme.com?…"'],
  ['https://svc:secret@a.acme.com?key=secret', '"…@a.acme.com?…"'],
  ['/x', '"/x"'],
  ['a#b', '"a#b"'],
] as const) {
  test(`a message shows ${text}`, () => {
    assert.equal(show(value), text)
  })
}

test('a string of more than 60 characters is cut', () => {
  assert.equal(show('a'.repeat(60)), `"${'a'.repeat(60)}"`)
  assert.equal(show('a'.repeat(61)), `"${'a'.repeat(60)}…"`)
})
