import assert from 'node:assert/strict'
import { CompactSign, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { mock, suite, test } from 'node:test'
import type { LoginConfig } from '../../../../shared/config/config.ts'
import { endpoint, nextOf, type Begun } from './browser.ts'
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
import { startSmallProvider } from './small-provider.ts'

suite('an attack by the ID token', () => {
  const attacks: Record<string, (begun: Begun) => Promise<string>> = {
    'another nonce': (begun) => provider.sign(claimsFor(begun, { nonce: 'x'.repeat(43) })),
    'no nonce': (begun) => provider.sign(claimsFor(begun, { nonce: undefined })),
    'another audience': (begun) => provider.sign(claimsFor(begun, { aud: 'other' })),
    'another audience too, issued to it': (begun) =>
      provider.sign(claimsFor(begun, { aud: ['shop', 'other'], azp: 'other' })),
    'another audience too, issued to nobody': (begun) =>
      provider.sign(claimsFor(begun, { aud: ['shop', 'other'] })),
    'another issuer': (begun) => provider.sign(claimsFor(begun, { iss: 'https://evil.example' })),
    'the issuer with a slash': (begun) =>
      provider.sign(claimsFor(begun, { iss: `${provider.issuer}/` })),
    'an end that is past': (begun) => provider.sign(claimsFor(begun, { exp: now() - 1 })),
    'no end': (begun) => provider.sign(claimsFor(begun, { exp: undefined })),
    'a beginning to come': (begun) => provider.sign(claimsFor(begun, { iat: now() + 120 })),
    'no beginning': (begun) => provider.sign(claimsFor(begun, { iat: undefined })),
    'no user': (begun) => provider.sign(claimsFor(begun, { sub: undefined })),
    'a key of the attacker’s under the same name': async (begun) =>
      provider.sign(claimsFor(begun), {}, await generateKeyPair('RS256')),
    'a key that the provider does not have': async (begun) =>
      provider.sign(claimsFor(begun), { kid: 'two' }, await generateKeyPair('RS256')),
    'an algorithm that was not asked for': async (begun) =>
      provider.sign(claimsFor(begun), { alg: 'PS256' }, await generateKeyPair('PS256')),
    'no signature': async (begun) => {
      const [, claims] = (await provider.sign(claimsFor(begun))).split('.')
      return `${btoa('{"alg":"none"}').replaceAll('=', '')}.${claims}.`
    },
    'the public key as a secret': async (begun) => {
      return new SignJWT(claimsFor(begun))
        .setProtectedHeader({ alg: 'HS256', kid: 'one' })
        .sign(new TextEncoder().encode(JSON.stringify(provider.keys.keys[0])))
    },
    'claims that are null': () => signText('null'),
    'claims that are no JSON': () => signText('{'),
    'no token': async () => 'abc',
  }

  for (const [what, forge] of Object.entries(attacks)) {
    test(`in the form: ${what}`, async () => {
      const browser = open({ response: 'id_token' })
      const begun = await browser.begin()
      const answer = await browser.post({ state: begun.state, id_token: await forge(begun) })
      await assertFailed(browser, answer, 'login_rejected')
    })

    test(`for a code: ${what}`, async () => {
      const browser = open()
      const begun = await browser.begin()
      provider.tokens.body = { id_token: await forge(begun) }
      const answer = await browser.post({ state: begun.state, code: 'abc' })
      await assertFailed(browser, answer, 'login_rejected')
    })
  }

  test('is none: two audiences, issued to us', async () => {
    const browser = open({ response: 'id_token' })
    const begun = await browser.begin()
    const token = await provider.sign(claimsFor(begun, { aud: ['shop', 'other'], azp: 'shop' }))
    await browser.post({ state: begun.state, id_token: token })
    assert.equal(authCookie(browser), token)
  })

  for (const [what, hash] of [
    ['another code', leftHash('other')],
    ['no code', undefined],
  ] as const) {
    test(`that vouches for ${what}`, async () => {
      const browser = open({ response: 'code id_token' })
      const begun = await browser.begin()
      const token = await provider.sign(claimsFor(begun, { c_hash: hash }))
      const answer = await browser.post({ state: begun.state, code: 'abc', id_token: token })
      await assertFailed(browser, answer, 'login_rejected')
    })
  }

  test('is none: a list of one audience', async () => {
    const browser = open({ response: 'id_token' })
    const begun = await browser.begin()
    const token = await provider.sign(claimsFor(begun, { aud: ['shop'] }))
    await browser.post({ state: begun.state, id_token: token })
    assert.equal(authCookie(browser), token)
  })

  test('is none: it vouches for an access token, and none came that is a text', async () => {
    const browser = open()
    const begun = await browser.begin()
    const idToken = await provider.sign(claimsFor(begun, { at_hash: leftHash('access') }))
    provider.tokens.body = { id_token: idToken, access_token: 7 }
    await browser.post({ state: begun.state, code: 'abc' })
    assert.equal(authCookie(browser), idToken)
  })

  test('that vouches for another access token', async () => {
    const browser = open({ token: 'access_token' })
    const begun = await browser.begin()
    const idToken = await provider.sign(claimsFor(begun, { at_hash: leftHash('other') }))
    provider.tokens.body = { id_token: idToken, access_token: 'access' }
    const answer = await browser.post({ state: begun.state, code: 'abc' })
    await assertFailed(browser, answer, 'login_rejected')
  })

  test('of another user than the one before it', async () => {
    const browser = open({ response: 'code id_token', token: 'access_token' })
    const begun = await browser.begin()
    const front = await provider.sign(claimsFor(begun, { c_hash: leftHash('abc') }))
    const back = await provider.sign(claimsFor(begun, { sub: 'mallory' }))
    provider.tokens.body = { id_token: back, access_token: 'access' }
    const answer = await browser.post({ state: begun.state, code: 'abc', id_token: front })
    await assertFailed(browser, answer, 'login_rejected')
  })
})

suite('an attack by the flow', () => {
  test('a state that was used: the second post finds no flow', async () => {
    const browser = open({ response: 'id_token' })
    const begun = await browser.begin()
    const fields = { state: begun.state, id_token: await provider.sign(claimsFor(begun)) }
    assert.equal((await browser.post(fields)).status, 200)
    browser.cookies.delete('__Secure-authToken')
    await assertFailed(browser, await browser.post(fields), 'login_expired')
  })

  test('a state of the attacker’s own browser: nobody is logged in as somebody else', async () => {
    const [attacker, victim] = [open({ response: 'id_token' }), open({ response: 'id_token' })]
    const begun = await attacker.begin()
    const token = await provider.sign(claimsFor(begun, { sub: 'mallory' }))
    const answer = await victim.post({ state: begun.state, id_token: token })
    await assertFailed(victim, answer, 'login_expired')
  })

  test('the state of one tab with the token of another', async () => {
    const browser = open({ response: 'id_token' })
    const [one, two] = [await browser.begin(), await browser.begin()]
    const fields = { state: one.state, id_token: await provider.sign(claimsFor(two)) }
    assert.equal(await nextOf(await browser.post(fields)), '/?login_error=login_rejected')
    assert.equal(authCookie(browser), undefined)
  })

  const tamper: Record<string, (name: string, value: string) => [name: string, value: string]> = {
    'another path to return to': (name, value) => [name, rewrite(value, 1, 'https://evil.example')],
    'another origin': (name, value) => [name, rewrite(value, 0, 'https://evil.example')],
    'a later beginning': (name, value) => [name, `9${value.slice(1)}`],
    'an earlier beginning': (name, value) => [
      name,
      `${Number(value.slice(0, 10)) - 1}${value.slice(10)}`,
    ],
    'a value of nothing': (name) => [name, ''],
    'a value of anything': (name) => [name, '%00'],
  }
  for (const [what, change] of Object.entries(tamper)) {
    test(`a tampered cookie: ${what}`, async () => {
      const browser = open({ response: 'id_token' })
      const begun = await browser.begin('/account/x')
      const [[name, value]] = browser.cookies
      browser.cookies.clear()
      browser.cookies.set(...change(name, value))
      const fields = { state: begun.state, id_token: await provider.sign(claimsFor(begun)) }
      await assertFailed(browser, await browser.post(fields), 'login_expired')
    })
  }

  test('the cookie of one flow under the name of another', async () => {
    const browser = open({ response: 'id_token' })
    const [one, two] = [await browser.begin(), await browser.begin()]
    const [[, first], [second]] = browser.cookies
    browser.cookies.clear()
    browser.cookies.set(second, first)
    const state = two.state.slice(0, 8) + one.state.slice(8)
    const fields = { state, id_token: await provider.sign(claimsFor(one)) }
    await assertFailed(browser, await browser.post(fields), 'login_expired')
  })

  test('two cookies of a name', async () => {
    const browser = open({ response: 'id_token' })
    const begun = await browser.begin()
    const [[name, value]] = browser.cookies
    browser.cookies.set(name, `${value}; ${name}=${value}`)
    const fields = { state: begun.state, id_token: await provider.sign(claimsFor(begun)) }
    await assertFailed(browser, await browser.post(fields), 'login_expired')
  })

  for (const state of ['', 'x', 'x'.repeat(50), 'x'.repeat(5000), `${'x'.repeat(50)}.`]) {
    test(`a state of ${state.length} characters that nobody gave`, async () => {
      const browser = open({ response: 'id_token' })
      await browser.begin()
      const answer = await browser.post({ state, id_token: 'abc' })
      // Without a state it is a form like any other, from an origin that is not listed.
      if (state === '') assert.equal(answer.status, 403)
      else assert.equal(await nextOf(answer), '/?login_error=login_expired')
      assert.equal(authCookie(browser), undefined)
    })
  }

  test('a state like one that was given, which is no base64url: the flow goes on', async () => {
    const browser = open({ response: 'id_token' })
    const { state } = await browser.begin()
    const id = state.slice(0, 8)
    for (const made of [`${id}***`, `${id}*${'x'.repeat(51)}`, `${state}*`, `${state}=`]) {
      const answer = await browser.post({ state: made, id_token: 'abc' })
      assert.equal(await nextOf(answer), '/?login_error=login_expired')
      assert.deepEqual(answer.headers.getSetCookie(), [])
    }
    assert.equal(browser.cookies.size, 1)
  })

  // A clock of another machine may be behind the one that the flow began by.
  for (const [seconds, isLate] of [
    [599, false],
    [600, true],
    [-59, false],
    [-60, true],
  ] as const) {
    test(`${seconds} seconds at the provider are ${isLate ? 'refused' : 'good'}`, async () => {
      mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 })
      const browser = open({ response: 'id_token' })
      const begun = await browser.begin()
      mock.timers.setTime(1_800_000_000_000 + seconds * 1000)
      const fields = { state: begun.state, id_token: await provider.sign(claimsFor(begun)) }
      const answer = await browser.post(fields)
      assert.equal(await nextOf(answer), isLate ? '/?login_error=login_expired' : '/')
    })
  }

  for (const [what, change] of Object.entries({
    client: { clientId: 'other' },
    issuer: {},
  })) {
    test(`a flow that was started with another ${what}`, async () => {
      const other = what === 'issuer' ? await startSmallProvider() : undefined
      try {
        const browser = open({ response: 'id_token' })
        const begun = await browser.begin()
        const later = open({
          response: 'id_token',
          ...change,
          ...(other ? { issuer: other.issuer } : {}),
        })
        for (const [name, value] of browser.cookies) later.cookies.set(name, value)
        const fields = { state: begun.state, id_token: await provider.sign(claimsFor(begun)) }
        await assertFailed(later, await later.post(fields), 'login_expired')
      } finally {
        await other?.close()
      }
    })
  }
})

suite('a mix-up of providers (RFC 9207)', () => {
  test('an answer that names another issuer ends before the code is sent anywhere', async () => {
    for (const more of [{ code: 'abc' }, { error: 'access_denied' }]) {
      provider.asked = []
      const browser = open()
      const { state } = await browser.begin()
      const answer = await browser.post({ state, iss: 'https://evil.example', ...more })
      await assertFailed(browser, answer, 'login_rejected')
      assert.ok(!provider.asked.some(({ path }) => path === '/token'))
    }
  })

  test('so does one that names none, of a provider that always does', async () => {
    provider.metadata = {
      ...honest.metadata,
      authorization_response_iss_parameter_supported: true,
    }
    const browser = open()
    const { state } = await browser.begin()
    await assertFailed(browser, await browser.post({ state, code: 'abc' }), 'login_rejected')
    assert.ok(!provider.asked.some(({ path }) => path === '/token'))
  })

  test('one that names it, of such a provider, is good; and an ID token names it by itself', async () => {
    provider.metadata = {
      ...honest.metadata,
      authorization_response_iss_parameter_supported: true,
    }
    for (const response of ['code', 'id_token'] as const) {
      const browser = open({ response })
      const begun = await browser.begin()
      const idToken = await provider.sign(claimsFor(begun))
      provider.tokens.body = { id_token: idToken, access_token: 'access' }
      const fields =
        response === 'code' ? { code: 'abc', iss: provider.issuer } : { id_token: idToken }
      const answer = await browser.post({ state: begun.state, ...fields })
      assert.equal(await nextOf(answer), '/')
    }
  })
})

suite('an answer that is not what was asked for', () => {
  for (const [response, fields] of [
    ['code', {}],
    ['code', { id_token: 'abc' }],
    ['id_token', {}],
    ['id_token', { code: 'abc' }],
    ['code id_token', { code: 'abc' }],
    ['code id_token', { id_token: 'abc' }],
  ] as [LoginConfig['response'] & string, Record<string, string>][]) {
    test(`${Object.keys(fields).join() || 'nothing'} for ${response}`, async () => {
      const browser = open({ response })
      const { state } = await browser.begin()
      provider.asked = []
      await assertFailed(browser, await browser.post({ state, ...fields }), 'login_rejected')
      assert.ok(!provider.asked.some(({ path }) => path === '/token'))
    })
  }

  test('a good ID token without the code that it came with', async () => {
    const browser = open({ response: 'code id_token' })
    const begun = await browser.begin()
    const idToken = await provider.sign(claimsFor(begun, { c_hash: leftHash('abc') }))
    const answer = await browser.post({ state: begun.state, id_token: idToken })
    await assertFailed(browser, answer, 'login_rejected')
  })

  test('a field twice: it is no answer, and its origin is not listed', async () => {
    const browser = open()
    const { state } = await browser.begin()
    const answer = await browser.send(endpoint, {
      method: 'POST',
      headers: {
        origin: provider.issuer,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: `state=${state}&code=abc&code=def`,
    })
    assert.equal(answer.status, 403)
    assert.equal(browser.cookies.size, 1)
  })

  test('a token that no cookie can hold', async () => {
    const browser = open({ token: 'access_token' })
    const begun = await browser.begin()
    const idToken = await provider.sign(claimsFor(begun))
    provider.tokens.body = { id_token: idToken, access_token: 'x'.repeat(4100) }
    const answer = await browser.post({ state: begun.state, code: 'abc' })
    await assertFailed(browser, answer, 'token_too_large')
  })

  test('no access token', async () => {
    const browser = open({ token: 'access_token' })
    const begun = await browser.begin()
    provider.tokens.body = { id_token: await provider.sign(claimsFor(begun)) }
    const answer = await browser.post({ state: begun.state, code: 'abc' })
    await assertFailed(browser, answer, 'login_rejected')
  })
})

/** The right key, and any payload. */
async function signText(payload: string): Promise<string> {
  const pair = await generateKeyPair('RS256', { extractable: true })
  provider.keys = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one' }] }
  return new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .sign(pair.privateKey)
}

function rewrite(value: string, index: number, text: string): string {
  const [begun, content] = value.split('.')
  const parts = JSON.parse(Buffer.from(content, 'base64url').toString())
  parts[index] = text
  return `${begun}.${Buffer.from(JSON.stringify(parts)).toString('base64url')}`
}
