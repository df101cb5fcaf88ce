import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayBecomeAnother } from '../../../shared/core/normal-path.ts'

test('of all encoded octets, a router may decode the unreserved ones and what is ambiguous (RFC 3986, section 2.3)', () => {
  for (let octet = 0; octet < 256; octet++) {
    const hex = octet.toString(16).padStart(2, '0')
    const isUnreserved = /[A-Za-z0-9._~-]/.test(String.fromCharCode(octet))
    const expected = isUnreserved || ['2f', '5c', '00'].includes(hex)
    for (const written of [hex, hex.toUpperCase()]) {
      assert.equal(mayBecomeAnother(`/a%${written}b`), expected, written)
    }
  }
})
