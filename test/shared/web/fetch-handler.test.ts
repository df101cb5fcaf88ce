import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { compilePolicy } from '../../../shared/config/compile-policy.ts'
import { withHandler } from '../../../local/with-handler.ts'
import { readForm } from '../../../shared/core/read-form.ts'
import { createEndpoint, createFetchHandler } from '../../../shared/web/fetch-handler.ts'
import { policyOf } from '../../cli/policy-of.ts'
import { assertOraclesAgree } from '../../conformance/oracles.ts'
import { expectedBody, loadVectors, toRequest } from '../../conformance/vectors.ts'

for (const { name, config, vectors } of loadVectors()) {
  const compilation = compilePolicy(config)
  assert.ok('policy' in compilation, name)
  const answer = createFetchHandler({ ...compilation.policy, readForm })

  suite(`vectors in-process: ${name}`, () => {
    for (const vector of vectors) {
      test(`${vector.title} (${vector.clause})`, async () => {
        const { url, ...init } = toRequest(vector, config)
        const expected = vector.answer
        const { status, headers, body } = await answer(new Request(url, init))
        assert.equal(status, expected.status)
        assert.deepEqual(headers.getSetCookie(), expected.setCookie ?? [])
        assert.equal(body === null, expectedBody(expected) === '')
        assert.equal(await new Response(body).text(), expectedBody(expected))
        const { 'set-cookie': _, ...others } = Object.fromEntries(headers)
        assert.deepEqual(others, {
          ...expected.headers,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
          ...(expected.problem || init.method === 'HEAD'
            ? { 'content-type': 'application/problem+json' }
            : {}),
          ...(expected.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
        })
        const seen = vector.request.browserUrl ?? url
        for (const line of expected.setCookie ?? []) assertOraclesAgree(line, seen)
      })
    }
  })
}

suite('the endpoint among other paths', () => {
  const site = 'https://www.example.com'
  const compilation = compilePolicy({ site, endpoint: '/auth/cookie' })
  assert.ok('policy' in compilation)
  const endpoint = createEndpoint(compilation.policy)
  const mint = (path: string): Request =>
    new Request(site + path, {
      method: 'PUT',
      headers: { origin: site, authorization: 'Bearer abc' },
    })

  test('answers its own path, whatever the query', async () => {
    for (const path of ['/auth/cookie', '/auth/cookie?a=/']) {
      const response = await endpoint(mint(path))
      assert.equal(response?.status, 204)
      assert.match(response.headers.getSetCookie().at(-1)!, /^__Secure-authToken=abc; /)
    }
  })

  for (const path of [
    '/',
    '/auth',
    '/auth/cookie/',
    '/auth/cookies',
    '/AUTH/cookie',
    '/?/auth/cookie',
  ]) {
    test(`says at once that ${path} is not its own`, () => {
      assert.equal(endpoint(mint(path)), undefined)
    })
  }

  test('leaves the body of such a request unread', async () => {
    const request = new Request(`${site}/upload`, { method: 'POST', body: 'abc' })
    assert.equal(endpoint(request), undefined)
    assert.equal(await request.text(), 'abc')
  })
})

suite('a path that is not ours, on a platform whose router takes it for ours', () => {
  const site = 'https://www.example.com'
  const api = 'https://api.example.net'
  const answer = createFetchHandler(
    withHandler(policyOf({ site, endpoint: '/auth/cookie', api, bridge: { path: '/api' } })),
  )
  for (const path of ['/auth/cookie/', '/AUTH/cookie', '/API/articles/5', '/Api', '/api-docs']) {
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      test(`${method} ${path} is 404, and touches no cookie`, async () => {
        const { status, headers, body } = await answer(
          new Request(site + path, {
            method,
            headers: { origin: site, authorization: 'Bearer abc', cookie: '__Host-authToken=T' },
          }),
        )
        assert.deepEqual(
          [status, await new Response(body).text(), Object.fromEntries(headers)],
          [
            404,
            'edgemint answers these paths, letter for letter: /auth/cookie, /api, /api/*\n',
            {
              'cache-control': 'no-store',
              'content-type': 'text/plain',
              'x-content-type-options': 'nosniff',
            },
          ],
        )
      })
    }
  }

  test('its own answers as ever', async () => {
    const headers = { origin: site, authorization: 'Bearer abc' }
    const put = new Request(`${site}/auth/cookie`, { method: 'PUT', headers })
    assert.equal((await answer(put)).status, 204)
  })
})
