import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseSetCookie } from 'set-cookie-parser'
import { createFetchHandler } from '../../../shared/web/fetch-handler.ts'
import { mark, markedTokens, strings, tokens } from '../core/arbitraries.ts'
import { cookieOctets, login, policyWith, site } from '../core/fixtures.ts'

const policy = policyWith()
const answer = createFetchHandler(policy)
const url = `${site}/set-auth-token`

const values = fc.oneof(
  fc.constantFrom(site, login, 'same-origin', 'application/json', 'null'),
  markedTokens.map((token) => `Bearer ${token}`),
  markedTokens.map((token) => `${policy.cookie.name}=${token}`),
  strings,
)
const names = fc.constantFrom('origin', 'sec-fetch-site', 'content-type', 'authorization', 'cookie')
const bodies = fc.oneof(
  fc.constant(null),
  fc.uint8Array({ maxLength: 100 }),
  markedTokens.map((authToken) => Buffer.from(JSON.stringify({ authToken }))),
  markedTokens.map((authToken) => Buffer.from(`authToken=${authToken}`)),
)
const usual = { origin: site, 'content-type': 'application/json' }

test('any request of any octets gets an answer of the contract that keeps the token', async () => {
  const methods = fc.constantFrom('PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'PURGE')
  const headers = fc.dictionary(names, values, { maxKeys: 3 })
  const seen = new Set<number>()
  await fc.assert(
    fc.asyncProperty(methods, headers, fc.boolean(), bodies, async (method, own, isUsual, body) => {
      const init = { method, headers: isUsual ? { ...usual, ...own } : own, body }
      let request
      try {
        request = new Request(url, init)
      } catch {
        return // fetch itself refuses the header
      }
      const response = await answer(request)
      seen.add(response.status)
      assert.ok([204, 303, 400, 401, 403, 405, 413, 415].includes(response.status))
      assert.equal(response.headers.get('cache-control'), 'no-store')
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
      const cookies = response.headers.getSetCookie()
      for (const { value } of parseSetCookie(cookies, { decodeValues: false })) {
        assert.ok([...value].every((char) => cookieOctets.includes(char)))
      }
      response.headers.delete('set-cookie')
      const text = JSON.stringify([...response.headers]) + (await response.text())
      assert.equal(text.includes(mark), false)
    }),
    { numRuns: 300 },
  )
  for (const status of [204, 400, 401, 403, 405]) assert.ok(seen.has(status), `${status}`)
})

test('a token comes back byte for byte: minted by header, JSON and form, then renewed', async () => {
  await fc.assert(
    fc.asyncProperty(tokens, async (authToken) => {
      const json = { ...usual, authorization: `Bearer ${authToken}` }
      for (const init of [
        { method: 'PUT', headers: { ...json, 'content-type': '' } },
        { method: 'PUT', headers: usual, body: JSON.stringify({ authToken }) },
        { method: 'PUT', headers: json, body: JSON.stringify({ authToken }) },
        { method: 'POST', headers: { origin: login }, body: new URLSearchParams({ authToken }) },
        { method: 'PATCH', headers: { ...usual, cookie: `${policy.cookie.name}=${authToken}` } },
      ]) {
        const { headers } = await answer(new Request(url, init))
        const cookies = parseSetCookie(headers.getSetCookie(), { decodeValues: false })
        const { value, maxAge } = cookies.pop()!
        assert.deepEqual([value, maxAge], [authToken, policy.cookie.maxAge])
        for (const expired of cookies) assert.deepEqual([expired.value, expired.maxAge], ['', 0])
      }
    }),
  )
})
