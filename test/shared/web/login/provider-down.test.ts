import assert from 'node:assert/strict'
import { mock, suite, test, type TestContext } from 'node:test'
import { lendTimeouts } from '../lend-timeouts.ts'
import { nextOf } from './browser.ts'
import { assertFailed, claimsFor, honest, open, provider } from './rig.ts'

suite('a token endpoint', () => {
  const answers: [what: string, act: (t: TestContext) => void, code: string, status?: number][] = [
    [
      'refuses the code',
      () => (provider.tokens = { status: 400, body: { error: 'invalid_grant' } }),
      'login_rejected',
    ],
    [
      'refuses the client',
      () => (provider.tokens = { status: 401, body: { error: 'invalid_client' } }),
      'client_rejected',
    ],
    [
      'refuses a code that is over, as Auth0 does',
      () => (provider.tokens = { status: 403, body: { error: 'invalid_grant' } }),
      'login_rejected',
    ],
    [
      'refuses the code by 401',
      () => (provider.tokens = { status: 401, body: { error: 'invalid_grant' } }),
      'login_rejected',
    ],
    [
      'refuses the client’s secret, as Auth0 does',
      () => (provider.tokens = { status: 401, body: { error: 'access_denied' } }),
      'client_rejected',
    ],
    [
      'says no to the user, by the word that is Auth0’s for the client',
      () => (provider.tokens = { status: 403, body: { error: 'access_denied' } }),
      'login_rejected',
    ],
    [
      'does not do what the client asks',
      () => (provider.tokens = { status: 400, body: { error: 'unsupported_grant_type' } }),
      'client_rejected',
    ],
    ...['server_error', 'temporarily_unavailable'].map(
      (error): [string, () => void, string, number] => [
        `is out of order, ${error}`,
        () => (provider.tokens = { status: 400, body: { error } }),
        'login_unavailable',
        503,
      ],
    ),
    [
      'has a firewall that knows 403 alone',
      () => (provider.instead['/token'] = { status: 403, body: '<h1>no</h1>' }),
      'login_unavailable',
      503,
    ],
    [
      'refuses with an error that is no text',
      () => (provider.tokens = { status: 400, body: { error: { toString: 1, valueOf: 1 } } }),
      'login_rejected',
    ],
    [
      'refuses the client’s way',
      () => (provider.tokens = { status: 400, body: { error: 'unauthorized_client' } }),
      'client_rejected',
    ],
    ...['server_refuses_invalid_client', 'invalid_client_metadata'].map(
      (error): [string, () => void, string] => [
        `refuses by a code of its own, ${error}`,
        () => (provider.tokens = { status: 400, body: { error } }),
        'login_rejected',
      ],
    ),
    ['fails', () => (provider.tokens = { status: 500, body: {} }), 'login_unavailable', 503],
    [
      'answers no JSON',
      () => (provider.instead['/token'] = { status: 200, body: '<p>' }),
      'login_unavailable',
      503,
    ],
    [
      'redirects',
      () =>
        (provider.instead['/token'] = { status: 307, headers: { location: '/keys' }, body: '{}' }),
      'login_unavailable',
      503,
    ],
    [
      'never answers',
      (t) => provider.silent.set('/token', lendTimeouts(t).end),
      'login_unavailable',
      503,
    ],
    [
      'answers without an ID token',
      () => (provider.tokens = { status: 200, body: { access_token: 'a' } }),
      'login_rejected',
    ],
  ]
  for (const [what, act, code, status = 400] of answers) {
    test(`that ${what}`, async (t) => {
      const browser = open()
      const { state } = await browser.begin()
      act(t)
      const answer = await browser.post({ state, code: 'abc' })
      await assertFailed(browser, answer, code, { status })
    })
  }

  test('that fails and then does not: the same post, sent again, logs in', async () => {
    const browser = open()
    const begun = await browser.begin()
    provider.tokens = { status: 500, body: {} }
    const post = { state: begun.state, code: 'abc' }
    await assertFailed(browser, await browser.post(post), 'login_unavailable', { status: 503 })
    const idToken = await provider.sign(claimsFor(begun))
    provider.tokens = { status: 200, body: { id_token: idToken, access_token: 'a' } }
    assert.equal((await browser.post(post)).status, 200)
    assert.deepEqual([...browser.cookies.keys()], ['__Secure-authToken'])
  })

  test('that is not there', async (t) => {
    provider.metadata = { ...honest.metadata, token_endpoint: undefined }
    const browser = open()
    const { state } = await browser.begin()
    const { mock: asked } = t.mock.method(globalThis, 'fetch')
    const answer = await browser.post({ state, code: 'abc' })
    await assertFailed(browser, answer, 'login_unavailable', { status: 503 })
    assert.equal(asked.callCount(), 0)
  })

  test('that wants a secret which is not bound', async () => {
    const browser = open({ clientSecret: 'TEST_UNBOUND' })
    const { state } = await browser.begin()
    const answer = await browser.post({ state, code: 'abc' })
    await assertFailed(browser, answer, 'login_unavailable', { status: 503 })
  })
})

suite('a provider that goes down between start and end', () => {
  for (const [what, act] of [
    ['its keys', () => (provider.instead['/keys'] = { status: 503, body: '' })],
    ['its keys, which are none', () => (provider.instead['/keys'] = { status: 200, body: '{}' })],
  ] as const) {
    test(what, async () => {
      const browser = open({ response: 'id_token' })
      const begun = await browser.begin()
      act()
      const answer = await browser.post({
        state: begun.state,
        id_token: await provider.sign(claimsFor(begun)),
      })
      await assertFailed(browser, answer, 'login_unavailable', { status: 503 })
    })
  }

  test('all of it, for another function that has not asked before', async () => {
    const browser = open()
    const { state } = await browser.begin()
    const elsewhere = open()
    for (const [name, value] of browser.cookies) elsewhere.cookies.set(name, value)
    provider.instead['/.well-known/openid-configuration'] = { status: 503, body: '' }
    const answer = await elsewhere.post({ state, code: 'abc' })
    await assertFailed(elsewhere, answer, 'login_unavailable', { status: 503 })
  })

  test('its new keys: the old ones hold for a day', async () => {
    mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 })
    const browser = open({ response: 'id_token' })
    const logIn = async (): Promise<string> => {
      const begun = await browser.begin()
      const token = await provider.sign(claimsFor(begun))
      return nextOf(await browser.post({ state: begun.state, id_token: token }))
    }
    assert.equal(await logIn(), '/')
    provider.instead['/keys'] = { status: 503, body: '' }
    mock.timers.tick(23 * 3_600_000)
    assert.equal(await logIn(), '/')
    mock.timers.tick(3_600_000)
    assert.equal(await logIn(), '/?login_error=login_unavailable')
  })

  test('names of keys that somebody makes up cause one question in five seconds', async () => {
    mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 })
    const browser = open({ response: 'id_token' })
    for (let i = 0; i < 9; i++) {
      const begun = await browser.begin()
      const token = await provider.sign(claimsFor(begun), { kid: `made up ${i}` })
      await browser.post({ state: begun.state, id_token: token })
      const asked = provider.asked.filter(({ path }) => path === '/keys')
      assert.equal(asked.length, i < 5 ? 1 : 2)
      mock.timers.tick(1000)
    }
  })
})
