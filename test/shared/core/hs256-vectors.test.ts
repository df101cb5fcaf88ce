import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { verifyHs256 } from '../../../shared/core/hs256.ts'
import { requestWith } from './fixtures.ts'
import { hmac, lend, now, rules, secret, soon } from './tokens.ts'

interface Vector {
  source: string
  /** In base64url: most are no text, as a bound secret is. */
  key: string
  jws: string
  isGenuine: boolean
}

const file = new URL('jws-vectors.json', import.meta.url)
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }

for (const { source, key, jws, isGenuine } of vectors) {
  test(`${source}: ${isGenuine ? 'genuine' : 'not genuine'}`, async () => {
    const octets = Buffer.from(key, 'base64url')
    const { decode } = lend()
    const lent = {
      ...lend(secret),
      hmac: (_: string, text: string) => hmac(octets, text),
      // Of the payload, which is seldom JSON, its spelling alone is judged.
      decode: (part: string) =>
        part === jws.split('.')[1] && decode(part) !== undefined ? `{"exp":${soon}}` : decode(part),
    }
    const verdict = await verifyHs256(jws, requestWith(), rules, lent)
    assert.equal(verdict === Math.floor(soon - now), isGenuine, String(verdict))
  })
}

test('they are all there', () => {
  assert.equal(vectors.filter(({ isGenuine }) => isGenuine).length, 8)
  assert.equal(vectors.length, 36)
})
