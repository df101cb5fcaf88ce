import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import {
  answerViewerRequest,
  type ViewerRequestEvent,
  type ViewerResponse,
} from '../../cloudfront/functions-adapter.ts'
import type { FormerCookieConfig } from '../../shared/config/config.ts'
import { policyOf } from '../cli/policy-of.ts'
import { viewerRequestEvent } from './events/events.ts'
import { hosts } from './hosts.ts'

const policy = policyOf()
const rest = 'Path=/; HttpOnly; Secure; SameSite=Strict'
/** What could stand beside the cookie on www.example.com. */
const expired = [
  { value: '', attributes: `Max-Age=0; ${rest}` },
  { value: '', attributes: `Max-Age=0; Domain=www.example.com; ${rest}` },
]
const headers = { origin: { value: 'https://www.example.com' } }
const always = {
  'cache-control': { value: 'no-store' },
  'x-content-type-options': { value: 'nosniff' },
}

/** The cookies of an answer that mints or renews on www.example.com. */
function minted(value: string): ViewerResponse['cookies'] {
  const cookie = { value, attributes: `Max-Age=34560000; Domain=example.com; ${rest}` }
  return { '__Secure-authToken': { ...cookie, multiValue: [...expired, cookie] } }
}

async function answer(
  request: Partial<ViewerRequestEvent['request']>,
  by = policy,
): Promise<ViewerResponse> {
  const event = viewerRequestEvent({
    uri: '/set-auth-token',
    ...request,
    headers: { ...headers, ...request.headers },
  })
  const result = await answerViewerRequest(event, by)
  assert.ok('statusCode' in result)
  return result
}

suite('a request for another path is handed back, the same object and untouched', () => {
  for (const uri of [
    '/',
    '/media/index.mpd',
    '/set-auth-token/',
    '/set-auth-tokens',
    '/SET-AUTH-TOKEN',
  ]) {
    test(uri, async () => {
      const event = viewerRequestEvent({ uri })
      const before = structuredClone(event)
      assert.equal(await answerViewerRequest(event, policy), event.request)
      assert.deepEqual(event, before)
    })
  }
})

test('the endpoint is found whatever the query says', async () => {
  assert.ok('querystring' in viewerRequestEvent().request)
  assert.equal((await answer({ method: 'GET' })).statusCode, 405)
})

test('a minted cookie goes to cookies, with an integer status and no body', async () => {
  const authorization = { value: 'Bearer abc' }
  assert.deepEqual(await answer({ method: 'PUT', headers: { authorization } }), {
    statusCode: 204,
    headers: always,
    cookies: minted('abc'),
  })
})

test('the cookies of a log-out share a name, so they go to multiValue in their order', async () => {
  const own = { value: '', attributes: `Max-Age=0; Domain=example.com; ${rest}` }
  assert.deepEqual(await answer({ method: 'DELETE' }), {
    statusCode: 204,
    headers: always,
    cookies: { '__Secure-authToken': { ...own, multiValue: [...expired, own] } },
  })
})

test('former cookies: a group for each name, `value` and attributes are those of the last', async () => {
  const former: FormerCookieConfig[] = [
    { path: '/app', domain: 'www.example.com' },
    { name: 'old', domain: false },
    { name: 'old' },
  ]
  const { cookies } = await answer({ method: 'DELETE' }, policyOf({ cookie: { former } }))
  const old = (domain = ''): object => ({ value: '', attributes: `Max-Age=0; ${domain}${rest}` })
  const own = { value: '', attributes: `Max-Age=0; Domain=example.com; ${rest}` }
  const narrow = {
    value: '',
    attributes: `Max-Age=0; Domain=www.example.com; ${rest.replace('Path=/', 'Path=/app')}`,
  }
  assert.deepEqual(cookies, {
    old: {
      ...old('Domain=example.com; '),
      multiValue: [old(), old(), old('Domain=www.example.com; '), old('Domain=example.com; ')],
    },
    '__Secure-authToken': { ...own, multiValue: [narrow, ...expired, own] },
  })
})

test('a refusal has a body of text, and no cookie', async () => {
  const { body, ...response } = await answer({ method: 'PATCH' })
  assert.deepEqual(response, {
    statusCode: 401,
    headers: {
      ...always,
      'content-type': { value: 'application/problem+json' },
      'www-authenticate': { value: 'Bearer' },
    },
    cookies: {},
  })
  assert.equal(typeof body, 'string')
  assert.equal(JSON.parse(body!).code, 'not-authenticated')
})

test('the answer to HEAD has no body, not even an empty one', async () => {
  assert.equal('body' in (await answer({ method: 'HEAD' })), false)
})

test('a body cannot be read, and the answer says so', async () => {
  const type = { 'content-type': { value: 'application/json' } }
  const { statusCode, body } = await answer({ method: 'PUT', headers: type })
  assert.equal(statusCode, 415)
  assert.equal(JSON.parse(body!).code, 'body-unreadable')
})

suite('the cookies of the event', () => {
  test('one of our name among others is renewed with its value as it is', async () => {
    const value = 'a%20b+c==.~'
    const { cookies } = await answer({
      method: 'PATCH',
      cookies: { '__Secure-authToken': { value } },
    })
    assert.deepEqual(cookies, minted(value))
  })

  test('two of our name in multiValue are not guessed between', async () => {
    const multiValue = [{ value: 'abc' }, { value: 'def' }]
    const cookie = { value: 'abc', multiValue }
    const { statusCode, cookies } = await answer({
      method: 'PATCH',
      cookies: { '__Secure-authToken': cookie },
    })
    assert.equal(statusCode, 401)
    assert.deepEqual(cookies, {})
  })

  test('a name in another case is another cookie', async () => {
    const cookies = { '__secure-authtoken': { value: 'abc' } }
    assert.equal((await answer({ method: 'PATCH', cookies })).statusCode, 401)
  })
})

suite('the headers of the event', () => {
  test('several values of a header are all read: no origin hides behind another', async () => {
    const origin = {
      value: 'https://www.example.com',
      multiValue: [{ value: 'https://www.example.com' }, { value: 'https://evil.test' }],
    }
    assert.equal((await answer({ method: 'DELETE', headers: { origin } })).statusCode, 403)
  })

  test('an origin that is sent twice is refused, even the same', async () => {
    const value = 'https://www.example.com'
    const origin = { value, multiValue: [{ value }, { value }] }
    const { statusCode, cookies } = await answer({ method: 'DELETE', headers: { origin } })
    assert.deepEqual([statusCode, cookies], [403, {}])
  })

  test('one value in multiValue is that value', async () => {
    const origin = { value: '', multiValue: [{ value: 'https://www.example.com' }] }
    assert.equal((await answer({ method: 'DELETE', headers: { origin } })).statusCode, 204)
  })

  test('the host decides the domain: on a preview the cookie is host-only', async () => {
    const { cookies } = await answer({
      method: 'PUT',
      headers: {
        host: { value: 'd111111abcdef8.cloudfront.net' },
        origin: { value: 'https://d111111abcdef8.cloudfront.net' },
        authorization: { value: 'Bearer abc' },
      },
    })
    const cookie = { value: 'abc', attributes: `Max-Age=34560000; ${rest}` }
    assert.deepEqual(cookies, { '__Secure-authToken': { ...cookie, multiValue: [cookie] } })
  })

  for (const { host, origin, status } of hosts) {
    test(`Host ${host}, Origin ${origin}: ${status}`, async () => {
      const event = viewerRequestEvent({ uri: '/set-auth-token', method: 'DELETE' })
      const sent = event.request.headers
      delete sent.host
      if (host !== undefined) sent.host = { value: host }
      sent.origin = { value: origin }
      const response = answerViewerRequest(event, policy)
      assert.ok('statusCode' in response)
      assert.equal(response.statusCode, status)
      if (status !== 204) return
      const { attributes } = response.cookies['__Secure-authToken']
      assert.equal(attributes, `Max-Age=0; Domain=example.com; ${rest}`)
    })
  }
})

test('all header names of every answer are in lower case, and none is set-cookie', async () => {
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'GET', 'HEAD']) {
    for (const origin of ['https://www.example.com', 'https://evil.test']) {
      const response = await answer({ method, headers: { origin: { value: origin } } })
      const names = Object.keys(response.headers)
      assert.deepEqual(
        names,
        names.map((name) => name.toLowerCase()),
      )
      assert.equal(names.includes('set-cookie'), false)
    }
  }
})
