import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { askEndpoint, judgedCookie } from '../../../cli/deploy/ask-endpoint.ts'
import { platformCures } from '../../../cli/deploy/platform-cures.ts'
import { policyOf } from '../policy-of.ts'

const problem = JSON.stringify({ code: 'not-authenticated' })

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  after(() => server.close())
  await once(server, 'listening')
  return new URL(`http://localhost:${(server.address() as AddressInfo).port}/set-auth-token`)
}

test('it asks for a renewal as the site’s own page does, and sends no token and no cookie', async () => {
  let seen: IncomingMessage | undefined
  const url = await serve((request, response) => {
    seen = request
    response.writeHead(401, { 'content-type': 'application/problem+json' }).end(problem)
  })
  const { works, text } = await askEndpoint({ url, cures: platformCures(url, '') })
  assert.equal(works, true, text)
  assert.equal(seen?.method, 'PATCH')
  assert.equal(seen?.url, '/set-auth-token')
  assert.equal(seen?.headers.origin, url.origin)
  assert.equal(seen?.headers['sec-fetch-site'], 'same-origin')
  assert.equal(seen?.headers.cookie, undefined)
  assert.equal(seen?.headers.authorization, undefined)
})

test('it asks again until the deploy is there', async () => {
  let asked = 0
  const url = await serve((_request, response) => {
    asked++
    if (asked < 3) response.writeHead(404).end()
    else response.writeHead(401, { 'content-type': 'application/problem+json' }).end(problem)
  })
  const { works } = await askEndpoint({ url, cures: platformCures(url, ''), pause: 0.01 })
  assert.equal(works, true)
  assert.equal(asked, 3)
})

test('it gives up, and says what was there at the end', async () => {
  let asked = 0
  const url = await serve((_request, response) => {
    asked++
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>')
  })
  const { works, text } = await askEndpoint({
    url,
    cures: platformCures(url, 'Look.'),
    tries: 2,
    pause: 0.01,
  })
  assert.equal(works, false)
  assert.match(text, /A page answers \(200\).*→ Look\./s)
  assert.equal(asked, 2)
})

test('a name that DNS has no address for is asked once', async () => {
  const url = new URL('https://www.edgemint.invalid/set-auth-token')
  // Another try would come after a day, and this test would not end.
  const { works } = await askEndpoint({ url, cures: platformCures(url, ''), pause: 86_400 })
  assert.equal(works, false)
})

test('a made-up token is sent in the cookie whose token somebody judges', () => {
  const verify = { algorithm: 'HS256', secret: 'AUTH_TOKEN_SECRET' } as const
  const api = 'https://acme.g.kuroco.app/rcms-api/1'
  assert.equal(judgedCookie(policyOf()), undefined)
  assert.equal(judgedCookie(policyOf({ verify })), '__Secure-authToken')
  assert.equal(judgedCookie(policyOf({ api, bridge: { path: '/api' } })), undefined)
  const bridge = { path: '/api', preset: 'kuroco' } as const
  assert.equal(judgedCookie(policyOf({ api, bridge })), '__Secure-authToken-refresh')
})
