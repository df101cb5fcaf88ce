import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer } from '../../../shared/core/answer.ts'
import { handle } from '../../../shared/core/handle.ts'
import { methodNotAllowed } from '../../../shared/core/problems.ts'
import { readHeaderAndBody } from '../../../shared/core/read-body.ts'
import {
  domainAndRest,
  formRequest,
  jsonRequest,
  login,
  policyWith,
  requestWith,
  rest,
  type RequestParts,
} from './fixtures.ts'

const policy = policyWith()
const name = policy.cookie.name
/** What could stand beside the cookie on www.example.com, expired, and the cookie itself. */
const expired = [
  { value: '', attributes: `Max-Age=0${rest}` },
  { value: '', attributes: `Max-Age=0; Domain=www.example.com${rest}` },
]
const minted = {
  name,
  variants: [...expired, { value: 'abc', attributes: `Max-Age=1000${domainAndRest}` }],
}
const ask = (request: RequestParts): Promise<Answer> =>
  handle(requestWith(request), policy, readHeaderAndBody)
const code = (answer: Answer): string => JSON.parse(answer.body).code

test('PUT mints the cookie with a full life', async () => {
  const answer = await handle(jsonRequest('{"authToken":"abc"}'), policy, readHeaderAndBody)
  assert.equal(answer.status, 204)
  assert.deepEqual(answer.cookies, [minted])
  assert.equal('location' in answer.headers, false)
})

test('a form from a listed origin mints the cookie and goes on', async () => {
  const answer = await handle(
    formRequest('authToken=abc&returnTo=/app/x'),
    policy,
    readHeaderAndBody,
  )
  assert.equal(answer.status, 303)
  assert.equal(answer.headers.location, '/app/x')
  assert.deepEqual(answer.cookies, [minted])
})

test('PATCH gives the one cookie a full life again', async () => {
  const answer = await ask({ method: 'PATCH', cookieValues: ['abc'] })
  assert.equal(answer.status, 204)
  assert.deepEqual(answer.cookies, [minted])
})

for (const cookieValues of [[], ['a', 'a'], ['a', 'b'], [''], ['"a"'], ['a,b'], ['', 'a']]) {
  test(`PATCH renews nothing of ${JSON.stringify(cookieValues)} (RFC 6265, section 8.6)`, async () => {
    const answer = await ask({ method: 'PATCH', cookieValues })
    assert.equal(answer.status, 401)
    assert.equal(code(answer), 'not-authenticated')
    assert.deepEqual(answer.cookies, [])
  })
}

test('PATCH takes the token from the cookie alone', async () => {
  const headers = { authorization: 'Bearer new', 'content-type': 'application/json' }
  const body = '{"authToken":"new"}'
  const answer = await ask({ method: 'PATCH', headers, body, cookieValues: ['abc'] })
  assert.deepEqual(answer.cookies, [minted])
})

test('a cookie that no browser would keep is not renewed', async () => {
  const answer = await ask({ method: 'PATCH', cookieValues: ['a'.repeat(4096)] })
  assert.equal(answer.status, 413)
  assert.equal(code(answer), 'token-too-large')
})

test('DELETE expires the cookie and all variants, whatever the request holds', async () => {
  const answer = await ask({ method: 'DELETE', body: '{', cookieValues: ['a', 'b'] })
  assert.equal(answer.status, 204)
  const own = { value: '', attributes: `Max-Age=0${domainAndRest}` }
  assert.deepEqual(answer.cookies, [{ name, variants: [...expired, own] }])
})

test('OPTIONS names the methods to everyone and sets nothing', async () => {
  const { status, headers, cookies, body } = await ask({
    method: 'OPTIONS',
    headers: { origin: 'https://evil.test' },
  })
  assert.deepEqual([status, cookies, body], [204, [], ''])
  assert.equal(headers.allow, policy.methods.join(', '))
})

for (const method of [
  'GET',
  'HEAD',
  'put',
  'TRACE',
  '',
  ' ',
  'PUT, POST',
  'PUT,POST',
  ',',
  'PROPFIND',
  'constructor',
]) {
  test(`"${method}" is not a method of the endpoint (RFC 9110, section 15.5.6)`, async () => {
    const answer = await ask({ method })
    assert.equal(answer.status, 405)
    assert.equal(answer.headers.allow, policy.methods.join(', '))
    assert.equal(answer.body === '', method === 'HEAD')
    if (method !== 'HEAD') assert.equal(JSON.parse(answer.body).detail, methodNotAllowed.detail)
  })
}

test('POST is no method where form post is off', async () => {
  const off = policyWith({ methods: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'], formOrigins: [] })
  const answer = await handle(formRequest('authToken=abc'), off, readHeaderAndBody)
  assert.equal(answer.status, 405)
  assert.equal(answer.headers.allow, 'PUT, PATCH, DELETE, OPTIONS')
})

for (const method of ['PUT', 'PATCH', 'DELETE']) {
  test(`${method} from a form's origin is refused`, async () => {
    const answer = await ask({ method, headers: { origin: login }, cookieValues: ['abc'] })
    assert.equal(answer.status, 403)
    assert.equal(code(answer), 'cross-origin')
    assert.equal('allow' in answer.headers, false)
  })
}

test('a form from our own page is refused: it is not listed', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await ask({ method: 'POST', headers, body: 'authToken=abc' })
  assert.equal(answer.status, 403)
})

// A proxy hides the browser's host from us. The config says so, by siteOrigins.
const proxied = { origin: 'https://shop.netlify.app', hostname: 'shop.netlify.app' }

for (const method of ['PUT', 'PATCH', 'DELETE']) {
  test(`${method} behind a proxy: the cookie is that of the listed origin's host`, async () => {
    const headers = { origin: 'https://shown.example.com', authorization: 'Bearer abc' }
    const { cookies } = await ask({ ...proxied, method, headers, cookieValues: ['abc'] })
    const [value, maxAge] = method === 'DELETE' ? ['', 0] : ['abc', 1000]
    assert.deepEqual(cookies[0].variants, [
      { value: '', attributes: `Max-Age=0${rest}` },
      { value: '', attributes: `Max-Age=0; Domain=shown.example.com${rest}` },
      { value, attributes: `Max-Age=${maxAge}${domainAndRest}` },
    ])
  })
}

test('a form behind a proxy: the cookie is that of the host of site', async () => {
  const behind = policyWith({ proxiedHost: 'www.example.com' })
  const request = formRequest('authToken=abc', proxied)
  const { cookies } = await handle(request, behind, readHeaderAndBody)
  assert.deepEqual(cookies, [minted])
})

test('a form on a preview, where no proxy is told of: the cookie is host-only', async () => {
  const { cookies } = await handle(formRequest('authToken=abc', proxied), policy, readHeaderAndBody)
  assert.deepEqual(cookies[0].variants, [{ value: 'abc', attributes: `Max-Age=1000${rest}` }])
})
