import assert from 'node:assert/strict'
import { test } from 'node:test'
import { corsAnswer, type IncomingRequest } from '../../../shared/web/api.ts'

const page = 'https://www.example.com'
const origins = ['http://localhost:3000', page]
const allowed = {
  vary: 'Origin',
  'access-control-allow-origin': page,
  'access-control-allow-credentials': 'true',
}

const shapes: Record<string, (method: string, headers: Record<string, string>) => IncomingRequest> =
  {
    'a Request': (method, headers) => new Request('https://api.example.com/', { method, headers }),
    "Node's req": (method, headers) => ({ method, headers }),
    "hapi's request": (method, headers) => ({ method: method.toLowerCase(), headers }),
    'an event of API Gateway, payload 2.0': (method, headers) => ({
      headers,
      requestContext: { http: { method } },
    }),
    'an event of API Gateway, payload 1.0': (method, headers) => ({
      httpMethod: method,
      headers: titled(headers),
      multiValueHeaders: Object.fromEntries(
        Object.entries(titled(headers)).map(([name, value]) => [name, [value]]),
      ),
    }),
  }

/** Names as HTTP/1.1 writes them: `Access-Control-Request-Method`. */
function titled(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
      value,
    ]),
  )
}

for (const [shape, requestWith] of Object.entries(shapes)) {
  test(`${shape}: a listed origin may read the answer with its credentials (Fetch)`, () => {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      assert.deepEqual(corsAnswer(requestWith(method, { origin: page }), { origins }), {
        headers: allowed,
        isPreflight: false,
        isAllowed: true,
      })
    }
  })

  for (const origin of [
    'null',
    'https://example.com',
    'http://www.example.com',
    'https://www.example.com:8443',
    'https://www.example.com.evil.test',
    'https://evil.test',
    'https://www.example.co',
    'https://WWW.example.com',
    `${page}, ${page}`,
    '*',
    '',
  ]) {
    test(`${shape}: the origin "${origin}" is not listed and gets nothing but Vary`, () => {
      for (const method of ['POST', 'OPTIONS']) {
        const request = requestWith(method, { origin, 'access-control-request-method': 'POST' })
        assert.deepEqual(corsAnswer(request, { origins }), {
          headers: { vary: 'Origin' },
          isPreflight: method === 'OPTIONS',
          isAllowed: false,
        })
      }
    })
  }

  test(`${shape}: without an Origin there is nothing to allow, but caches must know`, () => {
    assert.deepEqual(corsAnswer(requestWith('GET', {}), { origins }), {
      headers: { vary: 'Origin' },
      isPreflight: false,
      isAllowed: false,
    })
  })

  test(`${shape}: a preflight is told methods, headers and how long it holds`, () => {
    const preflight = requestWith('OPTIONS', {
      origin: page,
      'access-control-request-method': 'PUT',
    })
    const answer = corsAnswer(preflight, { origins })
    assert.equal(answer.isPreflight, true)
    assert.deepEqual(answer.headers, {
      ...allowed,
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '600',
    })
    const { headers } = corsAnswer(preflight, { origins, methods: 'POST', headers: 'x-a, x-b' })
    assert.equal(headers['access-control-allow-methods'], 'POST')
    assert.equal(headers['access-control-allow-headers'], 'x-a, x-b')
  })

  test(`${shape}: what is not OPTIONS is no preflight, whatever it says`, () => {
    const request = requestWith('POST', { origin: page, 'access-control-request-method': 'PUT' })
    assert.deepEqual(corsAnswer(request, { origins }), {
      headers: allowed,
      isPreflight: false,
      isAllowed: true,
    })
  })
}

test('fields that Node keeps apart are joined, and so match no origin', () => {
  const fields: [headers: IncomingRequest['headers'], isAllowed: boolean][] = [
    [{ origin: [page, page] }, false],
    [{ origin: [page.slice(0, 9), page.slice(9)] }, false],
    [{ origin: page, Origin: page }, false],
    [{ origin: [page] }, true],
  ]
  for (const [headers, isAllowed] of fields) {
    assert.equal(corsAnswer({ method: 'GET', headers }, { origins }).isAllowed, isAllowed)
  }
})
