import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { suite, test } from 'node:test'
import { lendTimeouts } from '../lend-timeouts.ts'
import { accessName, api, codeOf, lifeOf, open, refreshName } from './rig.ts'
import { dateIn, json, kurocoTokens, type Answering } from './token-api.ts'

const unavailable = '503 api-unavailable'
const rejected = '401 token-rejected'
const soon = { value: 'r', expiresAt: dateIn(86_400) }
const access = (value: unknown, expiresAt: unknown = dateIn(86_400)): object => ({
  access_token: { value, expiresAt },
  refresh_token: soon,
})
const bomb = gzipSync(Buffer.alloc(50_000_000, ' '))

/** What an API may answer that hands out no tokens, and what the page gets. */
const faults: Record<string, [Answering, string]> = {
  'says no by 400': [json({ error: 'invalid_grant' }, 400), rejected],
  'says no by 401': [json({ errors: [{ code: 'unauthorized' }] }, 401), rejected],
  'says no by 403': [json({}, 403), rejected],
  'says no by 401 alone': [(response) => response.writeHead(401).end(), rejected],
  'says no by 401 and a page': [(response) => response.writeHead(401).end('<h1>no</h1>'), rejected],
  'says no by 401 and a list': [json(['no'], 401), rejected],
  'has a firewall that knows 400 alone': [
    (response) => response.writeHead(400).end('<h1>no</h1>'),
    unavailable,
  ],
  'has a firewall that knows 403 alone': [(response) => response.writeHead(403).end(), unavailable],
  'does not know the client': [json({ error: 'invalid_client' }, 401), unavailable],
  'does not want the client': [json({ error: 'unauthorized_client' }, 400), unavailable],
  'denies access by 401': [json({ error: 'access_denied' }, 401), rejected],
  'denies access by 403': [json({ error: 'access_denied' }, 403), rejected],
  // Laravel Passport up to version 12 says so of a refresh token that is over.
  'says no by 401, with an error that is for 400': [
    json({ error: 'invalid_request' }, 401),
    rejected,
  ],
  'says no with an error that is no text': [
    json({ error: { toString: 1, valueOf: 1 } }, 400),
    rejected,
  ],
  'says no by an error that begins as another does': [
    json({ error: 'invalid_client_metadata' }, 400),
    rejected,
  ],
  'says no by an error that begins as that of one out of order': [
    json({ error: 'server_error_in_grant' }, 400),
    rejected,
  ],
  'says no by an error that ends as another does': [
    json({ error: 'no_server_error' }, 400),
    rejected,
  ],
  'leaves the choice, with tokens in the answer': [json(kurocoTokens('a', 'r'), 300), unavailable],
  'is out of order by 400': [json({ error: 'temporarily_unavailable' }, 400), unavailable],
  'is not there': [json({ errors: [] }, 404), unavailable],
  'has had enough': [json({ errors: [] }, 429), unavailable],
  fails: [json({ errors: [] }, 500), unavailable],
  'is a gateway that fails': [(response) => response.writeHead(502).end('<h1>'), unavailable],
  breaks: [(response) => response.destroy(), unavailable],
  'breaks within its answer': [
    (response) => {
      response.writeHead(200, { 'content-length': 1000 }).write('{"access_token"')
      setTimeout(() => response.destroy(), 20)
    },
    unavailable,
  ],
  'redirects, with tokens in the answer': [
    (response) =>
      response.writeHead(302, { location: '/token' }).end(JSON.stringify(kurocoTokens('a', 'r'))),
    unavailable,
  ],
  'shows a page': [(response) => response.end('<!doctype html>'), unavailable],
  'answers nothing': [(response) => response.writeHead(204).end(), unavailable],
  'answers a list': [json([kurocoTokens('a', 'r')]), unavailable],
  'answers 64 KB and more': [
    json({ ...kurocoTokens('a', 'r'), more: 'x'.repeat(65_536) }),
    unavailable,
  ],
  'answers a gzip bomb': [
    (response) =>
      response
        .writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/json' })
        .end(bomb),
    unavailable,
  ],
  'has no tokens': [json({}), unavailable],
  'has tokens elsewhere': [json({ access_token: 'a', refresh_token: 'r' }), unavailable],
  'has what objects inherit': [json({ access_token: {}, refresh_token: soon }), unavailable],
  'has null for an access token': [json({ access_token: null, refresh_token: soon }), unavailable],
  'has an access token that is empty': [json(access('')), unavailable],
  'has one that is a number': [json(access(7)), unavailable],
  'has one that is no cookie': [json(access('a; Domain=evil.example')), unavailable],
  'has one with a line break': [json(access('a\r\nSet-Cookie: b=c')), unavailable],
  'has one that no cookie holds': [json(access('x'.repeat(4096))), '413 token-too-large'],
  'has an access token alone': [
    json({ access_token: { value: 'a', expiresAt: dateIn(86_400) } }),
    unavailable,
  ],
  'has a refresh token that is none': [
    json({ ...access('a'), refresh_token: { value: 'ü', expiresAt: dateIn(86_400) } }),
    unavailable,
  ],
  'has a refresh token that no cookie holds': [
    json({ ...access('a'), refresh_token: { value: 'x'.repeat(4096), expiresAt: dateIn(86_400) } }),
    '413 token-too-large',
  ],
  'has an access token that is over': [json(access('a', dateIn(-1))), rejected],
  'has one without a whole second left': [json(access('a', dateIn(0))), rejected],
  'has an end that nobody can read': [json(access('a', 'tomorrow')), unavailable],
  'has an end without an offset': [json(access('a', '2099-01-01T00:00:00')), unavailable],
  'has an end that is an object': [json(access('a', {})), unavailable],
  'has an end in a list': [json(access('a', [600])), unavailable],
  'has an end in a year of six digits': [json(access('a', '+002099-01-01T00:00:00Z')), unavailable],
  'has an end with something behind it': [json(access('a', '2099-01-01T00:00:00Z?')), unavailable],
  'has an end in 2001, which is no life of 31 years': [json(access('a', 1e9)), rejected],
  'has an end beyond numbers': [
    (response) =>
      response.end(
        '{"access_token":{"value":"a","expiresAt":1e400},"refresh_token":{"value":"r"}}',
      ),
    unavailable,
  ],
  'has a refresh token that is over': [
    json({ ...access('a'), refresh_token: { value: 'r', expiresAt: dateIn(-5) } }),
    rejected,
  ],
  'has a refresh token whose end nobody can read': [
    json({ ...access('a'), refresh_token: { value: 'r', expiresAt: 'soon' } }),
    unavailable,
  ],
}

suite('an API that', () => {
  for (const [what, [answering, code]] of Object.entries(faults)) {
    test(`${what}: ${code}, and no cookie is touched`, async () => {
      for (const renew of [false, true]) {
        // Without a new refresh token a renewal is one all the same.
        if (renew && what === 'has an access token alone') continue
        api.asked.length = 0
        const browser = open()
        browser.cookies.set(accessName, 'before').set(refreshName, 'secret-refresh')
        api.answer(answering)
        const response = renew ? await browser.renew() : await browser.put('secret-grant')
        const text = await response.clone().text()
        assert.equal(await codeOf(response), code)
        assert.doesNotMatch(text, /secret-|before/)
        assert.equal(browser.cookies.get(refreshName), 'secret-refresh')
        assert.equal(api.asked.length, 1)
      }
    })
  }

  test('does not end its answer within the patience that it has is not there', async (t) => {
    const { limits, end } = lendTimeouts(t)
    api.answer((response) => {
      response.writeHead(200).write('{')
      end()
    })
    assert.equal(await codeOf(await open({}, { patience: 100 }).put('grant-1')), unavailable)
    assert.deepEqual(limits, [100])
  })

  test('has ten seconds', async (t) => {
    const { mock } = t.mock.method(AbortSignal, 'timeout')
    assert.equal((await open().put('grant-1')).status, 204)
    assert.deepEqual(
      mock.calls.map((call) => call.arguments),
      [[10_000]],
    )
  })

  test('answers another’s renewal never, because its browser has left a Worker, is not waited for', async (t) => {
    // As there: who asks first is never told, not even that time is over.
    t.mock.method(AbortSignal, 'timeout', () => new AbortController().signal)
    api.answer((response) => response.writeHead(200).write('{'))
    const browser = open({}, { patience: 100 })
    browser.cookies.set(refreshName, 'refresh-1')
    void browser.renew().catch(() => {})
    const second = await browser.renew()
    assert.equal(second.headers.get('retry-after'), '5')
    assert.equal(await codeOf(second), unavailable)
  })

  test('knows the site by a secret: 401 alone may be about that', async () => {
    const browser = open({ clientId: 'site', clientSecret: 'CLIENT_SECRET' })
    api.answer((response) => response.writeHead(401).end())
    assert.equal(await codeOf(await browser.put('grant-1')), unavailable)
    api.answer(json({ error: 'invalid_grant' }, 401))
    assert.equal(await codeOf(await browser.put('grant-1')), rejected)
  })

  test('cannot be reached is not there', async () => {
    const browser = open({ url: 'http://localhost:1/token' })
    assert.equal(await codeOf(await browser.put('grant-1')), unavailable)
  })
})

const now = (): number => Math.floor(Date.now() / 1000)
/** Where the answer says a point in time, a test may take a while. */
const late = (expected: number, found: number): boolean =>
  found <= expected && found >= expected - 8

suite('how long the tokens live', () => {
  const tokens = { accessToken: '/a', refreshToken: '/r', expires: '/e', refreshExpires: '/f' }
  const lives: [string, object | (() => object), number, number][] = [
    ['seconds', { e: 600, f: 1200 }, 600, 1200],
    ['one second', { e: 1, f: 1 }, 1, 1],
    ['seconds in quotes', { e: '600', f: '1200' }, 600, 1200],
    ['a fraction', { e: 600.9, f: 1200.9 }, 600, 1200],
    [
      'a date',
      () => ({ e: new Date(Date.now() + 600_500).toISOString(), f: dateIn(1201) }),
      600,
      1200,
    ],
    [
      'an offset without a colon, and a blank',
      () => ({
        e: dateIn(601).replace('+09:00', '+0900'),
        f: dateIn(1201).replace('T', ' '),
      }),
      600,
      1200,
    ],
    ['a point in time', () => ({ e: now() + 601, f: now() + 1201 }), 600, 1200],
    ['nothing', {}, 34_560_000, 34_560_000],
    ['null', { e: null, f: null }, 34_560_000, 34_560_000],
    ['a refresh token without an end, as Keycloak says it', { e: 600, f: 0 }, 600, 34_560_000],
    ['more than a cookie lives', { e: 900_000_000, f: 900_000_000 }, 34_560_000, 34_560_000],
  ]
  for (const [what, told, life, refreshLife] of lives) {
    test(`${what}: the access cookie ${life} s, the other ${refreshLife} s`, async () => {
      api.answer(json({ a: 'a', r: 'r', ...(typeof told === 'function' ? told() : told) }))
      const response = await open(tokens).put('grant-1')
      assert.equal(response.status, 204)
      assert.ok(late(life, lifeOf(response, accessName)), String(lifeOf(response, accessName)))
      assert.ok(late(refreshLife, lifeOf(response, refreshName)))
      assert.equal(response.headers.get('token-expires-in'), String(lifeOf(response, accessName)))
    })
  }

  test('milliseconds, from now on and since 1970', async () => {
    const browser = open({ ...tokens, unit: 'milliseconds' })
    api.answer(json({ a: 'a', r: 'r', e: 600_000, f: Date.now() + 1_200_500 }))
    const response = await browser.put('grant-1')
    assert.equal(lifeOf(response, accessName), 600)
    const life = lifeOf(response, refreshName)
    assert.ok(life <= 1200 && life > 1190, String(life))
  })

  test('never longer than the config lets the cookie live', async () => {
    api.answer(json({ a: 'a', r: 'r', e: 600 }))
    const response = await open(tokens, { cookie: { maxAge: 60 } }).put('grant-1')
    assert.equal(lifeOf(response, accessName), 60)
    assert.equal(response.headers.get('token-expires-in'), '60')
    assert.equal(lifeOf(response, refreshName), 34_560_000)
  })

  test('a life in an empty text is one that nobody can read', async () => {
    api.answer(json({ a: 'a', r: 'r', e: '' }))
    assert.equal(await codeOf(await open(tokens).put('grant-1')), unavailable)
  })
})

test('any success is one', async () => {
  for (const status of [201, 299]) {
    api.answer(json(kurocoTokens('a', 'r'), status))
    assert.equal((await open().put('grant-1')).status, 204)
  }
})

test('steps of a place lead through lists and objects, not through a text', async () => {
  api.answer(json({ tokens: 'ar' }))
  const browser = open({ accessToken: '/tokens/0', refreshToken: '/tokens/1' })
  assert.equal(await codeOf(await browser.put('grant-1')), unavailable)
})

test('steps of a place may be numbers of a list', async () => {
  api.answer(json({ tokens: [{ v: 'a' }, { v: 'r' }] }))
  const browser = open({ accessToken: '/tokens/0/v', refreshToken: '/tokens/1/v' })
  assert.equal((await browser.put('grant-1')).status, 204)
  assert.equal(browser.cookies.get(refreshName), 'r')
})
