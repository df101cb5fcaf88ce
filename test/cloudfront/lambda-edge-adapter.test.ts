import type {
  CloudFrontRequest,
  CloudFrontRequestHandler,
  CloudFrontResultResponse,
} from 'aws-lambda'
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { createHandler } from '../../cloudfront/lambda-edge-adapter.ts'
import { withHandler } from '../../local/with-handler.ts'
import { policyOf } from '../cli/policy-of.ts'
import { lambdaEdgeEvent } from './events/events.ts'
import { hosts } from './hosts.ts'

const policy = policyOf()
const rest = 'Path=/; HttpOnly; Secure; SameSite=Strict'
/** What could stand beside the cookie on www.example.com. */
const expired = [
  `__Secure-authToken=; Max-Age=0; ${rest}`,
  `__Secure-authToken=; Max-Age=0; Domain=www.example.com; ${rest}`,
]
const always = {
  'cache-control': [{ key: 'cache-control', value: 'no-store' }],
  'x-content-type-options': [{ key: 'x-content-type-options', value: 'nosniff' }],
}

async function answer(
  { headers, ...request }: Partial<CloudFrontRequest>,
  by = policy,
): Promise<CloudFrontResultResponse> {
  const own = { origin: [{ key: 'Origin', value: 'https://www.example.com' }] }
  const event = lambdaEdgeEvent({
    uri: '/set-auth-token',
    ...request,
    headers: { ...own, ...headers },
  })
  const result = await createHandler(by)(event)
  assert.ok('status' in result)
  return result
}

function header(name: string, ...values: string[]): CloudFrontRequest['headers'] {
  return { [name.toLowerCase()]: values.map((value) => ({ key: name, value })) }
}

function setCookies(...values: string[]): { key: string; value: string }[] {
  return values.map((value) => ({ key: 'Set-Cookie', value }))
}

/** The Set-Cookie headers of an answer that mints or renews on www.example.com. */
function minted(token: string): { key: string; value: string }[] {
  const own = `__Secure-authToken=${token}; Max-Age=34560000; Domain=example.com; ${rest}`
  return setCookies(...expired, own)
}

/** The cookie of a log-in that was begun. */
const begun = (id: number): string => `__Host-edgemint-login-aaaaaaa${id}=179999999${id}.x`

suite('a request for another path is handed back, the same object and untouched', () => {
  const data = Buffer.from('a=b').toString('base64')
  const body = { inputTruncated: false, action: 'read-only', encoding: 'base64', data } as const
  for (const uri of ['/', '/media/index.mpd', '/set-auth-token/', '/set-auth-tokens']) {
    test(uri, async () => {
      const event = lambdaEdgeEvent({ uri, method: 'POST', body })
      const before = structuredClone(event)
      assert.equal(await createHandler(policy)(event), event.Records[0].cf.request)
      assert.deepEqual(event, before)
    })
  }
})

test('a minted cookie is a Set-Cookie header, with a status in digits and no body', async () => {
  const headers = header('Authorization', 'Bearer abc')
  assert.deepEqual(await answer({ method: 'PUT', headers }), {
    status: '204',
    headers: { ...always, 'set-cookie': minted('abc') },
  })
})

test('the cookies of a log-out are Set-Cookie headers of their own, in their order', async () => {
  const { status, headers } = await answer({ method: 'DELETE' })
  assert.equal(status, '204')
  assert.deepEqual(
    headers!['set-cookie'],
    setCookies(...expired, `__Secure-authToken=; Max-Age=0; Domain=example.com; ${rest}`),
  )
})

test('former cookies come before ours', async () => {
  const former = [{ name: 'old', domain: false }] as const
  const by = policyOf({ cookie: { former: [...former] } })
  const { headers } = await answer({ method: 'DELETE' }, by)
  assert.deepEqual(
    headers!['set-cookie'],
    setCookies(
      `old=; Max-Age=0; ${rest}`,
      ...expired,
      `__Secure-authToken=; Max-Age=0; Domain=example.com; ${rest}`,
    ),
  )
})

test('a refusal has a body of text, and no cookie', async () => {
  const { body, ...response } = await answer({ method: 'PATCH' })
  assert.deepEqual(response, {
    status: '401',
    headers: {
      ...always,
      'content-type': [{ key: 'content-type', value: 'application/problem+json' }],
      'www-authenticate': [{ key: 'www-authenticate', value: 'Bearer' }],
    },
  })
  assert.equal(JSON.parse(body!).code, 'not-authenticated')
})

test('no answer to a method that has no body has one: that would be a 502', async () => {
  assert.equal('body' in (await answer({ method: 'OPTIONS' })), false)
  assert.equal('body' in (await answer({ method: 'HEAD' })), false)
  assert.equal('body' in (await answer({ method: 'DELETE' })), false)
})

suite('the cookies of the event', () => {
  test('one of our name among others is renewed with its value as it is', async () => {
    const headers = header('Cookie', 'Cookie1=value1; __Secure-authToken=a%20b==.~; b=c')
    const response = await answer({ method: 'PATCH', headers })
    assert.deepEqual(response.headers!['set-cookie'], minted('a%20b==.~'))
  })

  test('one of our name in the second of two Cookie headers, as HTTP/2 splits them', async () => {
    const headers = header('Cookie', 'Cookie1=value1', '__Secure-authToken=abc')
    const response = await answer({ method: 'PATCH', headers })
    assert.equal(response.status, '204')
    assert.deepEqual(response.headers!['set-cookie'], minted('abc'))
  })

  test('two of our name, one in each of two Cookie headers, are not guessed between', async () => {
    const headers = header('Cookie', '__Secure-authToken=abc', '__Secure-authToken=def')
    assert.equal((await answer({ method: 'PATCH', headers })).status, '401')
  })

  test('in two Cookie headers, all log-ins that were begun are counted: the oldest of too many ends', async (t) => {
    const issuer = 'https://login.example.net'
    const says = { issuer, authorization_endpoint: `${issuer}/auth`, jwks_uri: `${issuer}/keys` }
    t.mock.method(globalThis, 'fetch', async () => Response.json(says))
    process.env.TEST_SECRET = 'x'.repeat(32)
    const by = withHandler(policyOf({ login: { issuer, clientId: 'shop' }, secret: 'TEST_SECRET' }))
    const headers = header(
      'Cookie',
      `${begun(1)}; ${begun(2)}; ${begun(3)}`,
      [4, 5, 6].map(begun).join('; '),
    )
    const body = {
      inputTruncated: false,
      action: 'read-only',
      encoding: 'base64',
      data: '',
    } as const
    const started = await answer({ method: 'POST', uri: `${by.endpoint}/start`, headers, body }, by)
    assert.equal(started.status, '200')
    assert.match(
      started.headers!['set-cookie'][0].value,
      /^__Host-edgemint-login-aaaaaaa1=; Max-Age=0;/,
    )
    assert.equal(started.headers!['set-cookie'].length, 2)
  })

  test('none at all', async () => {
    assert.equal((await answer({ method: 'PATCH', headers: { cookie: [] } })).status, '401')
  })
})

test('several values of a header are all read: no origin hides behind another', async () => {
  const headers = header('Origin', 'https://www.example.com', 'https://evil.test')
  assert.equal((await answer({ method: 'DELETE', headers })).status, '403')
})

test('an origin that is sent twice is refused, even the same', async () => {
  const headers = header('Origin', 'https://www.example.com', 'https://www.example.com')
  const response = await answer({ method: 'DELETE', headers })
  assert.equal(response.status, '403')
  assert.equal('set-cookie' in response.headers!, false)
})

test('the host decides the domain: on a preview the cookie is host-only', async () => {
  const host = 'd111111abcdef8.cloudfront.net'
  const response = await answer({
    method: 'PUT',
    headers: {
      ...header('Host', host),
      ...header('Origin', `https://${host}`),
      ...header('Authorization', 'Bearer abc'),
    },
  })
  assert.deepEqual(
    response.headers!['set-cookie'],
    setCookies(`__Secure-authToken=abc; Max-Age=34560000; ${rest}`),
  )
})

for (const { host, origin, status } of hosts) {
  test(`Host ${host}, Origin ${origin}: ${status}`, async () => {
    const event = lambdaEdgeEvent({ uri: '/set-auth-token', method: 'DELETE' })
    const sent = event.Records[0].cf.request.headers
    delete sent.host
    Object.assign(sent, header('Origin', origin), host !== undefined && header('Host', host))
    const response = await createHandler(policy)(event)
    assert.ok('status' in response)
    assert.equal(response.status, String(status))
    if (status !== 204) return
    const last = response.headers!['set-cookie'].at(-1)!
    assert.equal(last.value, `__Secure-authToken=; Max-Age=0; Domain=example.com; ${rest}`)
  })
}

test('all header names of every answer are in lower case', async () => {
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'GET', 'HEAD']) {
    const names = Object.keys((await answer({ method })).headers!)
    assert.deepEqual(
      names,
      names.map((name) => name.toLowerCase()),
    )
  }
})

test('a handler made for a policy is what Lambda calls, in the types of @types/aws-lambda too', async () => {
  const handler = createHandler(policy) satisfies CloudFrontRequestHandler
  const headers = {
    ...header('Origin', 'https://www.example.com'),
    ...header('Authorization', 'Bearer abc'),
  }
  const response = await handler(
    lambdaEdgeEvent({ uri: '/set-auth-token', method: 'PUT', headers }),
  )
  assert.ok('status' in response)
  assert.equal(response.status, '204')
  assert.deepEqual(response.headers['set-cookie'], minted('abc'))

  const other = lambdaEdgeEvent({ uri: '/' })
  const request: CloudFrontRequest = other.Records[0].cf.request
  assert.equal(await handler(other), request)
})
