import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeBase64url, encodeBase64url } from '../../../../shared/web/verify/base64url.ts'

/** RFC 4648, section 10, without padding; RFC 7515, appendix C. */
const vectors: [text: string | Uint8Array, encoded: string][] = [
  ['', ''],
  ['f', 'Zg'],
  ['fo', 'Zm8'],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg'],
  ['fooba', 'Zm9vYmE'],
  ['foobar', 'Zm9vYmFy'],
  [Uint8Array.of(3, 236, 255, 224, 193), 'A-z_4ME'],
]

for (const [text, encoded] of vectors) {
  test(`${encoded || 'nothing'} is written so`, () => {
    assert.equal(encodeBase64url(Buffer.from(text)), encoded)
    if (typeof text === 'string') assert.equal(decodeBase64url(encoded), text)
  })
}

for (const [what, text] of [
  ['padding', 'Zg=='],
  ['bits that hold nothing', 'Zh'],
  ['and in the third character', 'Zm9'],
  ['a blank within', 'Zm 8'],
  ['blanks around', ' Zm8\n'],
  ['the characters of base64', '+/+/'],
]) {
  test(`${what}: "${text}" is written otherwise`, () => {
    assert.equal(decodeBase64url(text), undefined)
  })
}

for (const text of ['Z', 'Zm9vY', 'Zm*8', 'é', 'Zg=', '🔑', undefined as unknown as string]) {
  test(`${text} is not base64url at all`, () => {
    assert.equal(outcome(text), undefined)
  })
}

function outcome(text: string): string | undefined {
  try {
    return decodeBase64url(text)
  } catch {
    return undefined
  }
}

test('UTF-8: a byte order mark stays, and what is broken is replaced', () => {
  assert.equal(decodeBase64url(bytes(0xef, 0xbb, 0xbf, 0x7b)), '\ufeff{')
  assert.equal(decodeBase64url(bytes(0xe2, 0x82, 0xac)), '€')
  assert.equal(decodeBase64url(bytes(0xff, 0x7b)), '\ufffd{')
})

function bytes(...octets: number[]): string {
  return encodeBase64url(Uint8Array.from(octets))
}
