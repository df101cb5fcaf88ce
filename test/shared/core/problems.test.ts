import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodyUnreadable } from '../../../cloudfront/body-unreadable.ts'
import { refuse } from '../../../shared/core/answer.ts'
import * as problems from '../../../shared/core/problems.ts'
import type { Problem, ProblemCode } from '../../../shared/core/problems.ts'
import { bodyLimit } from '../../../shared/core/request.ts'

const { crossOrigin, tokenTooLarge, ...constants } = problems
const all: Problem[] = [
  ...Object.values(constants),
  bodyUnreadable,
  crossOrigin('https://login.example.net', 'https://www.example.com'),
  tokenTooLarge(5000),
]

/** The contract: status and a word of the way out, by code. */
const expected: Record<ProblemCode, [status: number, ...details: RegExp[]]> = {
  'method-not-allowed': [405, /PUT mints.*PATCH renews.*DELETE clears.*POST needs formOrigins/],
  'cross-origin': [
    403,
    /^A page on https:\/\/login\.example\.net called https:\/\/www\.example\.com\. .*relative URL.*keep the Host.*changeOrigin: false.*siteOrigins.*formOrigins/,
  ],
  'not-authenticated': [
    401,
    /^Two auth cookies.*Log in again/,
    /^You are not logged in/,
    /^You are not logged in.*stamp.*Renew by PATCH/,
  ],
  'token-missing': [400, /Authorization: Bearer TOKEN.*authToken.*JSON.*form/],
  'token-malformed': [400, /without space, quote, comma, semicolon, backslash \(RFC 6265\)/],
  'token-too-large': [413, /5000 octets.*take 4096/],
  'token-ambiguous': [400, /two tokens.*Send one/],
  'body-unreadable': [415, /Authorization: Bearer.*Lambda@Edge with IncludeBody/],
  'body-too-large': [413, new RegExp(`over ${bodyLimit} octets`)],
  'body-malformed': [400, /JSON\.stringify\(\{ authToken \}\).*HTML form/],
  'content-type-unsupported': [415, /application\/json.*application\/x-www-form-urlencoded/],
  'token-rejected': [401, /Not genuine.*Log in again/],
  'secret-unavailable': [503, /Bind the secret.*docs\/verify\.md/],
  'issuer-unavailable': [503, /does not answer.*login\.issuer.*docs\/openid\.md/],
  'keys-unavailable': [503, /cannot be fetched.*Try again.*verify\.jwks/],
  'introspection-unavailable': [503, /does not answer.*Try again.*verify\.introspect/],
  'api-unavailable': [
    503,
    /bridge\.tokens.*Try again.*docs\/bridge\.md/,
    /does not answer.*Try again.*edgemint\.config\.ts/,
  ],
  'start-missing': [400, /in this browser within ten minutes.*Log in again/],
  'path-malformed': [400, /normal form: without \/\/, dot segments, backslash, %2F, %5C, %00/],
  'navigation-refused': [403, /by fetch.*bridge\.navigation/],
  'return-not-allowed': [400, /returnTo of edgemint\.config\.ts.*trailing \*/],
}

for (const [code, [status, ...details]] of Object.entries(expected)) {
  test(`${code} is a ${status} and tells the way out`, () => {
    const found = all.filter((item) => item.code === code)
    assert.equal(found.length, details.length)
    found.forEach((problem, i) => {
      assert.equal(problem.status, status)
      assert.match(problem.detail, details[i])
    })
  })
}

test('there is no problem beside those of the contract', () => {
  assert.deepEqual(new Set(all.map(({ code }) => code)), new Set(Object.keys(expected)))
})

for (const problem of all) {
  test(`what JSON escapes is not in "${problem.detail.slice(0, 40)}…": its body is JSON (RFC 8259)`, () => {
    // oxlint-disable-next-line no-control-regex -- these are what JSON escapes
    assert.doesNotMatch(problem.code + problem.detail, /["\\\u0000-\u001f\ud800-\udfff]/)
    const title = problem.code.replaceAll('-', ' ')
    const { status, code, detail } = problem
    assert.equal(refuse(problem).body, JSON.stringify({ title, status, code, detail }))
  })
}

test('the body limit is 16 KiB: a cookie percent-encoded, and a return path', () => {
  assert.equal(bodyLimit, 16 * 1024)
})
