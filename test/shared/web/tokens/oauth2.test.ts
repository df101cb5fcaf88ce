import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { TokensConfig } from '../../../../shared/config/bridge-config.ts'
import { accessName, api, codeOf, open, refreshName, type Browser } from './rig.ts'
import { json } from './token-api.ts'

// RFC 6749, RFC 7009 and RFC 7636; and Directus, whose own are JSON.

const tokens = { access_token: 'a', token_type: 'Bearer', expires_in: 600, refresh_token: 'r' }
const basic = `Basic ${Buffer.from('my+site:a+client+secret%2Fof+the+API%25').toString('base64')}`

const openOAuth = (more: TokensConfig = {}, options: Parameters<typeof open>[1] = {}): Browser =>
  open({ url: `${api.url}/token`, clientId: 'my site', ...more }, { preset: 'oauth2', ...options })

const form = (): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(api.asked.at(-1)!.body))

suite('an OAuth 2.0 server', () => {
  test('is asked with a form: the code, its verifier, and who asks', async () => {
    api.answer(json(tokens))
    const browser = openOAuth({ parameters: { audience: 'shop' } })
    const response = await browser.send('PUT', '', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        code: 'the-code',
        codeVerifier: 'v'.repeat(43),
        redirectUri: 'https://www.example.com/back?a=b',
        other: 'not passed on',
      }),
    })
    assert.equal(response.status, 204)
    const { headers, method } = api.asked[0]
    assert.equal(method, 'POST')
    assert.match(headers['content-type']!, /^application\/x-www-form-urlencoded/)
    assert.equal(headers.authorization, undefined)
    assert.deepEqual(form(), {
      grant_type: 'authorization_code',
      code: 'the-code',
      code_verifier: 'v'.repeat(43),
      redirect_uri: 'https://www.example.com/back?a=b',
      client_id: 'my site',
      audience: 'shop',
    })
    assert.deepEqual(
      [...browser.cookies],
      [
        [accessName, 'a'],
        [refreshName, 'r'],
      ],
    )
  })

  test('that wants a secret gets it by Basic, and the client’s name nowhere else', async () => {
    api.answer(json(tokens))
    const browser = openOAuth({ clientSecret: 'CLIENT_SECRET' })
    await browser.put('the-code')
    assert.equal(api.asked[0].headers.authorization, basic)
    assert.deepEqual(form(), { grant_type: 'authorization_code', code: 'the-code' })
    await browser.renew()
    assert.equal(api.asked[1].headers.authorization, basic)
    assert.deepEqual(form(), { grant_type: 'refresh_token', refresh_token: 'r' })
  })

  test('is not asked without the secret that it wants', async () => {
    for (const bindings of [{}, { CLIENT_SECRET: '' }, { CLIENT_SECRET: ' \n' }]) {
      const browser = openOAuth({ clientSecret: 'CLIENT_SECRET' }, { bindings })
      assert.equal(await codeOf(await browser.put('the-code')), '503 secret-unavailable')
    }
    assert.deepEqual(api.asked, [])
  })

  for (const [what, more] of Object.entries({
    'a verifier that is no text': { codeVerifier: 7 },
    'a verifier with a blank': { codeVerifier: 'a b' },
    'an empty address': { redirectUri: '' },
    'an address that is too long': { redirectUri: 'x'.repeat(2001) },
  })) {
    test(`is not asked with ${what}`, async () => {
      const response = await openOAuth().send('PUT', '', {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code: 'the-code', ...more }),
      })
      const { detail } = (await response.clone().json()) as { detail: string }
      assert.equal(detail, 'codeVerifier and redirectUri are texts (RFC 7636).')
      assert.equal(await codeOf(response), '400 body-malformed')
      assert.deepEqual(api.asked, [])
    })
  }

  test('that does not know the client logs nobody out', async () => {
    // The second is Auth0's word for a secret that is not its own.
    for (const error of ['invalid_client', 'access_denied']) {
      api.answer(json({ error }, 401))
      assert.equal(await codeOf(await openOAuth().put('the-code')), '503 api-unavailable')
    }
    api.answer(json({ error: 'access_denied' }, 403))
    assert.equal(await codeOf(await openOAuth().put('the-code')), '401 token-rejected')
  })

  test('revokes the refresh token, or else the access token (RFC 7009)', async () => {
    const logOut = `${api.url}/revoke`
    const secret = { clientSecret: 'CLIENT_SECRET' }
    api.answer(json({}))
    const both = openOAuth({ logOut, ...secret })
    both.cookies.set(accessName, 'a').set(refreshName, 'r')
    await both.logOut()
    assert.deepEqual(form(), { token: 'r', token_type_hint: 'refresh_token' })
    assert.equal(api.asked[0].headers.authorization, basic)
    const one = openOAuth({ logOut })
    one.cookies.set(accessName, 'a')
    await one.logOut()
    assert.deepEqual(form(), {
      token: 'a',
      token_type_hint: 'access_token',
      client_id: 'my site',
    })
    assert.equal(api.asked[1].headers.authorization, undefined)
    // A secret that is not bound keeps nobody logged in.
    const unbound = openOAuth({ logOut, ...secret }, { bindings: {} })
    unbound.cookies.set(refreshName, 'r')
    assert.equal((await unbound.logOut()).status, 204)
    assert.equal(unbound.cookies.size, 0)
    // Some servers take it from anybody.
    assert.deepEqual(form(), { token: 'r', token_type_hint: 'refresh_token' })
    assert.equal(api.asked.length, 3)
  })

  test('gets the access token in the header, where that is not Authorization', async () => {
    const bridge = {
      path: '/api',
      preset: 'oauth2',
      header: 'X-Token',
      tokens: { url: `${api.url}/token`, clientId: 'site', logOut: `${api.url}/revoke` },
    } as const
    const browser = open({}, { bridge })
    browser.cookies.set(accessName, 'a')
    api.answer(json({}))
    await browser.logOut()
    assert.equal(api.asked[0].headers['x-token'], 'a')
  })
})

test('Directus: the page hands in its refresh token, and both answers are JSON in data', async () => {
  api.answer(json({ data: { access_token: 'a', expires: 900_000, refresh_token: 'r' } }))
  const browser = open({}, { preset: 'directus' })
  const response = await browser.send('PUT', '', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refreshToken: 'first', codeVerifier: 'not for JSON' }),
  })
  assert.equal(response.status, 400)
  assert.equal((await browser.put('first')).headers.get('token-expires-in'), '900')
  assert.equal(api.asked[0].path, '/rcms-api/1/auth/refresh')
  assert.deepEqual(JSON.parse(api.asked[0].body), { mode: 'json', refresh_token: 'first' })
  await browser.logOut()
  assert.equal(api.asked[1].path, '/rcms-api/1/auth/logout')
  assert.equal(api.asked[1].headers.authorization, 'Bearer a')
  assert.deepEqual(JSON.parse(api.asked[1].body), { mode: 'json', refresh_token: 'r' })
})

test('a client with a secret at an API that wants JSON', async () => {
  const browser = open({ clientId: 'my site', clientSecret: 'CLIENT_SECRET' })
  await browser.put('grant-1')
  assert.equal(api.asked[0].headers.authorization, basic)
  assert.equal(api.asked[0].body, '{"grant_token":"grant-1"}')
})
