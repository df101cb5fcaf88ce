import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'node:test'
import type { Answer } from '../../../shared/core/answer.ts'
import { attachStamped } from '../../../shared/core/attach-stamped.ts'
import type { Passage } from '../../../shared/core/attach.ts'
import { tokens } from './arbitraries.ts'
import { bridgePolicy } from './bridge-fixtures.ts'
import { cookieName, cookieOctets } from './fixtures.ts'
import { lendKeys, stampedRequest, stampOf } from './stamps.ts'

const policy = bridgePolicy({ stamp: 'EDGEMINT_SECRET' })

const ask = (stamp: string, token: string): Promise<Answer | Passage | undefined> =>
  attachStamped(stampedRequest([stamp], { cookieValues: [token] }), '/api', policy, lendKeys())

const ends = fc.integer({ min: 1_800_000_001, max: 9_999_999_999 }).map(String)

/** A text with another character at one place. */
const changed = (text: string, place: number, character: string): string => {
  const at = place % text.length
  return text.slice(0, at) + character + text.slice(at + 1)
}

test('a stamp that is ours passes with its token; with one character changed in stamp, token or name, nothing does', async () => {
  let passed = 0
  const character = fc.constantFrom(...cookieOctets)
  const place = fc.nat(5000)
  await fc.assert(
    fc.asyncProperty(tokens, ends, place, character, async (token, exp, at, other) => {
      const good = stampOf(token, { exp })
      const result = (await ask(good, token)) as Passage
      assert.equal(result.headers['x-rcms-api-access-token'], token)
      passed++
      const attempts = [
        [changed(good, at, other), token],
        [good, changed(token, at, other)],
        [stampOf(token, { exp, name: changed(cookieName, at, other) }), token],
      ]
      for (const [stamp, by] of attempts) {
        if (stamp === good && by === token) continue
        assert.equal(((await ask(stamp, by)) as Answer).status, 401, `${stamp} ${by}`)
      }
    }),
    { numRuns: 1000 },
  )
  assert.equal(passed, 1000)
})

test('each of its characters counts', async () => {
  const good = stampOf('T')
  for (let at = 0; at < good.length; at++) {
    for (const other of ['A', 'B', '0', '9', '.', '-']) {
      const stamp = changed(good, at, other)
      if (stamp === good) continue
      assert.equal(((await ask(stamp, 'T')) as Answer).status, 401, stamp)
    }
  }
})

test('what is no stamp is refused, and nothing is thrown', async () => {
  const parts = fc.constantFrom('v1', 'v2', '.', '1800000600', '0', 'e', 'A'.repeat(43), '\n', ' ')
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.array(parts, { maxLength: 8 }).map((all) => all.join('')),
      ),
      async (stamp) => assert.equal(((await ask(stamp, 'T')) as Answer).status, 401),
    ),
  )
})
