import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { jsonMint, site } from '../../../tools/bench/browser-request.ts'
import bridgeByHand from '../../../tools/bench/peers/bridge-by-hand.ts'
import { fetchHandlers, type FetchHandler } from '../../../tools/bench/contestants.ts'
import { policyOf } from '../../cli/policy-of.ts'

// Who checks less is faster: what edgemint refuses, every peer must refuse too, by the same status.

interface Change {
  headers?: Record<string, string>
  body?: string
}
const refused: [what: string, status: number, change: Change][] = [
  ['another origin', 403, { headers: { origin: 'https://www.example.org' } }],
  ['a page of a sibling', 403, { headers: { 'sec-fetch-site': 'same-site' } }],
  ['no JSON by its type', 415, { headers: { 'content-type': 'text/plain' } }],
  ['another token in the header', 400, { headers: { authorization: 'Bearer another' } }],
  ['broken JSON', 400, { body: '{' }],
  ['JSON that is no object', 400, { body: 'null' }],
  ['no token', 400, { body: '{}' }],
  ['a token that is no string', 400, { body: '{"authToken":1}' }],
  ['an octet that no cookie holds', 400, { body: '{"authToken":"a b"}' }],
  ['a body over the limit', 413, { body: JSON.stringify({ authToken: 'a'.repeat(17_000) }) }],
]

const { empty: _, ...handlers } = await fetchHandlers(policyOf({ site }))

suite('the peers of the bench make the same checks', () => {
  for (const [name, handler] of Object.entries(handlers)) {
    test(name, async () => {
      const good = await ask(handler, {
        headers: { 'content-type': 'application/JSON; charset=utf-8' },
      })
      assert.equal(good.status, 204)
      assert.equal(good.headers.getSetCookie().length, 3)
      for (const [what, status, change] of refused) {
        const answer = await ask(handler, change)
        assert.equal(answer.status, status, what)
        assert.deepEqual(answer.headers.getSetCookie(), [], what)
      }
    })
  }
})

const call = `${site}/api/articles`
const cookie = '__Host-authToken=a'
const own = { 'sec-fetch-site': 'same-origin', cookie }
const refusedByBridge: [
  what: string,
  status: number,
  url: string,
  headers: Record<string, string>,
][] = [
  ['another path', 404, `${site}/apis`, own],
  ['an encoded slash', 400, `${call}%2f..`, own],
  ['a document', 403, call, { ...own, 'sec-fetch-dest': 'document' }],
  ['a page of a sibling', 403, call, { ...own, 'sec-fetch-site': 'same-site' }],
  ['another origin', 403, call, { ...own, origin: 'https://www.example.org' }],
  ['no cookie', 401, call, { ...own, cookie: 'lang=en' }],
  ['two cookies', 401, call, { ...own, cookie: `${cookie}; ${cookie}` }],
]

test('the bridge by hand refuses what edgemint’s does, before it asks the API', async () => {
  for (const [what, status, url, headers] of refusedByBridge) {
    const answer = await bridgeByHand.fetch(new Request(url, { headers }))
    assert.equal(answer.status, status, what)
  }
})

async function ask(handler: FetchHandler, { headers, body }: Change): Promise<Response> {
  const sent = body ?? jsonMint.body!
  const all = {
    ...Object.fromEntries(jsonMint.headers),
    'content-length': `${sent.length}`,
    ...headers,
  }
  return handler(new Request(jsonMint.url, { method: 'PUT', headers: all, body: sent as string }))
}
