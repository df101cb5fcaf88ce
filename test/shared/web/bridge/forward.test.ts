import assert from 'node:assert/strict'
import type { IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, suite, test, type TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'
import { createEndpoint, createFetchHandler } from '../../../../shared/web/fetch-handler.ts'
import { attach, createForward } from '../../../../shared/web/bridge/forward.ts'
import type { Bridge } from '../../../../shared/core/bridge.ts'
import { bridge } from '../../core/bridge-fixtures.ts'
import { policyWith, site } from '../../core/fixtures.ts'
import { startAnswering, type Answering } from '../verify/answering-server.ts'

// In Node, by its own fetch; what all runtimes have in common is in test/vectors/bridge.

interface Received {
  method: string | undefined
  url: string | undefined
  headers: IncomingHttpHeaders
  body: string
}

interface Rig {
  answer: (request: Request) => Promise<Response>
  ask: (path: string, init?: RequestInit) => Promise<Response>
  received: Received[]
}

/** A bridge to an API on loopback. */
async function rig(
  t: TestContext,
  answering: Answering = (_, response) => void response.end('answer'),
  parts: Partial<Bridge> = {},
  patience?: number,
): Promise<Rig> {
  const received: Received[] = []
  const server = await startAnswering(t, async (request, response) => {
    const { method, url, headers } = request
    received.push({ method, url, headers, body: await text(request) })
    answering(request, response)
  })
  const origin = new URL(server.url).origin
  const own: Bridge = { ...bridge, origin, ...parts }
  const policy = { ...policyWith(), bridge: own, attach }
  const answer = createFetchHandler({ ...policy, forward: createForward(policy, patience) })
  return {
    answer,
    received,
    ask: (path, { headers, ...init } = {}) =>
      answer(
        new Request(site + path, {
          headers: { origin: site, cookie: '__Secure-authToken=T; lang=de', ...headers },
          ...init,
        }),
      ),
  }
}

const json = { 'content-type': 'application/json' }

suite('what the API is sent', () => {
  test('the token, and the request as it was', async (t) => {
    const { ask, received } = await rig(t)
    const body = '{"a":"ü"}'
    const response = await ask('/api/articles/1?b=%20&c', { method: 'POST', body, headers: json })
    assert.equal(await response.text(), 'answer')
    const [{ method, url, headers, body: sent }] = received
    assert.deepEqual([method, url, sent], ['POST', '/rcms-api/1/articles/1?b=%20&c', body])
    assert.equal(headers['x-rcms-api-access-token'], 'T')
    assert.equal(headers['content-type'], 'application/json')
    assert.equal(headers.cookie, undefined)
    assert.match(headers.host!, /^127\.0\.0\.1:/)
  })

  test('the cookies that are listed', async (t) => {
    const { ask, received } = await rig(t, undefined, { cookies: ['lang'] })
    await ask('/api')
    assert.equal(received[0].headers.cookie, 'lang=de')
  })

  test('nothing of one connection, and no other token', async (t) => {
    const { ask, received } = await rig(t)
    const headers = { te: 'trailers', authorization: 'Basic x', 'x-rcms-api-access-token': 'own' }
    await ask('/api', { headers })
    assert.equal(received[0].headers.te, undefined)
    assert.equal(received[0].headers.authorization, undefined)
    assert.equal(received[0].headers['x-rcms-api-access-token'], 'T')
  })

  test('nothing that Netlify tells the function alone', async (t) => {
    const { ask, received } = await rig(t)
    const headers = { 'x-nf-blobs-info': 'a', 'x-nf-purge-api-token': 'b', 'x-nfc': 'c' }
    await ask('/api', { headers })
    const sent = Object.keys(received[0].headers).filter((name) => name.startsWith('x-nf'))
    assert.deepEqual(sent, ['x-nfc'])
  })

  test('the token, whatever the page sends by the name of its header', async (t) => {
    // The config's check does not take it; who makes a policy by hand could.
    const { ask, received } = await rig(t, undefined, { header: 'x-nf-token' })
    await ask('/api', { headers: { 'x-nf-token': 'own' } })
    assert.equal(received[0].headers['x-nf-token'], 'T')
  })

  test('nothing, where the request is refused, and the page gets no cookie back', async (t) => {
    const { ask, received } = await rig(t, undefined, { cookies: ['lang'] })
    const response = await ask('/api', { headers: { origin: 'https://evil.test' } })
    assert.equal(response.status, 403)
    assert.equal(response.headers.has('cookie'), false)
    assert.equal(received.length, 0)
  })

  test('how long a body is, also where it is empty: some APIs answer no other POST', async (t) => {
    const { ask, received } = await rig(t)
    await ask('/api', { method: 'POST' })
    assert.equal(received[0].headers['content-length'], '0')
  })

  test('no wish to change the protocol, which fetch cannot grant', async (t) => {
    const { ask, received } = await rig(t)
    const headers = { connection: 'upgrade', upgrade: 'websocket' }
    assert.equal((await ask('/api', { headers })).status, 200)
    assert.equal(received[0].headers.upgrade, undefined)
  })
})

suite('what the page is sent', () => {
  test('the answer, without what is not for it', async (t) => {
    const { ask } = await rig(
      t,
      (_, response) =>
        void response
          .writeHead(201, {
            location: '/rcms-api/1/articles/2',
            'set-cookie': ['lang=en; Path=/', 'cart=1', '__Secure-authToken=evil'],
            'access-control-allow-origin': '*',
            'content-security-policy': "default-src 'none'",
            'x-own': '1',
          })
          .end('made'),
      { cookies: ['lang', 'cart'] },
    )
    const response = await ask('/api/articles', { method: 'POST' })
    assert.equal(response.status, 201)
    const { date: _, ...headers } = Object.fromEntries(response.headers)
    assert.deepEqual(headers, {
      'cache-control': 'private, no-store',
      'cdn-cache-control': 'no-store',
      'content-security-policy': 'sandbox',
      location: '/api/articles/2',
      'set-cookie': 'cart=1',
      'x-content-type-options': 'nosniff',
      'x-own': '1',
    })
    assert.deepEqual(response.headers.getSetCookie(), ['lang=en; Path=/', 'cart=1'])
  })

  test('what the API says of caches goes to the browser', async (t) => {
    const { ask } = await rig(
      t,
      (_, response) => void response.writeHead(200, { 'cache-control': 'max-age=60' }).end(),
    )
    const { headers } = await ask('/api')
    assert.equal(headers.get('cache-control'), 'max-age=60')
    assert.equal(headers.get('vary'), 'Cookie')
  })

  test('a reason in a language of its own, and the browser has no use for it', async (t) => {
    const lines = ['HTTP/1.1 404 Non trouv\u00e9', 'content-length: 2', 'x-own: 1', '', 'no']
    const { ask } = await rig(t, (_, { socket }) => void socket!.end(lines.join('\r\n'), 'latin1'))
    const response = await ask('/api')
    assert.deepEqual([response.status, response.headers.get('x-own')], [404, '1'])
    assert.equal(await response.text(), 'no')
  })

  test('a redirect is not followed', async (t) => {
    const { ask, received } = await rig(
      t,
      (_, response) => void response.writeHead(307, { location: 'https://evil.test/' }).end(),
    )
    const response = await ask('/api')
    assert.equal(response.status, 307)
    assert.equal(response.headers.get('location'), 'https://evil.test/')
    assert.equal(received.length, 1)
  })

  test('a compressed body, decoded', async (t) => {
    const { ask, received } = await rig(
      t,
      (_, response) =>
        void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('answer')),
    )
    const response = await ask('/api', { headers: { 'accept-encoding': 'zstd' } })
    assert.equal(received[0].headers['accept-encoding'], 'gzip, br')
    assert.equal(response.headers.get('content-encoding'), null)
    assert.equal(await response.text(), 'answer')
  })

  for (const encoding of ['brotli', 'x-br', undefined]) {
    test(`what is not decoded (${encoding}) says of itself what it said`, async (t) => {
      const said = { ...(encoding && { 'content-encoding': encoding }), 'content-length': '6' }
      const { ask } = await rig(
        t,
        (_, response) => void response.writeHead(200, said).end('answer'),
      )
      const { headers } = await ask('/api')
      assert.equal(headers.get('content-encoding'), encoding ?? null)
      assert.equal(headers.get('content-length'), '6')
    })
  }

  test('to HEAD how long the answer to GET is, compressed or not', async (t) => {
    const said = { 'content-encoding': 'gzip', 'content-length': '1000' }
    const { ask } = await rig(t, (_, response) => void response.writeHead(200, said).end())
    const { headers } = await ask('/api', { method: 'HEAD' })
    assert.equal(headers.get('content-encoding'), 'gzip')
    assert.equal(headers.get('content-length'), '1000')
  })

  for (const status of [204, 304]) {
    test(`${status} without a body`, async (t) => {
      const { ask } = await rig(t, (_, response) => void response.writeHead(status).end())
      const response = await ask('/api')
      assert.deepEqual([response.status, response.body], [status, null])
    })
  }
})

const slow: Answering = (_, response) => void setTimeout(() => response.end('late'), 150)

const outcome = async (response: Response): Promise<unknown[]> => [
  response.status,
  response.headers.get('retry-after'),
  ((await response.json()) as { code: string }).code,
]

suite('an API that does not answer is a 503 that says when to come back', () => {
  const expected = [503, '5', 'api-unavailable']

  test('nobody is there', async (t) => {
    const { ask } = await rig(t, undefined, { origin: 'http://127.0.0.1:9' })
    assert.deepEqual(await outcome(await ask('/api')), expected)
  })

  test('it hangs up', async (t) => {
    const { ask } = await rig(t, (request) => void request.socket.destroy())
    assert.deepEqual(await outcome(await ask('/api')), expected)
  })

  test('it changes the protocol unasked, as Deno hands that on', async (t) => {
    const { ask } = await rig(t)
    const change = { status: 101, headers: new Headers(), body: null } as Response
    t.mock.method(globalThis, 'fetch', async () => change)
    assert.deepEqual(await outcome(await ask('/api')), expected)
  })

  test('it says nothing', async (t) => {
    const { ask } = await rig(t, () => {}, {}, 50)
    assert.deepEqual(await outcome(await ask('/api')), expected)
    const headers = { 'content-length': '2' }
    assert.deepEqual(
      await outcome(await ask('/api', { method: 'POST', body: '{}', headers })),
      expected,
    )
  })

  test('nobody waits for it when the page has gone away', async (t) => {
    const page = new AbortController()
    const { ask } = await rig(t, () => page.abort())
    assert.deepEqual(await outcome(await ask('/api', { signal: page.signal })), expected)
  })

  test('a long body is waited for', async (t) => {
    const { ask } = await rig(t, slow, {}, 50)
    assert.equal(
      await (await ask('/api', { method: 'POST', body: 'of no known length' })).text(),
      'late',
    )
  })

  test('an answer that has begun may take as long as it likes', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    let end: (() => void) | undefined
    const { ask } = await rig(t, (_, response) => {
      response.write('a long ')
      end = () => void response.end('answer')
    })
    const response = await ask('/api')
    t.mock.timers.tick(60_000)
    end!()
    assert.equal(await response.text(), 'a long answer')
  })
})

suite('in workerd', () => {
  beforeEach((t) => {
    Object.assign(globalThis, { WebSocketPair: true })
    // workerd ends a timer with the request that it belongs to.
    ;(t as TestContext).mock.timers.enable({ apis: ['setTimeout'] })
  })
  afterEach(() => void Reflect.deleteProperty(globalThis, 'WebSocketPair'))

  test('the caller’s Accept-Encoding goes on, and what the API encoded stays so', async (t) => {
    const { ask, received } = await rig(
      t,
      (_, response) =>
        void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('answer')),
    )
    const response = await ask('/api', { headers: { 'accept-encoding': 'zstd' } })
    assert.equal(received[0].headers['accept-encoding'], 'zstd')
    assert.equal(response.headers.get('content-encoding'), 'gzip')
  })

  for (const method of ['GET', 'HEAD']) {
    test(`a ${method} that says Content-Length: 0 goes on without the body that it has there`, async (t) => {
      const { answer, received } = await rig(t)
      const headers = { origin: site, cookie: '__Secure-authToken=T' }
      const request = new Request(`${site}/api`, { method, headers })
      Object.defineProperty(request, 'body', { value: new Blob([]).stream() })
      const response = await answer(request)
      assert.equal(response.status, 200)
      assert.equal(received[0].method, method)
    })
  }

  test('a wish for a WebSocket goes on, and nothing of the connection that workerd would send', async (t) => {
    // Node's fetch takes no such header.
    const { mock } = t.mock.method(globalThis, 'fetch', async () => new Response())
    const { ask } = await rig(t)
    const headers = {
      upgrade: 'websocket',
      'proxy-connection': 'upgrade',
      expect: '100-continue',
      'cf-access-jwt-assertion': 'opens the site',
      'x-nf-blobs-info': 'means nothing here',
    }
    await ask('/api', { headers })
    const [, { headers: sent }] = mock.calls[0].arguments as unknown as [
      string,
      { headers: Headers },
    ]
    assert.equal(sent.get('upgrade'), 'websocket')
    assert.deepEqual(
      [...sent.keys()],
      ['origin', 'upgrade', 'x-nf-blobs-info', 'x-rcms-api-access-token'],
    )
  })

  test('an API that says nothing is a 503', async (t) => {
    const { ask } = await rig(t, () => t.mock.timers.tick(30_000))
    assert.deepEqual(await outcome(await ask('/api')), [503, '5', 'api-unavailable'])
  })

  test('a long body is waited for', async (t) => {
    const { ask } = await rig(t, (_, response) => {
      t.mock.timers.tick(30_000)
      response.end('late')
    })
    const response = await ask('/api', { method: 'POST', body: 'of no known length' })
    assert.equal(await response.text(), 'late')
  })
})

suite('a body', () => {
  // Where a kept connection breaks, Deno sends again what it holds in whole, be it empty, but no stream of somebody's.
  for (const [method, body, isGuarded] of [
    ['POST', '{"buy":1}', true],
    ['PATCH', '{"more":1}', true],
    ['POST', null, true],
    ['PATCH', null, true],
    ['PUT', '{}', false],
    ['DELETE', null, false],
    ['GET', null, false],
  ] as const) {
    for (const where of ['Deno', 'Node']) {
      const isStream = isGuarded && where === 'Deno'
      test(`of ${method}, ${body?.length ?? 0} octets, in ${where} ${isStream ? 'as a stream that is sent once' : 'as it came'}`, async (t) => {
        const { answer, received } = await rig(t)
        const { mock } = t.mock.method(globalThis, 'fetch')
        if (where === 'Deno') Object.assign(globalThis, { Deno: {} })
        t.after(() => Reflect.deleteProperty(globalThis, 'Deno'))
        const headers = { origin: site, cookie: '__Secure-authToken=T' }
        const request = new Request(`${site}/api`, { method, body, headers })
        assert.equal(await (await answer(request)).text(), 'answer')
        assert.deepEqual([received[0].method, received[0].body], [method, body ?? ''])
        const [, init] = mock.calls[0].arguments
        assert.equal(init!.body !== request.body, isStream)
      })
    }
  }
})

test('beside the bridge, the endpoint and the site answer', async () => {
  const policy = { ...policyWith(), bridge, attach }
  const endpoint = createEndpoint({ ...policy, forward: createForward(policy) })
  assert.equal(endpoint(new Request(`${site}/apis`)), undefined)
  assert.equal((await endpoint(new Request(`${site}/set-auth-token`)))!.status, 405)
  assert.equal((await endpoint(new Request(`${site}/api//x`)))!.status, 400)
})
