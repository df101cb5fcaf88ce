import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as problems from '../../../shared/core/problems.ts'
import { bodyLimit } from '../../../shared/core/request.ts'

const { tokenTooLarge, ...constants } = problems
const all = [...Object.values(constants), tokenTooLarge(5000)]

/** The contract: status and a word of the way out, by code. */
const expected: Record<string, [status: number, wayOut: RegExp]> = {
  'method-not-allowed': [405, /PUT mints.*PATCH renews.*DELETE clears.*POST needs formOrigins/],
  'cross-origin': [403, /relative URL.*siteOrigins.*formOrigins/],
  'not-authenticated': [401, /DELETE, then log in again/],
  'token-missing': [400, /"Authorization: Bearer <token>"/],
  'token-malformed': [400, /RFC 6265.*without space, quote, comma, semicolon, backslash/],
  'token-too-large': [413, /5000 octets.*4096.*Shorten/],
  'token-ambiguous': [400, /two tokens.*Send one/],
  'body-unreadable': [415, /Authorization: Bearer.*Lambda@Edge bundle with IncludeBody/],
  'body-too-large': [413, new RegExp(`over ${bodyLimit} octets`)],
  'body-malformed': [400, /JSON\.stringify\(\{ authToken \}\).*HTML form/],
  'content-type-unsupported': [415, /application\/json.*application\/x-www-form-urlencoded/],
  'return-not-allowed': [400, /returnTo of edgemint\.config\.ts.*trailing \*/],
}

for (const [code, [status, wayOut]] of Object.entries(expected)) {
  test(`${code} is a ${status} and tells the way out`, () => {
    const problem = all.find((item) => item.code === code)
    assert.equal(problem?.status, status)
    assert.match(problem.detail, wayOut)
  })
}

test('there is no problem beside those of the contract, and no code twice', () => {
  assert.deepEqual(all.map(({ code }) => code).toSorted(), Object.keys(expected).toSorted())
})

test('the body limit is 16 KiB: a cookie percent-encoded, and a return path', () => {
  assert.equal(bodyLimit, 16 * 1024)
})
