import assert from 'node:assert/strict'
import { suite, test, type TestContext } from 'node:test'
import { SignJWT } from 'jose'
import type { Verdict } from '../../../../shared/core/verify.ts'
import { createVerifier } from '../../../../shared/web/verify/key-set.ts'
import { requestWith } from '../../core/fixtures.ts'
import { json, startAnswering, type AnsweringServer } from './answering-server.ts'
import { signingKey } from './signing-key.ts'

const key = await signingKey('one')
const other = await signingKey('other')
const rules = {
  algorithms: ['ES256'],
  issuer: 'https://login.example.net',
  audiences: ['shop'],
  clockTolerance: 60,
  requireExpiry: true,
}

interface Started {
  server: AnsweringServer
  verify: (token: string, method?: string) => Promise<Verdict>
}

async function start(t: TestContext, keys: unknown = [key.publicJwk], more = {}): Promise<Started> {
  const server = await startAnswering(t, json({ keys }))
  const verifier = createVerifier({ ...rules, jwks: server.url, ...more })
  return { server, verify: (token, method = 'PUT') => verifier(token, requestWith({ method })) }
}

const seconds = (time: number): number => Math.floor(Date.now() / 1000) + time
const isLeft = (verdict: Verdict): boolean =>
  typeof verdict === 'number' && verdict > 590 && verdict <= 600
const codeOf = (verdict: Verdict): unknown => (typeof verdict === 'object' ? verdict.code : verdict)

test('a token that is signed with a key of the set is genuine, until it expires', async (t) => {
  const { verify, server } = await start(t)
  assert.ok(isLeft(await verify(await key.sign())))
  assert.ok(isLeft(await verify(await key.sign())))
  assert.equal(server.count(), 1)
})

suite('a token is rejected', () => {
  const claims: [string, object, Verdict][] = [
    ['that has expired', { exp: seconds(-1) }, 'expired'],
    ['without an end', { exp: undefined }, 'expiry'],
    ['from another issuer', { iss: 'https://login.example.net/' }, 'issuer'],
    ['for somebody else', { aud: ['bank'] }, 'audience'],
    ['that is not valid yet', { nbf: seconds(86_400) }, 'not-yet-valid'],
  ]
  for (const [what, given, reason] of claims) {
    test(what, async (t) => {
      const { verify } = await start(t)
      assert.equal(await verify(await key.sign(given)), reason)
    })
  }

  test('that was issued too long ago to be renewed', async (t) => {
    const { verify } = await start(t, undefined, { renewUntil: 60 })
    const token = await key.sign({ iat: seconds(-100) })
    assert.ok(isLeft(await verify(token)))
    assert.equal(await verify(token, 'PATCH'), 'renewal-over')
  })

  test('that a key of the same name has signed', async (t) => {
    const { verify } = await start(t)
    assert.equal(await verify(await (await signingKey('one')).sign()), 'signature')
  })

  test('whose key is not in the set', async (t) => {
    const { verify } = await start(t)
    assert.equal(await verify(await other.sign()), 'signature')
  })

  test('by a set without keys', async (t) => {
    const { verify } = await start(t, [])
    assert.equal(await verify(await key.sign()), 'signature')
  })

  test('by a key for encryption', async (t) => {
    const { verify } = await start(t, [{ ...key.publicJwk, use: 'enc' }])
    assert.equal(await verify(await key.sign()), 'signature')
  })

  test('whose algorithm the config does not name: the public key as a secret', async (t) => {
    const { verify } = await start(t)
    const secret = new TextEncoder().encode(JSON.stringify(key.publicJwk))
    const confused = await new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).sign(secret)
    assert.equal(await verify(confused), 'algorithm')
  })

  for (const alg of ['none', 'NONE', 'ES384', ['ES256'], undefined]) {
    test(`with the algorithm ${JSON.stringify(alg)}`, async (t) => {
      const { verify } = await start(t)
      const [, payload, signature] = (await key.sign()).split('.')
      const header = Buffer.from(JSON.stringify({ alg, kid: 'one' })).toString('base64url')
      assert.equal(await verify(`${header}.${payload}.${signature}`), 'algorithm')
    })
  }

  for (const name of ['jku', 'jwk', 'x5u']) {
    test(`that names a key of its own: ${name}`, async (t) => {
      const { verify, server } = await start(t)
      const value = name === 'jwk' ? other.publicJwk : server.url
      assert.equal(await verify(await key.sign({}, { [name]: value })), 'header')
      assert.equal(server.count(), 0)
    })
  }

  test('that says of an extension that it must be understood', async (t) => {
    const { verify, server } = await start(t)
    const [, payload, signature] = (await key.sign()).split('.')
    const header = { alg: 'ES256', kid: 'one', crit: ['b64'], b64: true }
    const encoded = Buffer.from(JSON.stringify(header)).toString('base64url')
    assert.equal(await verify(`${encoded}.${payload}.${signature}`), 'header')
    assert.equal(server.count(), 0)
  })

  const shapes: [string, (token: string) => string][] = [
    ['of two parts', (token) => token.split('.').slice(0, 2).join('.')],
    ['of four', (token) => `${token}.a`],
    ['with padding', (token) => `${token}==`],
    ['of other characters', (token) => token.replace(/.$/, '+')],
    ['whose last character holds more', (token) => token.replace(/.$/, 'B')],
    ['without a header', (token) => token.replace(/^[^.]+/, '')],
    ['whose header is a list', (token) => token.replace(/^[^.]+/, 'W10')],
    ['whose header is null', (token) => token.replace(/^[^.]+/, 'bnVsbA')],
    ['that is none', () => 'demo-0000'],
  ]
  for (const [what, change] of shapes) {
    test(what, async (t) => {
      const { verify, server } = await start(t)
      assert.equal(await verify(change(await key.sign())), 'malformed')
      assert.equal(server.count(), 0)
    })
  }
})

suite('keys without a name of their own', () => {
  test('two of one name: each is tried', async (t) => {
    const twin = await signingKey('one')
    const { verify } = await start(t, [twin.publicJwk, key.publicJwk])
    assert.ok(isLeft(await verify(await key.sign())))
    assert.equal(await verify(await (await signingKey('one')).sign()), 'signature')
  })
})

suite('a key that is replaced', () => {
  test('between mint and renewal: what it signed is rejected', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
    const { verify, server } = await start(t)
    const token = await key.sign({ exp: seconds(10_000) })
    assert.equal(typeof (await verify(token)), 'number')
    server.answer(json({ keys: [other.publicJwk] }))
    assert.equal(typeof (await verify(token, 'PATCH')), 'number')
    t.mock.timers.tick(600_000)
    assert.equal(await verify(token, 'PATCH'), 'signature')
  })

  test('what the new one signs is genuine at once, five seconds after the last fetch', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
    const { verify, server } = await start(t)
    await verify(await key.sign())
    server.answer(json({ keys: [other.publicJwk] }))
    t.mock.timers.tick(5000)
    assert.equal(typeof (await verify(await other.sign())), 'number')
    assert.equal(server.count(), 2)
  })

  for (const [when, time] of [
    ['while the keys that are known are young', 120_000],
    ['after ten minutes without a caller', 660_000],
  ] as const) {
    test(`for all who come at once, by one fetch, ${when}`, async (t) => {
      t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
      const { verify, server } = await start(t)
      await verify(await key.sign())
      server.answer(json({ keys: [key.publicJwk, other.publicJwk] }))
      t.mock.timers.tick(time)
      const token = await other.sign()
      const methods = ['PUT', 'PATCH', 'PUT', 'PATCH']
      const verdicts = await Promise.all(methods.map((method) => verify(token, method)))
      assert.deepEqual(verdicts.map(isLeft), [true, true, true, true])
      assert.equal(server.count(), 2)
    })
  }

  test('five seconds after somebody has made up a key, too; whose key nobody knows is rejected', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
    const { verify, server } = await start(t)
    await verify(await key.sign())
    const makeUp = async (): Promise<Verdict> => verify(await key.sign({}, { kid: 'made-up' }))
    for (const time of [0, 1000, 120_000, 0, 2000]) {
      t.mock.timers.tick(time)
      assert.equal(await makeUp(), 'signature')
    }
    assert.equal(server.count(), 2)
    server.answer(json({ keys: [key.publicJwk, other.publicJwk] }))
    t.mock.timers.tick(3000)
    assert.ok(isLeft(await verify(await other.sign())))
    assert.equal(server.count(), 3)
  })

  test('the same where neither keys nor tokens have names', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
    const [before, since, stranger] = await Promise.all(
      ['a', 'b', 'c'].map((kid) => signingKey(kid)),
    )
    const nameless = (one: typeof before): object => ({ ...one.publicJwk, kid: undefined })
    const { verify, server } = await start(t, [nameless(before)])
    const sign = (one: typeof before): Promise<string> => one.sign({}, { kid: undefined })
    await verify(await sign(before))
    server.answer(json({ keys: [nameless(since)] }))
    t.mock.timers.tick(4999)
    assert.equal(await verify(await sign(since)), 'signature')
    t.mock.timers.tick(1)
    const [genuine, forged] = await Promise.all([
      verify(await sign(since)),
      verify(await sign(stranger)),
    ])
    assert.equal(typeof genuine, 'number')
    assert.equal(forged, 'signature')
    assert.equal(server.count(), 2)
  })

  test('is asked for once in five seconds, whatever names are made up', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
    const { verify, server } = await start(t)
    await verify(await key.sign())
    const makeUp = async (): Promise<Verdict[]> => {
      const names = Array.from({ length: 20 }, (_, index) => `made-up-${index}`)
      const tokens = await Promise.all(names.map((kid) => key.sign({}, { kid })))
      return Promise.all(tokens.map((token) => verify(token)))
    }
    t.mock.timers.tick(4999)
    await makeUp()
    assert.equal(server.count(), 1)
    t.mock.timers.tick(1)
    await makeUp()
    await makeUp()
    assert.equal(server.count(), 2)
  })

  test('a key that is named by the token is not asked for again', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
    const { verify, server } = await start(t)
    await verify(await key.sign())
    t.mock.timers.tick(30_000)
    assert.equal(await verify(await (await signingKey('one')).sign()), 'signature')
    assert.equal(server.count(), 1)
  })
})

suite('while the keys cannot be had', () => {
  test('nothing is said of a token', async () => {
    const verify = createVerifier({ ...rules, jwks: 'http://127.0.0.1:9/keys' })
    const verdict = await verify(await key.sign(), requestWith())
    assert.equal(codeOf(verdict), 'keys-unavailable')
  })

  test('nor of one whose key came after the last fetch', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
    const { verify, server } = await start(t)
    await verify(await key.sign())
    server.answer(json({}, 500))
    t.mock.timers.tick(30_000)
    const verdict = await verify(await other.sign())
    assert.equal(codeOf(verdict), 'keys-unavailable')
    assert.equal(typeof (await verify(await key.sign())), 'number')
  })
})
