import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formMediaType, mediaType } from '../../../shared/core/media-type.ts'
import { requestWith } from './fixtures.ts'

const cases: [contentType: string | undefined, expected: string][] = [
  [undefined, ''],
  ['', ''],
  ['application/json', 'application/json'],
  ['Application/JSON', 'application/json'],
  ['application/json;charset=utf-8', 'application/json'],
  ['application/json ; charset=utf-8; a=b', 'application/json'],
  [' application/json', 'application/json'],
  ['application/json, text/plain', 'application/json, text/plain'],
  ['application/json+ld', 'application/json+ld'],
  ['application/json\t; a=b', 'application/json'],
  // To trim() these are blanks.
  ['application/json\u00a0', ''],
  ['\ufeffapplication/json', ''],
]

for (const [contentType, expected] of cases) {
  test(`Content-Type ${contentType} is read as "${expected}" (RFC 9110, section 8.3.1)`, () => {
    assert.equal(mediaType(requestWith({ headers: { 'content-type': contentType } })), expected)
  })
}

test('a form is what browsers call it (URL Standard)', () => {
  assert.equal(formMediaType, 'application/x-www-form-urlencoded')
  assert.equal(
    mediaType(requestWith({ headers: { 'content-type': formMediaType } })),
    formMediaType,
  )
})
