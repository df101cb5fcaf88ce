import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'
import { AuthTokenError, createAuthFetch } from '../../../shared/web/auth-fetch.ts'
import * as client from '../../../shared/web/client.ts'
import { arrival, openSite } from './bridged-site.ts'

// A page of its own for each test: what one has given up holds for five seconds.
let { authFetch, logIn, logOut } = createAuthFetch()
beforeEach(() => void ({ authFetch, logIn, logOut } = createAuthFetch()))

suite('logIn', () => {
  test('hands the grant over as Bearer, and notes when the token is due', async (t) => {
    const site = await openSite(t)
    site.header = 'authorization'
    const start = Date.now()
    assert.equal(await logIn('s3cr3t'), undefined)
    assert.deepEqual(site.requests, ['PUT /set-auth-token Bearer s3cr3t'])
    assert.ok(Number(site.storage['edgemint-due']) >= start + 800_000)
    assert.equal((await authFetch('/api/a')).status, 200)
    assert.equal(JSON.stringify(site.storage).includes('s3cr3t'), false)
  })

  test('or as JSON, in the field that the API has for it, to an endpoint elsewhere', async (t) => {
    const site = await openSite(t)
    site.endpoint = '/auth/token'
    site.header = 'content-type'
    await createAuthFetch({ endpoint: '/auth/token' }).logIn('abc', { inBody: true })
    const kuroco = createAuthFetch({ endpoint: '/auth/token', field: 'grantToken' })
    await kuroco.logIn('abc', { inBody: true })
    assert.deepEqual(site.requests, [
      'PUT /auth/token application/json {"authToken":"abc"}',
      'PUT /auth/token application/json {"grantToken":"abc"}',
    ])
    assert.equal((await kuroco.authFetch('/api/a')).status, 200)
    site.valid++
    assert.equal((await kuroco.authFetch('/api/a')).status, 200)
    assert.equal(site.requests[4], 'PATCH /auth/token')
    await kuroco.logOut()
    assert.equal(site.requests.at(-1), 'DELETE /auth/token')
  })

  test('sends the code of an OAuth 2.0 server as JSON, with what belongs to it', async (t) => {
    const site = await openSite(t)
    site.header = 'content-type'
    const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
    const redirectUri = `${site.origin}/logged-in`
    await logIn('abc', { codeVerifier })
    await logIn('abc', { redirectUri })
    await logIn('abc', { inBody: true, codeVerifier, redirectUri })
    assert.deepEqual(
      site.requests.map((line) =>
        JSON.parse(line.replace('PUT /set-auth-token application/json ', '')),
      ),
      [
        { authToken: 'abc', codeVerifier },
        { authToken: 'abc', redirectUri },
        { authToken: 'abc', codeVerifier, redirectUri },
      ],
    )
  })

  test('sends nothing without a grant', async (t) => {
    const site = await openSite(t)
    for (const grant of ['', undefined, null, 7] as string[]) {
      await assert.rejects(logIn(grant), { status: 0, code: 'token-missing', message: 'No token' })
    }
    assert.deepEqual(site.requests, [])
  })

  test('waits for a renewal that is under way, which could undo it', async (t) => {
    const site = await openSite(t)
    site.delay = 100
    const answered = authFetch('/api/a')
    await arrival(site, 'PATCH')
    await createAuthFetch().logIn('abc')
    assert.equal((await answered).status, 200)
    const set = '/set-auth-token'
    const order = site.requests.filter((line) => line.includes(set))
    assert.deepEqual(order, [`PATCH ${set}`, `PUT ${set}`])
  })

  test('is enough for who waits to renew: no renewal of what was before', async (t) => {
    const site = await openSite(t)
    site.delay = 500
    const done = logIn('abc')
    assert.equal((await authFetch('/api/a')).status, 200)
    await done
    assert.deepEqual(site.requests.toSorted(), ['GET /api/a', 'GET /api/a', 'PUT /set-auth-token'])
  })
})

suite('logOut', () => {
  test('clears the cookies, and the time that was due', async (t) => {
    const site = await openSite(t)
    await logIn('abc')
    assert.equal(await logOut(), undefined)
    assert.deepEqual({ ...site.storage }, { 'edgemint-busy': '0', 'edgemint-due': '0' })
    assert.equal(await site.jar.getCookieString(site.origin), '')
  })

  test('waits for a renewal that is under way, and nobody renews after it', async (t) => {
    const site = await openSite(t)
    site.delay = 100
    site.storage['edgemint-due'] = '9e15'
    const first = authFetch('/api/a')
    await arrival(site, 'PATCH')
    const out = createAuthFetch().logOut()
    // Its 401 is from before the log-out, and it gets its turn after it.
    const second = createAuthFetch().authFetch('/api/a')
    await out
    await Promise.all([first, second])
    const sent = site.requests.filter((line) => !line.startsWith('GET'))
    assert.deepEqual(sent, ['PATCH /set-auth-token', 'DELETE /set-auth-token'])
    assert.equal(await site.jar.getCookieString(site.origin), '')
  })

  test('that fails is no log-out: what was due stays', async (t) => {
    const site = await openSite(t)
    await logIn('abc')
    const { 'edgemint-due': due } = site.storage
    site.answers = [{ status: 503 }]
    await assert.rejects(logOut(), { status: 503 })
    assert.equal(site.storage['edgemint-due'], due)
  })
})

suite('a refusal is the error that edgemint/client has', () => {
  const problem = { title: 'rejected', code: 'token-rejected', detail: 'Log in again.' }
  const cases: [string, { status: number; body?: string } | null, object][] = [
    [
      'by the endpoint',
      { status: 401, body: JSON.stringify(problem) },
      { status: 401, code: 'token-rejected', message: 'Log in again.' },
    ],
    [
      'by a password gate',
      { status: 401, body: 'Password?' },
      { status: 401, code: 'gate-refused', message: 'Not from edgemint' },
    ],
    [
      'by a page',
      { status: 200, body: '<!doctype html>' },
      { status: 200, code: 'endpoint-missing', message: 'Not from edgemint' },
    ],
    ['by no JSON object', { status: 404, body: 'null' }, { status: 404, code: 'endpoint-missing' }],
    ['by other JSON', { status: 404, body: '{"code":"x"}' }, { code: 'endpoint-missing' }],
    [
      'by JSON that says something else',
      { status: 404, body: '{"detail":"Not found"}' },
      { code: 'endpoint-missing', message: 'Not found' },
    ],
    ['without an answer', null, { status: 0, code: 'unreachable', message: 'Not from edgemint' }],
  ]
  for (const [how, answer, expected] of cases) {
    test(how, async (t) => {
      const site = await openSite(t)
      site.answers = [answer, answer]
      await assert.rejects(logIn('abc'), { name: 'AuthTokenError', ...expected })
      await assert.rejects(logOut(), client.AuthTokenError)
      assert.equal(AuthTokenError, client.AuthTokenError)
    })
  }

  test('and does not quote a grant that no header can hold', async (t) => {
    await openSite(t)
    for (const grant of ['s3cr3t\nx', 's3cr3t\0', 's3cr3t日本']) {
      await assert.rejects(logIn(grant), (error: AuthTokenError) => {
        assert.equal(error.code, 'unreachable')
        assert.equal(`${error.message}${error.stack}`.includes('s3cr3t'), false)
        return !('cause' in error)
      })
    }
  })
})
