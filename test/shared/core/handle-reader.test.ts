import assert from 'node:assert/strict'
import { test } from 'node:test'
import { handle, handleNow } from '../../../shared/core/handle.ts'
import type { Problem } from '../../../shared/core/problems.ts'
import { readHeaderAndBody } from '../../../shared/core/read-body.ts'
import type { RequestWithBody } from '../../../shared/core/request.ts'
import { formRequest, lastValues, policyWith, requestWith } from './fixtures.ts'

const policy = policyWith()
const rejected: Problem = { status: 401, code: 'not-authenticated', detail: 'It is not genuine.' }

/** One request for each way in. */
const ways: Record<string, RequestWithBody> = {
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
    assert.deepEqual(lastValues(answer), ['abc'])
  })

  test(`${way}: a token that the reader refuses is not set`, async () => {
    const answer = await handle(request, policy, async () => rejected)
    assert.equal(answer.status, 401)
    assert.equal(answer.headers['www-authenticate'], 'Bearer')
    assert.deepEqual(answer.cookies, [])
    assert.equal(JSON.parse(answer.body).detail, 'It is not genuine.')
  })

  test(`${way}: whatever the reader hands in is validated`, async () => {
    for (const token of ['', 'a b', undefined, null, ['abc'], { toString: () => 'abc' }]) {
      const answer = handleNow(request, policy, () => ({ token }))
      assert.deepEqual(answer, await handle(request, policy, async () => ({ token })))
      assert.deepEqual(answer.cookies, [])
      assert.equal(JSON.parse(answer.body).code, 'token-malformed')
    }
  })

  test(`${way}: the reader never sees what another site sent`, async () => {
    const foreign = {
      ...request,
      header: (name: string) => (name === 'origin' ? 'https://evil.test' : request.header(name)),
    }
    assert.equal(handleNow(foreign, policy, unasked).status, 403)
    assert.equal((await handle(foreign, policy, async () => unasked())).status, 403)
  })
}

for (const method of ['DELETE', 'OPTIONS', 'GET']) {
  test(`${method} needs no token: the reader is not asked`, async () => {
    const request = requestWith({ method, cookieValues: ['abc'] })
    const answer = await handle(request, policy, async () => unasked())
    assert.deepEqual(answer, handleNow(request, policy, unasked))
    assert.equal(answer.status, method === 'GET' ? 405 : 204)
  })
}

test('a location that the reader hands in is where the answer leads', async () => {
  const answer = handleNow(requestWith(), policy, () => ({ token: 'abc', location: '/app/' }))
  assert.equal(answer.status, 303)
  assert.equal(answer.headers.location, '/app/')
})

test('the host that the reader hands in is the one whose cookie it is', () => {
  const preview = requestWith({ hostname: 'preview.netlify.app' })
  const [own, told] = [{}, { host: 'www.example.com' }].map(
    (more) => handleNow(preview, policy, () => ({ token: 'abc', ...more })).cookies[0].variants,
  )
  assert.doesNotMatch(own.at(-1)!.attributes, /Domain/)
  assert.match(told.at(-1)!.attributes, /Domain=example\.com;/)
})

test('a reader that fails is our own bug and stays one', async () => {
  const failure = new Error('bug')
  const fail = (): never => {
    throw failure
  }
  assert.throws(() => handleNow(requestWith(), policy, fail), failure)
  await assert.rejects(handle(requestWith(), policy, fail), failure)
})

const unasked = (): never => assert.fail('the reader was asked')
