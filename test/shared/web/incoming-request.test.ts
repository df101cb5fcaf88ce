import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import type { Http2ServerRequest } from 'node:http2'
import { suite, test } from 'node:test'
import { runInNewContext } from 'node:vm'
import type { ALBEvent, APIGatewayProxyEvent, APIGatewayProxyEventV2 } from 'aws-lambda'
import { corsAnswer, isAuthed, type IncomingRequest } from '../../../shared/web/api.ts'

const name = '__Secure-authToken'
const secret = 's3cr3t'
const origins = ['https://www.example.com']
const whole =
  "Pass the whole request: a Request, the req of Node or Express, or API Gateway's event."

function isGenuine(token: string): boolean {
  return token === secret
}

/** What servers hand over, by the types that they publish: the compiler checks that each is a request. */
type Published =
  | Request
  | IncomingMessage
  | Http2ServerRequest
  | ALBEvent
  | APIGatewayProxyEvent
  | APIGatewayProxyEventV2

suite('headers are found however a server hands them over', () => {
  const found: Record<string, IncomingRequest> = {
    'names in capitals': { headers: { COOKIE: `${name}=${secret}` } },
    'fields apart': { headers: { cookie: ['a=b', `${name}=${secret}`] } },
    'the name twice, in different case': {
      headers: { Cookie: 'a=b', cookie: `${name}=${secret}` },
    },
    'no prototype': {
      headers: Object.assign(Object.create(null), { cookie: `${name}=${secret}` }),
    },
    'a record of another realm': {
      headers: runInNewContext(`({ Cookie: '${name}=${secret}' })`),
    },
    'Headers of a class of their own': {
      headers: new (class extends Headers {})({ cookie: `${name}=${secret}` }),
    },
    'a header that is called get': { headers: { get: 'x', cookie: `${name}=${secret}` } },
    'cookies taken out of the headers': { headers: {}, cookies: ['a=b', `${name}=${secret}`] },
    'cookies alone': { cookies: [`${name}=${secret}`] },
    'cookies both taken out and left there': {
      headers: { cookie: `${name}=${secret}` },
      cookies: [`${name}=${secret}`],
    },
    'no cookies taken out': { headers: { cookie: `${name}=${secret}` }, cookies: [] },
    'headers and empty multi-value headers': {
      headers: { Cookie: `${name}=${secret}` },
      multiValueHeaders: {},
    },
    'headers and no multi-value headers': {
      headers: { Cookie: `${name}=${secret}` },
      multiValueHeaders: null,
    },
    'multi-value headers and no headers': {
      headers: null,
      multiValueHeaders: { Cookie: [`${name}=${secret}`] },
    },
    'a header that is undefined': { headers: { Cookie: undefined, cookie: `${name}=${secret}` } },
  }
  for (const [what, request] of Object.entries(found)) {
    test(what, async () => assert.equal(await isAuthed(request, isGenuine), true))
  }

  const doubled: Record<string, IncomingRequest> = {
    'the name in different case': {
      headers: { Cookie: `${name}=${secret}`, cookie: `${name}=${secret}` },
    },
    'fields apart': { headers: { cookie: [`${name}=${secret}`, `${name}=x`] } },
    'cookies taken out': { headers: {}, cookies: [`${name}=${secret}`, `${name}=x`] },
    'multi-value headers, of which headers show one': {
      headers: { Cookie: `${name}=${secret}` },
      multiValueHeaders: { Cookie: [`${name}=x`, `${name}=${secret}`] },
    },
  }
  for (const [what, request] of Object.entries(doubled)) {
    test(`${what}: two cookies of the name count as none`, async () => {
      assert.equal(await isAuthed(request, () => assert.fail('checked')), false)
    })
  }

  test('cookies in a text are not those that API Gateway takes out', async () => {
    const request = { headers: {}, cookies: `${name}=${secret}` } as IncomingRequest
    assert.equal(await isAuthed(request, isGenuine), false)
  })

  test('the cookies that API Gateway takes out are no other header, and one that is undefined is none', () => {
    const requestContext = { http: { method: 'GET' } }
    const headers = { Origin: undefined, origin: origins[0] }
    const event = { headers, cookies: ['a=b'], requestContext }
    assert.equal(corsAnswer(event, { origins }).isAllowed, true)
  })

  test('a header that an object inherits is none', async () => {
    const headers = { __proto__: null } as unknown as Record<string, string>
    assert.equal(await isAuthed({ headers }, isGenuine), false)
  })

  test('by the types of Node and Lambda too', async () => {
    const published = [
      new Request('https://api.example.com/', { headers: { cookie: `${name}=${secret}` } }),
      { headers: { cookie: `${name}=${secret}` } },
      { headers: {}, cookies: [`${name}=${secret}`] },
    ] as Published[]
    for (const request of published) assert.equal(await isAuthed(request, isGenuine), true)
  })
})

suite('what is no request is an error that says so, and never quotes it', () => {
  const cookie = `${name}=${secret}`
  const pass = `Pass a Headers object, or a record such as { cookie: '…' }. ${whole}`
  const wrong: [what: string, request: unknown, message: string][] = [
    ['nothing', undefined, `the request is undefined. ${whole}`],
    ['null', null, `the request is null. ${whole}`],
    ['the Cookie header', cookie, `the request is a string. ${whole}`],
    ['the check', isGenuine, `the request is a function. ${whole}`],
    ['no headers', {}, `request.headers is undefined. ${whole}`],
    ['headers that are null', { headers: null }, `request.headers is null. ${whole}`],
    ['the headers themselves', new Headers({ cookie }), `request.headers is undefined. ${whole}`],
    ['the record of headers itself', { cookie }, `request.headers is undefined. ${whole}`],
    ['a Map', { headers: new Map([['cookie', cookie]]) }, `request.headers is a Map. ${pass}`],
    ['pairs', { headers: [['cookie', cookie]] }, `request.headers is a list. ${pass}`],
    ["Node's rawHeaders", { headers: ['Cookie', cookie] }, `request.headers is a list. ${pass}`],
    [
      'query parameters',
      { headers: new URLSearchParams({ cookie }) },
      `request.headers is a URLSearchParams. ${pass}`,
    ],
    [
      'a promise of headers',
      { headers: Promise.resolve(new Headers({ cookie })) },
      `request.headers is a Promise. ${pass}`,
    ],
    ['a function', { headers: () => ({ cookie }) }, `request.headers is a function. ${pass}`],
    ['text', { headers: `Cookie: ${cookie}` }, `request.headers is a string. ${pass}`],
    [
      'an instance of an unknown class',
      {
        headers: new (class Fields {
          all = { cookie }
        })(),
      },
      `request.headers is an object. ${pass}`,
    ],
    [
      'multi-value headers of an unknown kind',
      { headers: {}, multiValueHeaders: new Map([['cookie', [cookie]]]) },
      `request.headers is a Map. ${pass}`,
    ],
    [
      "Lambda@Edge's headers",
      { headers: { cookie: [{ key: 'Cookie', value: cookie }] } },
      `the header cookie holds an object, not text. ${whole}`,
    ],
    [
      "CloudFront Functions' headers",
      { headers: { cookie: { value: cookie } } },
      `the header cookie holds an object, not text. ${whole}`,
    ],
    [
      'cookies as objects',
      { headers: {}, cookies: [{ name, value: secret }] },
      `request.cookies holds an object, not text. ${whole}`,
    ],
  ]
  for (const [what, request, message] of wrong) {
    test(what, async () => {
      const error = { name: 'TypeError', message: `edgemint/api: ${message}` }
      await assert.rejects(isAuthed(request as IncomingRequest, isGenuine), error)
      assert.equal(message.includes(secret), false)
    })
  }

  test('corsAnswer says the same of headers', () => {
    for (const headers of [undefined, null, new Map(), [], 'origin']) {
      const request = { method: 'GET', headers } as unknown as IncomingRequest
      assert.throws(() => corsAnswer(request, { origins }), {
        name: 'TypeError',
        message:
          /^edgemint\/api: request\.headers is (undefined|null|a Map|a list|a string)\. Pass /,
      })
    }
  })

  test('corsAnswer needs the method, or no preflight would be one', () => {
    for (const more of [{}, { method: 7 }, { requestContext: null }, { requestContext: {} }]) {
      const request = { headers: { origin: origins[0] }, ...more } as unknown as IncomingRequest
      assert.throws(() => corsAnswer(request, { origins }), {
        name: 'TypeError',
        message: `edgemint/api: request.method is ${'method' in more ? 'a number' : 'undefined'}. ${whole}`,
      })
    }
  })
})
