import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer } from '../../../shared/core/answer.ts'
import { handle, type Reader } from '../../../shared/core/handle.ts'
import type { Problem } from '../../../shared/core/problems.ts'
import { readHeaderAndBody } from '../../../shared/core/read-body.ts'
import type { HandlerRequest } from '../../../shared/core/request.ts'
import { formRequest, policyWith, requestWith } from './fixtures.ts'

const policy = policyWith()
const rejected: Problem = { status: 401, code: 'token-rejected', detail: 'It is not genuine.' }

/** One request for each way in. */
const ways: Record<string, HandlerRequest> = {
  'the header of a PUT': requestWith({ headers: { authorization: 'Bearer abc' } }),
  'a form': formRequest('authToken=abc'),
  'the cookie of a PATCH': requestWith({ method: 'PATCH', cookieValues: ['abc'] }),
}

for (const [way, request] of Object.entries(ways)) {
  test(`${way}: a reader may take its time, and is asked once with the policy`, async () => {
    const given: unknown[] = []
    const answer = await handle(request, policy, async (...args) => {
      given.push(...args)
      return readHeaderAndBody(...args)
    })
    assert.deepEqual(given, [request, policy])
    assert.deepEqual(values(answer), ['abc'])
  })

  test(`${way}: a token that the reader refuses is not set`, async () => {
    const answer = await handle(request, policy, async () => rejected)
    assert.equal(answer.status, 401)
    assert.equal(answer.headers['www-authenticate'], 'Bearer')
    assert.deepEqual(values(answer), [])
    assert.equal(JSON.parse(answer.body).code, 'token-rejected')
  })

  test(`${way}: whatever the reader hands in is validated`, async () => {
    for (const token of ['', 'a b', undefined, null, ['abc'], { toString: () => 'abc' }]) {
      const answer = await handle(request, policy, () => ({ token }))
      assert.deepEqual(values(answer), [])
      assert.equal(JSON.parse(answer.body).code, 'token-malformed')
    }
  })

  test(`${way}: the reader never sees what another site sent`, async () => {
    const headers = { ...request.headers, origin: 'https://evil.test' }
    const answer = await handle({ ...request, headers }, policy, unasked)
    assert.equal(answer.status, 403)
  })
}

for (const method of ['DELETE', 'OPTIONS', 'GET']) {
  test(`${method} needs no token: the reader is not asked`, async () => {
    const answer = await handle(requestWith({ method, cookieValues: ['abc'] }), policy, unasked)
    assert.equal(answer.status, method === 'GET' ? 405 : 204)
  })
}

test('a location that the reader hands in is where the answer leads', async () => {
  const answer = await handle(requestWith(), policy, () => ({ token: 'abc', location: '/app/' }))
  assert.equal(answer.status, 303)
  assert.equal(answer.headers.location, '/app/')
})

const unasked: Reader = () => assert.fail('the reader was asked')

function values(answer: Answer): string[] {
  return answer.cookies.map(({ value }) => value)
}
