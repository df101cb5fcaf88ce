import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { handle, handleNow } from '../../../shared/core/handle.ts'
import { bodyTooLarge } from '../../../shared/core/problems.ts'
import { readHeaderAndBody } from '../../../shared/core/read-body.ts'
import { readHeader } from '../../../shared/core/read-header.ts'
import { mark, markedTokens, strings, tokens } from './arbitraries.ts'
import {
  cookieOctets,
  formRequest,
  lastValues,
  login,
  policyWith,
  requestWith,
  site,
  type RequestParts,
} from './fixtures.ts'

const policy = policyWith()
const shown = 'https://shown.example.com'
const runs = { numRuns: 100 }

const orNone = (...values: string[]): fc.Arbitrary<string | undefined> =>
  fc.oneof(fc.constantFrom(...values, undefined), strings)

/** Anything, in parts. */
const parts = {
  method: fc.oneof(fc.constantFrom('PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'), strings),
  origin: orNone(site, login, shown, 'null', 'https://evil.test'),
  'sec-fetch-site': orNone('same-origin', 'same-site', 'none'),
  'content-type': orNone('application/json', 'application/x-www-form-urlencoded', 'text/plain'),
  authorization: fc.oneof(
    markedTokens.map((token) => `Bearer ${token}`),
    strings,
  ),
  cookieValues: fc.array(markedTokens, { maxLength: 2 }),
  body: fc.oneof(
    fc.constantFrom('', bodyTooLarge, null),
    strings,
    markedTokens.map((token) => `{"authToken":"${token}"`),
    markedTokens.map((token) => `authToken=${token}&returnTo=/app/%41`),
  ),
}

/** A request as a page sends it, with up to two of its parts replaced by anything. */
const requests: fc.Arbitrary<RequestParts> = fc
  .tuple(
    markedTokens,
    fc.constantFrom('PUT with header', 'PUT', 'POST', 'PATCH', 'DELETE'),
    fc.constantFrom('www.example.com', 'example.com', 'preview.netlify.app'),
    fc.record(parts),
    fc.subarray(Object.keys(parts) as (keyof typeof parts)[], { maxLength: 2 }),
  )
  .map(([authToken, way, hostname, anything, replaced]) => {
    const [method, inHeader] = way.split(' with ')
    const plausible = {
      method,
      origin: method === 'POST' ? login : site,
      'sec-fetch-site': method === 'POST' ? 'cross-site' : 'same-origin',
      'content-type': `application/${method === 'POST' ? 'x-www-form-urlencoded' : 'json'}`,
      authorization: inHeader && `Bearer ${authToken}`,
      cookieValues: [authToken],
      body: '',
    }
    if (way === 'PUT') plausible.body = JSON.stringify({ authToken })
    if (way === 'POST') plausible.body = new URLSearchParams({ authToken }).toString()
    for (const name of replaced) Object.assign(plausible, { [name]: anything[name] })
    const { method: sent, cookieValues, body, ...headers } = plausible
    return { method: sent, origin: site, hostname, headers, cookieValues, body }
  })

/** The origin rule of the contract, told by the sender alone and written a second time. */
function maySet({ method = '', headers: sent = {} }: RequestParts): boolean {
  if (method === 'POST') return sent.origin === login
  if (!['PUT', 'PATCH', 'DELETE'].includes(method)) return false
  const isOwn = [site, shown].includes(sent.origin ?? '')
  const says = sent['sec-fetch-site']
  return says === 'same-origin' ? isOwn || sent.origin === undefined : says === undefined && isOwn
}

test('every request gets an answer of the contract, never stored and never sniffed', async () => {
  const seen = new Set<number>()
  await fc.assert(
    fc.asyncProperty(requests, fc.boolean(), async (sent, isBlind) => {
      const request = requestWith(sent)
      const answer = isBlind
        ? handleNow(request, policy, readHeader)
        : await handle(request, policy, readHeaderAndBody)
      seen.add(answer.status)
      assert.ok([204, 303, 400, 401, 403, 405, 413, 415].includes(answer.status))
      assert.equal(answer.headers['cache-control'], 'no-store')
      assert.equal(answer.headers['x-content-type-options'], 'nosniff')
      assert.equal(answer.status === 303, 'location' in answer.headers)
      assert.equal(answer.cookies.length > 0 && answer.status >= 400, false)
      assert.equal(/access-control/.test(Object.keys(answer.headers).join()), false)
    }),
    { numRuns: 500 },
  )
  for (const status of [204, 303, 400, 401, 403, 405, 413, 415])
    assert.ok(seen.has(status), `${status}`)
})

test('a cookie is set only where the origin rule allows it; where it does not, 403 or 405', async () => {
  let set = 0
  await fc.assert(
    fc.asyncProperty(requests, async (sent) => {
      const { status, cookies } = await handle(requestWith(sent), policy, readHeaderAndBody)
      if (cookies.length > 0) set++
      if (maySet(sent)) assert.notEqual(status, 403)
      else assert.deepEqual([cookies, [204, 403, 405].includes(status)], [[], true])
    }),
    { numRuns: 500 },
  )
  assert.ok(set > 50, `${set} answers set a cookie`)
})

test('no answer tells the token anywhere but in the cookie', async () => {
  await fc.assert(
    fc.asyncProperty(requests, async (sent) => {
      const answer = await handle(requestWith(sent), policy, readHeaderAndBody)
      assert.equal(JSON.stringify([answer.headers, answer.body]).includes(mark), false)
    }),
    { numRuns: 500 },
  )
})

test('every token of cookie-octets comes back byte for byte, minted and renewed', async () => {
  await fc.assert(
    fc.asyncProperty(tokens, async (token) => {
      for (const request of [
        requestWith({ headers: { authorization: `Bearer ${token}` } }),
        requestWith({
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ authToken: token }),
        }),
        formRequest(new URLSearchParams({ authToken: token }).toString()),
        requestWith({ method: 'PATCH', cookieValues: [token] }),
      ]) {
        const answer = await handle(request, policy, readHeaderAndBody)
        assert.deepEqual(lastValues(answer), [token])
      }
    }),
    runs,
  )
})

test('what is not cookie-octets is never minted and never renewed', async () => {
  const malformed = fc
    .oneof(
      strings,
      fc.tuple(tokens, strings, tokens).map((texts) => texts.join('')),
    )
    .filter((text) => text === '' || [...text].some((char) => !cookieOctets.includes(char)))
  await fc.assert(
    fc.asyncProperty(malformed, async (authToken) => {
      for (const [request, status] of [
        [
          requestWith({
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ authToken }),
          }),
          400,
        ],
        [formRequest(new URLSearchParams({ authToken }).toString()), 400],
        [requestWith({ method: 'PATCH', cookieValues: [authToken] }), 401],
      ] as const) {
        const answer = await handle(request, policy, readHeaderAndBody)
        assert.equal(answer.status, status)
        assert.deepEqual(answer.cookies, [])
      }
    }),
    runs,
  )
})

test('JSON that holds no string as authToken mints nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const token = Object(value).authToken
      fc.pre(typeof token !== 'string')
      for (const body of [value, { authToken: typeof value === 'string' ? [value] : value }]) {
        const request = requestWith({
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
        const answer = await handle(request, policy, readHeaderAndBody)
        assert.equal(answer.status, 400)
      }
    }),
    runs,
  )
})
