import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AuthTokenError,
  clearAuthToken,
  renewAuthToken,
  setAuthToken,
} from '../../../shared/web/client.ts'
import { edgemint, openPage } from './page.ts'

const html = { headers: { 'content-type': 'text/html' } }

/** Each function of the client, by the method that it sends. */
const functions = {
  PUT: (endpoint?: string) => setAuthToken('abc', endpoint ? { endpoint } : undefined),
  PATCH: (endpoint?: string) => renewAuthToken(endpoint ? { endpoint } : undefined),
  DELETE: (endpoint?: string) => clearAuthToken(endpoint ? { endpoint } : undefined),
}

for (const [method, call] of Object.entries(functions)) {
  test(`${method} goes to the endpoint on the page's own origin and follows no redirect`, async (t) => {
    const { requests } = openPage(t, () => new Response(null, { status: 204 }))
    assert.equal(await call(), undefined)
    await call('/account/session')
    const headers = method === 'PUT' ? { authorization: 'Bearer abc' } : {}
    const init = { method, headers, redirect: 'error' }
    assert.deepEqual(requests[0], { url: '/set-auth-token', init })
    if (method !== 'PATCH') assert.deepEqual(requests[1], { url: '/account/session', init })
  })

  test(`${method}: a page instead of an answer means that the endpoint is missing`, async (t) => {
    for (const status of [200, 404, 405, 502]) {
      openPage(t, () => new Response('<!doctype html>', { status, ...html }))
      await assert.rejects(call('/elsewhere'), {
        name: 'AuthTokenError',
        status,
        code: 'endpoint-missing',
        message: '/elsewhere is not answered by edgemint',
      })
      t.mock.restoreAll()
    }
  })

  test(`${method}: no answer is told without the cause, which can quote the token`, async (t) => {
    openPage(t, () => {
      throw new TypeError('fetch: Bearer abc is an invalid header value')
    })
    await assert.rejects(call(), (error: AuthTokenError) => {
      assert.ok(error instanceof AuthTokenError)
      assert.deepEqual([error.status, error.code], [0, 'unreachable'])
      assert.match(error.message, /^\/set-auth-token: no answer, a redirect, or a bad token$/)
      assert.equal('cause' in error, false)
      return true
    })
  })
}

test('the token reaches the cookie', async (t) => {
  const cookies: string[] = []
  openPage(t, async (request) => {
    const response = await edgemint(request)
    cookies.push(...response.headers.getSetCookie())
    return response
  })
  await setAuthToken('abc')
  await clearAuthToken()
  assert.deepEqual(
    cookies.map((line) => line.split(';', 1)[0]),
    ['__Secure-authToken=abc', '__Secure-authToken=', '__Secure-authToken='],
  )
})

test('a refusal is an error with status and code, and tells how to fix it', async (t) => {
  openPage(t)
  await assert.rejects(setAuthToken('a b'), (error: AuthTokenError) => {
    assert.ok(error instanceof AuthTokenError && error instanceof Error)
    assert.deepEqual(
      [error.name, error.status, error.code],
      ['AuthTokenError', 400, 'token-malformed'],
    )
    assert.match(error.message, /^A token is cookie-octets \(RFC 6265\)/)
    return true
  })
  await assert.rejects(setAuthToken('a'.repeat(4096)), { status: 413, code: 'token-too-large' })
  await assert.rejects(renewAuthToken(), { status: 401, code: 'not-authenticated' })
})

test('a token that no header can hold is not quoted', async (t) => {
  openPage(t)
  for (const token of ['s3cr3t\nx', 's3cr3t\0', 's3cr3t日本']) {
    await assert.rejects(setAuthToken(token), (error: AuthTokenError) => {
      assert.equal(error.code, 'unreachable')
      assert.equal(`${error.message}${error.stack}`.includes('s3cr3t'), false)
      return true
    })
  }
})

test('JSON of something else means that the endpoint is missing', async (t) => {
  for (const body of ['null', '{}', '[]', '"abc"', '1', '{"authToken":"abc"}']) {
    openPage(t, () => new Response(body, { status: 404 }))
    await assert.rejects(clearAuthToken(), {
      status: 404,
      code: 'endpoint-missing',
      message: '/set-auth-token is not answered by edgemint',
    })
    t.mock.restoreAll()
  }
})

test('only 204 is success: a 200 or a 303 is not, though they are no errors of HTTP', async (t) => {
  for (const status of [200, 201, 202, 205, 303]) {
    openPage(t, () => new Response(null, { status }))
    await assert.rejects(setAuthToken('abc'), { status, code: 'endpoint-missing' })
    t.mock.restoreAll()
  }
})

for (const token of [undefined, null, '', 7]) {
  test(`${String(token)} is not sent: it is no token`, async (t) => {
    const page = openPage(t)
    await assert.rejects(setAuthToken(token as string), { code: 'token-missing' })
    assert.equal(page.requests.length, 0)
  })
}
