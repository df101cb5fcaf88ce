import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadVerifiedVectors, signTokens } from './verified-vectors.ts'
import type { Vector } from './vectors.ts'

test('a token is the same in the request and in the answer, though a second ends between them', (t) => {
  let now = 1_800_000_000_000
  t.mock.method(Date, 'now', () => (now += 1000))
  const [file] = loadVerifiedVectors()
  const [name] = Object.keys(file.tokens)
  const { request, answer } = signTokens(
    { request: `⟨${name}⟩`, answer: `⟨${name}⟩` } as unknown as Vector,
    file,
  )
  assert.equal(request, answer)
})
