import assert from 'node:assert/strict'
import { suite, test, type TestContext } from 'node:test'
import {
  AuthTokenError,
  clearAuthToken,
  renewAuthToken,
  setAuthToken,
} from '../../../shared/web/client.ts'
import { edgemint, openPage, type Page } from './page.ts'

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
    const headers = method === 'PUT' && { headers: { authorization: 'Bearer abc' } }
    const init = { method, redirect: 'error', ...headers }
    const sent = (index: number): unknown => {
      const { signal, ...others } = requests[index].init
      assert.equal(signal?.aborted, false)
      return { url: requests[index].url, init: others }
    }
    assert.deepEqual(sent(0), { url: '/set-auth-token', init })
    if (method !== 'PATCH') assert.deepEqual(sent(1), { url: '/account/session', init })
  })

  test(`${method}: a page instead of an answer means that the endpoint is missing`, async (t) => {
    for (const status of [200, 404, 405, 502]) {
      openPage(t, () => new Response('<!doctype html>', { status, ...html }))
      await assert.rejects(call('/elsewhere'), {
        name: 'AuthTokenError',
        status,
        code: 'endpoint-missing',
        message: 'Not answered by edgemint: /elsewhere',
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
      assert.match(error.message, /^No answer, a redirect, or bad token$/)
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
    // Each answer expires what could stand beside the cookie, and then sets it.
    ['', '', 'abc', '', '', ''].map((value) => `__Secure-authToken=${value}`),
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
    assert.match(error.message, /^A token is ASCII without space/)
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
  const broken = '{"code":"not-authenticated"'
  const others = ['null', '{}', '[]', '"abc"', '1', '{"code":"x"}', '{"detail":"x"}', broken]
  for (const body of others) {
    openPage(t, () => new Response(body, { status: 404 }))
    await assert.rejects(clearAuthToken(), {
      status: 404,
      code: 'endpoint-missing',
      message: 'Not answered by edgemint: /set-auth-token',
    })
    t.mock.restoreAll()
  }
})

suite('behind a password gate (Basic auth)', () => {
  const basic = 'Basic dXNlcjpwYXNzd29yZA=='

  /** A browser that knows the gate's password: it adds it to each request that has no Authorization of its own. */
  function openGatedPage(t: TestContext): { page: Page; cookies: string[] } {
    const cookies: string[] = []
    const page = openPage(t, async (request) => {
      if (!request.headers.has('authorization')) request.headers.set('authorization', basic)
      if (request.headers.get('authorization') !== basic) {
        const headers = { 'www-authenticate': 'Basic realm="staging"', ...html.headers }
        return new Response('<h1>401 Unauthorized</h1>', { status: 401, headers })
      }
      const response = await edgemint(request)
      cookies.push(...response.headers.getSetCookie())
      return response
    })
    return { page, cookies }
  }

  test('a token in the header takes the place of the password: the error tells the way out', async (t) => {
    openGatedPage(t)
    await assert.rejects(setAuthToken('abc'), (error: AuthTokenError) => {
      assert.deepEqual([error.status, error.code], [401, 'gate-refused'])
      assert.match(error.message, /gate.*inBody/)
      return true
    })
  })

  test('a token in the body reaches the cookie, and so do renewal and log-out', async (t) => {
    const { page, cookies } = openGatedPage(t)
    await setAuthToken('abc', { inBody: true })
    assert.match(cookies.join('\n'), /^__Secure-authToken=abc; Max-Age=/m)
    await clearAuthToken()
    await assert.rejects(renewAuthToken({ force: true }), { code: 'not-authenticated' })
    assert.deepEqual(
      page.requests.map(({ init }) => init.headers),
      [{ 'content-type': 'application/json' }, undefined, undefined],
    )
  })

  test('the body is JSON, whatever the token holds', async (t) => {
    const bodies: unknown[] = []
    openPage(t, async (request) => {
      assert.equal(request.headers.get('content-type'), 'application/json')
      assert.equal(request.headers.has('authorization'), false)
      bodies.push(await request.json())
      return new Response(null, { status: 204 })
    })
    const tokens = ['abc', 'a"b', 'a\\u0062', 'a\nb', '日本']
    for (const token of tokens) await setAuthToken(token, { inBody: true })
    assert.deepEqual(
      bodies,
      tokens.map((authToken) => ({ authToken })),
    )
  })

  for (const [what, body] of [
    ['a page', '<!doctype html>'],
    ['nothing', null],
    ['JSON of its own', '{"message":"Unauthorized"}'],
    ['JSON with a code of its own', '{"code":"unauthorized"}'],
    ['JSON with a detail of its own', '{"detail":"Not authenticated"}'],
  ] as const) {
    test(`a gate that answers with ${what} is told from the endpoint`, async (t) => {
      for (const call of Object.values(functions)) {
        openPage(t, () => new Response(body, { status: 401 }))
        await assert.rejects(call(), { status: 401, code: 'gate-refused' })
        t.mock.restoreAll()
      }
    })
  }

  test('a token that is refused in the body is told by the endpoint', async (t) => {
    openGatedPage(t)
    await assert.rejects(setAuthToken('a b', { inBody: true }), { code: 'token-malformed' })
  })
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
    await assert.rejects(setAuthToken(token as string), {
      code: 'token-missing',
      message: 'No token',
    })
    assert.equal(page.requests.length, 0)
  })
}
