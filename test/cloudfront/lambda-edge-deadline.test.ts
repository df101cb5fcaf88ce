import type { CloudFrontRequest } from 'aws-lambda'
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { sign } from '../shared/core/tokens.ts'
import { signingKey } from '../shared/web/verify/signing-key.ts'
import { openSlowWorld, timeout, type Outcome, type SlowWorld } from './slow-world.ts'

const issuer = 'https://login.example.net'
const key = await signingKey('one')
const genuine = await key.sign()
const inAnHour = Math.floor(Date.now() / 1000) + 3600

const header = (name: string, value: string): Partial<CloudFrontRequest> => ({
  headers: { [name]: [{ value }] },
})
const put = (token: string): Partial<CloudFrontRequest> => ({
  method: 'PUT',
  ...header('authorization', `Bearer ${token}`),
})
const patch = { method: 'PATCH', ...header('cookie', '__Secure-authToken-refresh=refresh-1') }
const stamp = `v1.${inAnHour}.${'m'.repeat(43)}`
const call = {
  method: 'GET',
  uri: '/api/articles',
  ...header('cookie', `__Host-authToken=a; __Host-authToken-stamp=${stamp}`),
}

const hs256 = { algorithm: 'HS256' as const, secret: 'API_SECRET' }
const jwks = { jwks: `${issuer}/keys`, algorithms: ['ES256' as const], issuer, audience: 'shop' }
const ofClient = { clientId: 'shop', clientSecret: 'CLIENT_SECRET' }
const rfc7662 = {
  introspect: { style: 'rfc7662' as const, url: `${issuer}/introspect`, ...ofClient },
}
const ask = { introspect: { style: 'ask' as const, url: `${issuer}/introspect` } }
const bridge = { api: 'https://api.vendor.com', bridge: { path: '/api' } }
const tokens = { url: '/token', clientId: 'shop', logOut: '/out' }
const withTokens = (more: object): Partial<EdgemintConfig> => ({
  ...bridge,
  bridge: { path: '/api', preset: 'oauth2', tokens: { ...tokens, ...more } },
})
const stamped = { secret: 'EDGEMINT_SECRET' }
const login = { issuer, algorithms: ['ES256' as const], ...ofClient }

const combinations: [string, Partial<EdgemintConfig>, Partial<CloudFrontRequest>][] = [
  ['a secret', { verify: hs256 }, put(sign({ exp: inAnHour }))],
  ['a key set', { verify: jwks }, put(genuine)],
  ['a key set, and a stamp', { verify: jwks, ...bridge, ...stamped }, put(genuine)],
  ['the issuer', { verify: rfc7662 }, put('opaque')],
  ['the issuer, and a stamp', { verify: rfc7662, ...bridge, ...stamped }, put('opaque')],
  ['the API', { verify: ask }, put('opaque')],
  ['the API, and a stamp', { verify: ask, ...bridge, ...stamped }, put('opaque')],
  ['the stamp of a call', { verify: jwks, ...bridge, ...stamped }, call],
  ['tokens', withTokens({}), put('grant-1')],
  ['tokens, for a client', withTokens(ofClient), put('grant-1')],
  ['tokens, for a client, and a stamp', { ...withTokens(ofClient), ...stamped }, put('grant-1')],
  ['a renewal', withTokens({}), patch],
  ['a renewal, for a client, and a stamp', { ...withTokens(ofClient), ...stamped }, patch],
  [
    'the start of a log-in',
    { login, ...stamped },
    { method: 'POST', uri: '/set-auth-token/start' },
  ],
]

function answerAll(world: SlowWorld): void {
  Object.assign(world.answers, {
    '/keys': { keys: [key.publicJwk] },
    '/introspect': { active: true },
    '/token': { access_token: 'a', refresh_token: 'b' },
    '/.well-known/openid-configuration': {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
    },
  })
}

const codeOf = ({ answer }: Outcome): string =>
  answer.status === '503' ? JSON.parse(answer.body!).code : answer.status

suite('an answer comes before Lambda ends the function, whoever is asked for', () => {
  for (const [what, config, request] of combinations) {
    test(what, async (t) => {
      const world = await openSlowWorld(t, config)
      answerAll(world)
      const outcomes: Outcome[] = []
      for (const takes of [0, 700, 1100, 1400, 1999, 4000, Infinity]) {
        world.takes = takes
        outcomes.push(await (await world.start())(request))
      }
      for (const { time } of outcomes) assert.ok(time < timeout, `${time} ms`)
      const codes = outcomes.map(codeOf)
      assert.doesNotMatch(codes[0], /unavailable/)
      assert.match(codes.at(-1)!, /^(api|keys|introspection|issuer|secret)-unavailable$/)
    })
  }
})

test('a log-out is one, whoever does not answer', async (t) => {
  const world = await openSlowWorld(t, { ...withTokens(ofClient), ...stamped })
  world.takes = Infinity
  const { answer, time } = await (await world.start())({ ...patch, method: 'DELETE' })
  assert.equal(answer.status, '204')
  assert.ok(time < timeout, `${time} ms`)
})

test('an API that hands out tokens after seven seconds does not answer', async (t) => {
  const world = await openSlowWorld(t, withTokens({}))
  world.takes = 7000
  const outcome = await (await world.start())(patch)
  assert.equal(codeOf(outcome), 'api-unavailable')
  assert.equal(outcome.time, timeout - 500)
})

test('a function that is ended sooner, as Lambda does by itself after three seconds, answers sooner', async (t) => {
  const world = await openSlowWorld(t, withTokens({}), 3000)
  world.takes = 7000
  assert.equal((await (await world.start())(patch)).time, 2500)
})

test('so it does where one secret is in the bundle and another is not', async (t) => {
  const verify = { ...hs256, secretInBundle: true }
  const world = await openSlowWorld(t, { login, verify, ...stamped }, 2000)
  answerAll(world)
  const send = await world.start()
  const [, , start] = combinations.at(-1)!
  assert.equal((await send(start)).answer.status, '200')
  world.takes = Infinity
  const outcome = await (await world.start())(start)
  assert.equal(codeOf(outcome), 'secret-unavailable')
  assert.equal(outcome.time, 1500)
})

test('a grant that there is no time for is not handed in, and the next try is in time', async (t) => {
  const world = await openSlowWorld(t, { ...withTokens(ofClient), ...stamped })
  answerAll(world)
  const send = await world.start()
  world.takes = 1500
  assert.equal(codeOf(await send(put('grant-1'))), 'api-unavailable')
  assert.deepEqual(world.asked, ['EDGEMINT_SECRET', 'CLIENT_SECRET'])
  assert.equal(codeOf(await send(put('grant-1'))), '204')
})

test('a log-in whose secrets and provider are slow at first: the same post, sent again, logs in', async (t) => {
  const world = await openSlowWorld(t, { login, ...stamped })
  answerAll(world)
  const started = (await (await world.start())(combinations.at(-1)![2])).answer
  const { searchParams } = new URL(JSON.parse(started.body!).url)
  const token = await key.sign({ iss: issuer, nonce: searchParams.get('nonce') })
  world.answers['/token'] = { id_token: token, access_token: 'a' }
  const post: Partial<CloudFrontRequest> = {
    method: 'POST',
    headers: {
      origin: [{ value: issuer }],
      cookie: [{ value: started.headers!['set-cookie'][0].value.split(';')[0] }],
      'content-type': [{ value: 'application/x-www-form-urlencoded' }],
    },
  }
  const send = await world.start()
  world.takes = 1400
  world.asked.length = 0
  const form = new URLSearchParams({ state: searchParams.get('state')!, code: 'abc' }).toString()
  const first = await send(post, form)
  assert.equal(first.answer.status, '503')
  assert.match(first.answer.body!, /login_error=login_unavailable/)
  assert.ok(!world.asked.includes(`${issuer}/token`), world.asked.join())
  const second = await send(post, form)
  assert.equal(second.answer.status, '200')
  assert.match(second.answer.headers!['set-cookie'].at(-1)!.value, /^__Secure-authToken=/)
  for (const { time } of [first, second]) assert.ok(time < timeout, `${time} ms`)
})
