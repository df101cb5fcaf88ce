import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { mock, suite, test } from 'node:test'
import { handle, type Handler } from '../../../../shared/core/handle.ts'
import { createFetchHandler } from '../../../../shared/web/fetch-handler.ts'
import { createHandler } from '../../../../shared/web/login/login.ts'
import { script, scriptHash } from '../../../../shared/web/pass-page.ts'
import { policyOf } from '../../../cli/policy-of.ts'
import { endpoint, nextOf, site } from './browser.ts'
import {
  assertFailed,
  authCookie,
  claimsFor,
  honest,
  leftHash,
  now,
  open,
  provider,
} from './rig.ts'

suite('a log-in', () => {
  for (const response of ['id_token', 'code id_token'] as const) {
    test(`by ${response}: the ID token of the form becomes the cookie`, async () => {
      const browser = open({ response })
      const begun = await browser.begin('/account/orders?page=2#last')
      const token = await provider.sign(claimsFor(begun, { c_hash: leftHash('abc') }))
      const code: Record<string, string> = response === 'id_token' ? {} : { code: 'abc' }
      // Apple sends `user` with the first log-in.
      const user = '{"name":{"firstName":"Alice"}}'
      const answer = await browser.post({ ...code, state: begun.state, id_token: token, user })
      assert.equal(answer.status, 200)
      assert.deepEqual(
        Object.fromEntries([...answer.headers].filter(([name]) => name !== 'set-cookie')),
        {
          'cache-control': 'no-store',
          'content-security-policy': `default-src 'none'; script-src 'sha256-${scriptHash}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
          'content-type': 'text/html; charset=utf-8',
          'referrer-policy': 'same-origin',
          'x-content-type-options': 'nosniff',
        },
      )
      const lines = answer.headers.getSetCookie()
      assert.equal(
        lines[0],
        `__Host-edgemint-login-${begun.state.slice(0, 8)}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=None`,
      )
      assert.equal(
        lines.at(-1),
        `__Secure-authToken=${token}; Max-Age=34560000; Domain=example.com; Path=/; HttpOnly; Secure; SameSite=Strict`,
      )
      assert.deepEqual([...browser.cookies.keys()], ['__Secure-authToken'])
      const page = await answer.clone().text()
      assert.ok(!page.includes(token))
      assert.match(page, /^<!doctype html><html lang="en">.*<meta name="viewport"/)
      assert.equal(await nextOf(answer), '/account/orders?page=2#last')
      assert.ok(!provider.asked.some(({ path }) => path === '/token'))
    })
  }

  for (const token of ['id_token', 'access_token'] as const) {
    for (const response of ['code', 'code id_token'] as const) {
      if (token === 'id_token' && response === 'code id_token') continue
      test(`by ${response}: the ${token} that the code is exchanged for`, async () => {
        const browser = open({ response, token })
        const begun = await browser.begin()
        const claims = claimsFor(begun, { at_hash: leftHash('access') })
        const idToken = await provider.sign(claims)
        provider.tokens.body = { id_token: idToken, access_token: 'access', token_type: 'Bearer' }
        const front = await provider.sign(claimsFor(begun, { c_hash: leftHash('abc') }))
        const answer = await browser.post({
          state: begun.state,
          code: 'abc',
          ...(response === 'code' ? { iss: provider.issuer } : { id_token: front }),
        })
        assert.equal(await nextOf(answer), '/')
        assert.equal(authCookie(browser), token === 'id_token' ? idToken : 'access')
        const { authorization, form } = provider.asked.find(({ path }) => path === '/token')!
        assert.equal(authorization, undefined)
        const { code_verifier: verifier, ...others } = form
        assert.match(verifier, /^[\w-]{43}$/)
        assert.deepEqual(others, {
          grant_type: 'authorization_code',
          code: 'abc',
          redirect_uri: endpoint,
          client_id: 'shop',
        })
      })
    }
  }

  for (const [methods, where] of [
    [undefined, 'header'],
    [['client_secret_basic', 'client_secret_post'], 'header'],
    [['client_secret_post'], 'body'],
  ] as const) {
    test(`with a client secret, in the ${where}, where the provider says ${methods}`, async () => {
      provider.metadata = {
        ...honest.metadata,
        ...(methods ? { token_endpoint_auth_methods_supported: methods } : {}),
      }
      const browser = open({ clientSecret: 'TEST_CLIENT_SECRET', clientId: 'my shop' })
      const begun = await browser.begin()
      provider.tokens.body = { id_token: await provider.sign(claimsFor(begun, { aud: 'my shop' })) }
      assert.equal(await nextOf(await browser.post({ state: begun.state, code: 'abc' })), '/')
      const { authorization, form } = provider.asked.find(({ path }) => path === '/token')!
      if (where === 'header') {
        const [, credentials] = /^Basic (.*)$/.exec(authorization!)!
        assert.equal(
          Buffer.from(credentials, 'base64').toString(),
          'my+shop:a+client%3A+secret%2F%25',
        )
        assert.equal(form.client_secret, undefined)
      } else {
        assert.equal(authorization, undefined)
        assert.equal(form.client_id, 'my shop')
        assert.equal(form.client_secret, 'a client: secret/%')
      }
    })
  }

  test('whose page hides its origin: the flow tells whose it is', async () => {
    const browser = open({ response: 'id_token' })
    const begun = await browser.begin()
    const token = await provider.sign(claimsFor(begun))
    await browser.post({ state: begun.state, id_token: token }, { origin: 'null' })
    assert.equal(authCookie(browser), token)
  })

  test('in six tabs at once, ended in another order than begun', async () => {
    const browser = open({ response: 'id_token' })
    const begun = await Promise.all([1, 2, 3, 4, 5, 6].map((i) => browser.begin(`/account/${i}`)))
    for (const i of [3, 0, 5, 1, 4, 2]) {
      const token = await provider.sign(claimsFor(begun[i], { jti: String(i) }))
      const answer = await browser.post({ state: begun[i].state, id_token: token })
      assert.equal(await nextOf(answer), `/account/${i + 1}`)
      assert.equal(authCookie(browser), token)
    }
  })

  test('that began before the secret was replaced', async () => {
    const [old, young] = [
      'an old secret of thirty-two octets',
      'a new secret of thirty-two octets.',
    ]
    process.env.TEST_ROTATED = old
    const browser = open({ response: 'id_token' }, { secret: 'TEST_ROTATED' })
    const begun = await browser.begin()
    process.env.TEST_ROTATED = `${young}\n${old}\n`
    const token = await provider.sign(claimsFor(begun))
    await browser.post({ state: begun.state, id_token: token })
    assert.equal(authCookie(browser), token)
    const late = await browser.begin()
    process.env.TEST_ROTATED = old
    const answer = await browser.post({ state: late.state, id_token: token })
    assert.equal(await nextOf(answer), '/?login_error=login_expired')
  })

  test('with a key that the provider has only just taken', async () => {
    mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 })
    const browser = open({ response: 'id_token' })
    const first = await browser.begin()
    await browser.post({ state: first.state, id_token: await provider.sign(claimsFor(first)) })
    const pair = await generateKeyPair('RS256', { extractable: true })
    provider.keys = {
      keys: [...honest.keys.keys, { ...(await exportJWK(pair.publicKey)), kid: 'two' }],
    }
    mock.timers.tick(120_000)
    const logIn = async (): Promise<void> => {
      const { state, nonce } = await browser.begin()
      const token = await provider.sign(claimsFor({ nonce }), { kid: 'two' }, pair)
      const answer = await browser.post({ state, id_token: token })
      assert.equal(await nextOf(answer), '/')
    }
    provider.asked = []
    // Two tabs, say, that end at the same time.
    await Promise.all([logIn(), logIn()])
    assert.deepEqual(
      provider.asked.map(({ path }) => path),
      ['/keys'],
    )
  })

  test('with the algorithm that the config asks for', async () => {
    const pair = await generateKeyPair('ES384', { extractable: true })
    provider.keys = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one' }] }
    const browser = open({ response: 'code id_token', algorithms: ['ES384'] })
    const begun = await browser.begin()
    const claims = claimsFor(begun, { c_hash: leftHash('abc', 'sha384') })
    const token = await provider.sign(claims, { alg: 'ES384' }, pair)
    await browser.post({ state: begun.state, id_token: token, code: 'abc' })
    assert.equal(authCookie(browser), token)
  })

  for (const alg of ['EdDSA', 'Ed25519'] as const) {
    test(`with ${alg}, whose hash is SHA-512`, async () => {
      const pair = await generateKeyPair(alg, { extractable: true })
      provider.keys = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one' }] }
      const browser = open({ response: 'code id_token', algorithms: [alg] })
      const begun = await browser.begin()
      const claims = claimsFor(begun, { c_hash: leftHash('abc', 'sha512') })
      const token = await provider.sign(claims, { alg }, pair)
      await browser.post({ state: begun.state, id_token: token, code: 'abc' })
      assert.equal(authCookie(browser), token)
    })
  }

  test('on a preview: the cookie is for the host that the browser is on', async () => {
    const preview = 'https://preview.elsewhere.example'
    const browser = open({ response: 'id_token' }, { siteOrigins: [preview] })
    const answer = await browser.start('', { origin: preview })
    const { url } = (await answer.json()) as { url: string }
    const { state, nonce } = Object.fromEntries(new URL(url).searchParams)
    const token = await provider.sign(claimsFor({ nonce: nonce! }))
    const page = await browser.post({ state, id_token: token })
    const line = page.headers.getSetCookie().at(-1)!
    assert.ok(line.startsWith(`__Secure-authToken=${token}; Max-Age=34560000; Path=/;`), line)
  })

  test('through verify, which bounds the cookie or rejects the token', async () => {
    process.env.TEST_API_SECRET = 'the secret of the API, of 32 octets or more'
    const verify = { algorithm: 'HS256', secret: 'TEST_API_SECRET' } as const
    const browser = open({ token: 'access_token' }, { verify })
    const attempt = async (accessToken: string): Promise<Response> => {
      const begun = await browser.begin()
      const idToken = await provider.sign(claimsFor(begun))
      provider.tokens.body = { id_token: idToken, access_token: accessToken }
      return browser.post({ state: begun.state, code: 'abc' })
    }
    await assertFailed(browser, await attempt('opaque'), 'login_rejected')
    const signed = await new SignJWT({ exp: now() + 600 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(process.env.TEST_API_SECRET))
    const good = await attempt(signed)
    assert.equal(good.status, 200)
    assert.match(good.headers.getSetCookie().at(-1)!, /; Max-Age=(600|59\d);/)
    delete process.env.TEST_API_SECRET
    browser.cookies.clear()
    await assertFailed(browser, await attempt(signed), 'login_unavailable', { status: 503 })
  })
})

suite('what the provider says no to reaches the page as a code', () => {
  for (const [error, code] of [
    ['access_denied', 'access_denied'],
    ['user_cancelled_authorize', 'user_cancelled_authorize'],
    ['<script>', 'login_rejected'],
    ['Access Denied', 'login_rejected'],
    ['a&b=c', 'login_rejected'],
    ['x'.repeat(65), 'login_rejected'],
  ]) {
    test(error.slice(0, 40), async () => {
      const browser = open()
      const { state } = await browser.begin('/account/x')
      const fields = {
        state,
        error,
        error_description: 'You <b>shall</b> not',
        iss: provider.issuer,
      }
      const answer = await browser.post(fields)
      assert.ok(!(await answer.clone().text()).includes('shall'))
      await assertFailed(browser, answer, code, { path: '/account/x' })
    })
  }

  test('in a path that has a query and a fragment', async () => {
    const browser = open()
    const { state } = await browser.begin('/account/x?a=1&b=2#c#d')
    const answer = await browser.post({ state, error: 'access_denied' })
    assert.equal(await nextOf(answer), '/account/x?a=1&b=2&login_error=access_denied#c#d')
  })
})

test('the handler that mints sees the request as it came, but for its origin, which the flow has shown', async () => {
  const seen: (string | undefined)[] = []
  const policy = policyOf({
    login: { issuer: provider.issuer, clientId: 'shop', response: 'id_token' },
    secret: 'TEST_EDGEMINT_SECRET',
  })
  const inner: Handler = (request, own, read) => {
    seen.push(request.header('origin'), request.header('user-agent'), request.method)
    return handle(request, own, read)
  }
  const answer = createFetchHandler({ ...policy, handler: createHandler(policy.login!, inner) })
  const browser = open({ response: 'id_token' })
  const begun = await browser.begin()
  const [[name, value]] = browser.cookies
  const fields = { state: begun.state, id_token: await provider.sign(claimsFor(begun)) }
  const page = await answer(
    new Request(endpoint, {
      method: 'POST',
      headers: { origin: 'null', 'user-agent': 'a browser', cookie: `${name}=${value}` },
      body: new URLSearchParams(fields),
    }),
  )
  assert.equal(page.status, 200)
  assert.deepEqual(seen, [site, 'a browser', 'POST'])
})

suite('other requests', () => {
  test('a form from elsewhere without a flow is refused unread', async () => {
    const answer = await open().post({ state: 'x'.repeat(51), code: 'abc' }, { origin: 'null' })
    assert.equal(answer.status, 403)
  })

  test('a form of an origin that is listed mints as ever, whether a flow is on its way or not', async () => {
    const api = 'https://api.example.com'
    const browser = open({}, { formOrigins: [api] })
    for (let i = 0; i < 2; i++) {
      const answer = await browser.post(
        { authToken: `abc${i}`, returnTo: '/account/' },
        { origin: api },
      )
      assert.equal(answer.status, 303)
      assert.equal(authCookie(browser), `abc${i}`)
      await browser.begin()
    }
  })

  test('a good answer by another method, or of another type, is none', async () => {
    const browser = open({ response: 'id_token' })
    const begun = await browser.begin()
    const token = await provider.sign(claimsFor(begun))
    const body = new URLSearchParams({ state: begun.state, id_token: token }).toString()
    for (const [method, type] of [
      ['PUT', 'application/x-www-form-urlencoded'],
      ['POST', 'text/plain'],
    ]) {
      const headers = { origin: provider.issuer, 'content-type': type }
      assert.equal((await browser.send(endpoint, { method, headers, body })).status, 403)
      assert.equal(browser.cookies.size, 1)
    }
  })

  test('the provider’s origin alone opens the endpoint to no token', async () => {
    const browser = open()
    const answer = await browser.post({ authToken: 'abc' })
    assert.equal(answer.status, 403)
    assert.equal(authCookie(browser), undefined)
  })

  test('PUT mints, PATCH renews, DELETE clears', async () => {
    const browser = open()
    const send = (method: string, headers = {}): Promise<Response> =>
      browser.send(endpoint, { method, headers: { origin: site, ...headers } })
    assert.equal((await send('PUT', { authorization: 'Bearer abc' })).status, 204)
    assert.equal((await send('PATCH')).status, 204)
    assert.equal((await send('DELETE')).status, 204)
    assert.equal(browser.cookies.size, 0)
    const allowed = (await send('OPTIONS')).headers.get('allow')
    assert.equal(allowed, 'PUT, POST, PATCH, DELETE, OPTIONS')
  })
})

test('the hash in the page’s policy is that of its script', () => {
  assert.equal(scriptHash, createHash('sha256').update(script).digest('base64'))
})

test('a path is written into the page as text', async () => {
  const browser = open()
  const { state } = await browser.begin("/account/?a='b'&lt;=c")
  const page = await (await browser.post({ state, error: 'access_denied' })).text()
  assert.ok(
    page.includes(`<a href="/account/?a='b'&amp;lt;=c&amp;login_error=access_denied">`),
    page,
  )
})
