import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { handle } from '../../../shared/core/handle.ts'
import { secretUnavailable } from '../../../shared/core/problems.ts'
import { readHeaderAndBody } from '../../../shared/core/read-body.ts'
import type { RequestWithBody } from '../../../shared/core/request.ts'
import { verifyingHandler, type Verdict } from '../../../shared/core/verify.ts'
import { formRequest, jsonRequest, policyWith, requestWith } from './fixtures.ts'

const policy = policyWith()

/** The ways in, each with the token abc. */
const ways: Record<string, RequestWithBody> = {
  'the header of a PUT': requestWith({ headers: { authorization: 'Bearer abc' } }),
  'the body of a PUT': jsonRequest('{"authToken":"abc"}'),
  'a form': formRequest('authToken=abc&returnTo=/app/'),
  'the cookie of a PATCH': requestWith({ method: 'PATCH', cookieValues: ['abc'] }),
}

async function answerTo(request: RequestWithBody, verdict: Verdict): ReturnType<typeof handle> {
  return verifyingHandler(async () => verdict)(request, policy, readHeaderAndBody)
}

for (const [way, request] of Object.entries(ways)) {
  suite(way, () => {
    test('a token that is genuine for long is minted as without verification', async () => {
      const plain = await handle(request, policy, readHeaderAndBody)
      for (const verdict of [Infinity, 1000, 34_560_000]) {
        assert.deepEqual(await answerTo(request, verdict), plain)
      }
    })

    test('the cookie lives no longer than the token', async () => {
      for (const left of [1, 999]) {
        const { cookies } = await answerTo(request, left)
        assert.match(cookies[0].variants.at(-1)!.attributes, new RegExp(`^Max-Age=${left};`))
      }
    })

    test('whatever the reason, the caller learns that it is rejected, and no cookie is touched', async () => {
      const answer = await answerTo(request, 'signature')
      assert.equal(answer.status, 401)
      assert.equal(JSON.parse(answer.body).code, 'token-rejected')
      assert.equal(answer.headers['www-authenticate'], 'Bearer')
      assert.equal(answer.headers['retry-after'], undefined)
      assert.deepEqual(answer.cookies, [])
      for (const reason of ['expired', 'renewal-over', 'malformed'] as const) {
        assert.deepEqual(await answerTo(request, reason), answer)
      }
    })

    test('where it cannot be found out, the caller may ask again, and no cookie is touched', async () => {
      const answer = await answerTo(request, secretUnavailable)
      assert.equal(answer.status, 503)
      assert.equal(JSON.parse(answer.body).code, 'secret-unavailable')
      assert.equal(answer.headers['retry-after'], '5')
      assert.deepEqual(answer.cookies, [])
    })

    test('the verifier is given the token and the request, once', async () => {
      const given: unknown[] = []
      const handler = verifyingHandler(async (...args) => given.push(...args))
      await handler(request, policy, readHeaderAndBody)
      assert.deepEqual(given, ['abc', request])
    })
  })
}

const foreign = { origin: 'https://evil.test' }
const refusals: Record<string, RequestWithBody> = {
  'another method': requestWith({ method: 'GET' }),
  'a preflight': requestWith({ method: 'OPTIONS' }),
  'another origin': requestWith({ headers: { ...foreign, authorization: 'Bearer abc' } }),
  'a log-out': requestWith({ method: 'DELETE', cookieValues: ['abc'] }),
  'no token': requestWith(),
  'an empty token': requestWith({ headers: { authorization: 'Bearer' } }),
  'a token that no cookie can hold': jsonRequest('{"authToken":"a b"}'),
  'a token that is no text': jsonRequest('{"authToken":{"toString":1}}'),
  'a token that is too large': requestWith({
    headers: { authorization: `Bearer ${'a'.repeat(4096)}` },
  }),
  'two cookies': requestWith({ method: 'PATCH', cookieValues: ['abc', 'abc'] }),
  'a form that may not return there': formRequest('authToken=abc&returnTo=//evil.test'),
}

for (const [what, request] of Object.entries(refusals)) {
  test(`${what} is answered as ever, and costs no verification`, async () => {
    const handler = verifyingHandler(() => assert.fail('the token was verified'))
    const answer = await handler(request, policy, readHeaderAndBody)
    assert.deepEqual(answer, await handle(request, policy, readHeaderAndBody))
  })
}

test('a verifier that fails is our own bug and stays one', async () => {
  const failure = new Error('bug')
  const handler = verifyingHandler(() => Promise.reject(failure))
  await assert.rejects(handler(ways['a form'], policy, readHeaderAndBody), failure)
})
