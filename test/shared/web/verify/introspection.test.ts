import assert from 'node:assert/strict'
import type { IncomingHttpHeaders } from 'node:http'
import { suite, test, type TestContext } from 'node:test'
import type { AskVerification } from '../../../../shared/core/verification.ts'
import type { Verdict, Verify } from '../../../../shared/core/verify.ts'
import { createVerifier } from '../../../../shared/web/verify/introspection.ts'
import { requestWith } from '../../core/fixtures.ts'
import { lendTimeouts } from '../lend-timeouts.ts'
import { json, startAnswering, type Answering } from './answering-server.ts'

const token = 'opaque-0001+/='
const secret = 'a client:s own + secret'

interface Seen {
  method: string | undefined
  url: string | undefined
  headers: IncomingHttpHeaders
  body: string
}

/** Answers so, and keeps what was asked. */
function seeing(answering: Answering): { seen: Seen[]; answering: Answering } {
  const seen: Seen[] = []
  return {
    seen,
    answering: (request, response) => {
      let body = ''
      request.on('data', (part) => (body += part))
      request.on('end', () => {
        seen.push({ method: request.method, url: request.url, headers: request.headers, body })
        answering(request, response)
      })
    },
  }
}

const empty = (status: number): Answering => json('', status)
const redirect: Answering = (_request, response) =>
  void response.writeHead(302, { location: '/elsewhere' }).end()
const long: Answering = (_request, response) => void response.end('a'.repeat(100_000))
const page: Answering = (_request, response) => void response.end('<!doctype html>')
// JSON.parse takes it for Infinity.
const endless: Answering = (_request, response) => void response.end('{"active":true,"exp":1e400}')
const unavailable = 'introspection-unavailable'

function show(verdict: Verdict): unknown {
  return typeof verdict === 'object' ? verdict.code : verdict
}

async function startIssuer(
  t: TestContext,
  answering: Answering,
  bound: () => string | undefined = () => secret,
): Promise<{ verify: Verify; seen: Seen[] }> {
  const { seen, answering: kept } = seeing(answering)
  const { url } = await startAnswering(t, kept)
  const introspect = {
    style: 'rfc7662',
    url,
    clientId: 'edge mint',
    clientSecret: 'NAME',
  } as const
  return { verify: createVerifier({ introspect }, bound), seen }
}

async function startApi(
  t: TestContext,
  answering: Answering,
  more: Partial<AskVerification> = {},
): Promise<{ verify: Verify; seen: Seen[] }> {
  const { seen, answering: kept } = seeing(answering)
  const { url } = await startAnswering(t, kept)
  const ask = { style: 'ask', url, header: 'Authorization', scheme: 'Bearer', ...more } as const
  return { verify: createVerifier({ introspect: ask }), seen }
}

suite('whoever issues the tokens is asked (RFC 7662)', () => {
  const exp = Math.floor(Date.now() / 1000) + 600
  const verdicts: [string, Answering, unknown][] = [
    ['an active token without an end', json({ active: true }), Infinity],
    ['an active token that has just ended', json({ active: true, exp: exp - 700 }), 'expired'],
    ['an end that is a text', json({ active: true, exp: String(exp) }), unavailable],
    ['an end in a list', json({ active: true, exp: [exp] }), unavailable],
    ['an end that is null', json({ active: true, exp: null }), unavailable],
    ['an end beyond all numbers', endless, unavailable],
    ['an inactive token', json({ active: false }), 'inactive'],
    ['a word instead of true', json({ active: 'true' }), 'introspection-unavailable'],
    ['nothing said', json({}), 'introspection-unavailable'],
    ['null', json(null), 'introspection-unavailable'],
    ['a refusal of our credentials', json({ active: false }, 401), 'introspection-unavailable'],
    ['a client that may not ask', json({ active: false }, 403), 'introspection-unavailable'],
    ['another success', json({ active: true }, 201), 'introspection-unavailable'],
    ['an error', empty(500), 'introspection-unavailable'],
    ['a redirect', redirect, 'introspection-unavailable'],
    ['a page', page, 'introspection-unavailable'],
    ['a long answer', long, 'introspection-unavailable'],
  ]
  for (const [what, answering, expected] of verdicts) {
    test(`${what}: ${String(expected)}`, async (t) => {
      const { verify, seen } = await startIssuer(t, answering)
      assert.equal(show(await verify(token, requestWith())), expected)
      assert.equal(seen.length, 1)
    })
  }

  test('no answer within two seconds: introspection-unavailable', async (t) => {
    const { limits, end } = lendTimeouts(t)
    const { verify } = await startIssuer(t, end)
    assert.equal(show(await verify(token, requestWith())), 'introspection-unavailable')
    assert.deepEqual(limits, [2000])
  })

  test('a token without a whole second left is over', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_500 })
    for (const [end, expected] of [
      [1_800_000_001, 'expired'],
      [1_800_000_001.5, 1],
    ]) {
      const { verify } = await startIssuer(t, json({ active: true, exp: end }))
      assert.equal(await verify(token, requestWith()), expected)
    }
  })

  test('an active token with an end is genuine until then', async (t) => {
    const inTenMinutes = Math.floor(Date.now() / 1000) + 600
    const { verify } = await startIssuer(t, json({ active: true, exp: inTenMinutes }))
    const left = await verify(token, requestWith())
    assert.ok(typeof left === 'number' && left > 590 && left <= 600)
  })

  test('the question: a form with the token, and our credentials, form-encoded', async (t) => {
    const { verify, seen } = await startIssuer(
      t,
      json({ active: true }),
      () => `\r ${secret}\t\r\nthe former one`,
    )
    await verify(token, requestWith())
    const [{ method, url, headers, body }] = seen
    assert.equal(`${method} ${url}`, 'POST /keys')
    assert.equal(body, 'token=opaque-0001%2B%2F%3D')
    assert.match(headers['content-type']!, /^application\/x-www-form-urlencoded/)
    assert.equal(headers.accept, 'application/json')
    const credentials = Buffer.from(
      headers.authorization!.replace('Basic ', ''),
      'base64',
    ).toString()
    assert.equal(credentials, 'edge+mint:a+client%3As+own+%2B+secret')
  })

  const unbound: [string, () => string | undefined][] = [
    ['is not bound', () => undefined],
    ['is empty', () => ''],
    ['is a blank line', () => ' \r\n'],
    [
      'cannot be read',
      () => {
        throw new Error('no store')
      },
    ],
  ]
  for (const [what, bound] of unbound) {
    test(`nobody is asked where our secret ${what}`, async (t) => {
      const { verify, seen } = await startIssuer(t, json({ active: true }), bound)
      assert.equal(show(await verify(token, requestWith())), 'secret-unavailable')
      assert.equal(seen.length, 0)
    })
  }
})

suite('the API is asked', () => {
  const verdicts: [string, Answering, unknown][] = [
    ['200', json({ name: 'Alice' }), Infinity],
    ['204', (_request, response) => void response.writeHead(204).end(), Infinity],
    ['299', empty(299), Infinity],
    ['300', empty(300), 'introspection-unavailable'],
    ['401', empty(401), 'inactive'],
    ['403', empty(403), 'inactive'],
    ['404', empty(404), 'introspection-unavailable'],
    ['429', empty(429), 'introspection-unavailable'],
    ['500', empty(500), 'introspection-unavailable'],
    ['a redirect', redirect, 'introspection-unavailable'],
    ['a long answer', long, 'introspection-unavailable'],
  ]
  for (const [what, answering, expected] of verdicts) {
    test(`${what}: ${String(expected)}`, async (t) => {
      const { verify, seen } = await startApi(t, answering)
      assert.equal(show(await verify(token, requestWith())), expected)
      assert.equal(seen.length, 1)
    })
  }

  test('no answer within two seconds: introspection-unavailable', async (t) => {
    const { limits, end } = lendTimeouts(t)
    const { verify } = await startApi(t, end)
    assert.equal(show(await verify(token, requestWith())), 'introspection-unavailable')
    assert.deepEqual(limits, [2000])
  })

  test('a redirect that fetch hides, as a browser’s does: introspection-unavailable', async (t) => {
    // Without a status: https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect
    t.mock.method(globalThis, 'fetch', async () => Response.error())
    const { verify } = await startApi(t, empty(200))
    assert.equal(show(await verify(token, requestWith())), 'introspection-unavailable')
  })

  test('with the token where every request has it', async (t) => {
    const { verify, seen } = await startApi(t, empty(200))
    await verify(token, requestWith())
    assert.equal(seen[0].method, 'GET')
    assert.equal(seen[0].headers.authorization, `Bearer ${token}`)
  })

  test('or in a header of its own', async (t) => {
    const more = { header: 'X-RCMS-API-ACCESS-TOKEN', scheme: '' }
    const { verify, seen } = await startApi(t, empty(200), more)
    await verify(token, requestWith())
    assert.equal(seen[0].headers['x-rcms-api-access-token'], token)
    assert.equal(seen[0].headers.authorization, undefined)
  })
})
