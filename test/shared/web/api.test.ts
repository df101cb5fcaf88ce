import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { isAuthed, type IncomingRequest } from '../../../shared/web/api.ts'

const name = '__Secure-authToken'
const check = (token: string): boolean => token === 'abc'

/** One request in each of the shapes that a server is handed it in. */
const shapes: Record<string, (cookie?: string) => IncomingRequest> = {
  'a Request': (cookie) =>
    new Request('https://api.example.com/is-authed', {
      method: 'POST',
      headers: cookie === undefined ? {} : { Cookie: cookie },
    }),
  "Express's req": (cookie) => ({
    method: 'POST',
    headers: cookie === undefined ? { host: 'api.example.com' } : { cookie },
    // What its cookie-parser makes of them is not asked.
    cookies: { [name]: 'abc' },
  }),
  'a record of headers, as HTTP/1.1 writes their names': (cookie) => ({
    headers: cookie === undefined ? { Host: 'api.example.com' } : { Cookie: cookie },
  }),
  'an event of API Gateway, payload 2.0': (cookie) => ({
    headers: { host: 'api.example.com' },
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    requestContext: { http: { method: 'POST' } },
  }),
  'an event of API Gateway, payload 1.0': (cookie) => ({
    httpMethod: 'POST',
    headers: { Host: 'api.example.com', ...(cookie && { Cookie: cookie.split('; ').at(-1) }) },
    multiValueHeaders: {
      Host: ['api.example.com'],
      ...(cookie !== undefined && { Cookie: cookie.split('; ') }),
    },
  }),
  'an event of a load balancer with multi-value headers': (cookie) => ({
    httpMethod: 'POST',
    multiValueHeaders: cookie === undefined ? {} : { cookie: [cookie] },
  }),
}

const cases: [what: string, cookie: string | undefined, isAuthed: boolean][] = [
  ['the cookie with a genuine token', `${name}=abc`, true],
  ['among other cookies', `a=b; ${name}=abc; c=d`, true],
  ['no Cookie header', undefined, false],
  ['an empty Cookie header', '', false],
  ['a token that is not genuine', `${name}=abd`, false],
  ['two cookies of the name', `${name}=abc; ${name}=abc`, false],
  ['two cookies, one of them empty', `${name}=; ${name}=abc`, false],
  ['another name', 'authToken=abc', false],
  ['another case of the name', `${name.toLowerCase()}=abc`, false],
]

for (const [shape, requestWith] of Object.entries(shapes)) {
  for (const [what, cookie, expected] of cases) {
    test(`${shape}, ${what}: ${expected ? 'authed' : 'not authed'}`, async () => {
      assert.equal(await isAuthed(requestWith(cookie), check), expected)
    })
  }

  test(`${shape}: a malformed token is never given to the check`, async () => {
    for (const value of ['', '"abc"', 'a b', 'a,b', 'a\\b', 'abcé']) {
      const given = requestWith(`${name}=${value}`)
      assert.equal(await isAuthed(given, () => assert.fail('checked')), false)
    }
  })

  test(`${shape}: the cookie may have another name`, async () => {
    const given = requestWith(`${name}=abc; __Host-session=def`)
    const options = { cookieName: '__Host-session' }
    assert.equal(await isAuthed(given, (token) => token === 'def', options), true)
    assert.equal(await isAuthed(given, check, {}), true)
  })
}

const authed = shapes["Express's req"](`${name}=abc`)

test('the check may take its time', async () => {
  assert.equal(await isAuthed(authed, async (token) => token === 'abc'), true)
  assert.equal(await isAuthed(authed, async () => false), false)
})

test('what a check returns by mistake authenticates nobody, and is an error', async () => {
  const kinds = [
    [1, 'a number'],
    ['yes', 'a string'],
    [{ secret: 'abc' }, 'an object'],
    [['abc'], 'a list'],
    [new Map(), 'a Map'],
    [undefined, 'undefined'],
    [null, 'null'],
    [0, 'a number'],
    [() => true, 'a function'],
  ] as const
  for (const [value, kind] of kinds) {
    const message = `edgemint/api: the check returned ${kind}, not true or false. Write isAuthed(request, (token) => sessions.has(token)).`
    const returned = value as unknown as boolean
    for (const wrong of [() => returned, async () => returned]) {
      await assert.rejects(isAuthed(authed, wrong), { name: 'TypeError', message })
    }
  }
})

test('a check that throws is not swallowed', async () => {
  const failure = new Error('the database is down')
  const thrower = (): never => {
    throw failure
  }
  await assert.rejects(isAuthed(authed, thrower), failure)
  await assert.rejects(
    isAuthed(authed, () => Promise.reject(failure)),
    failure,
  )
})

test("a request that Node's http hands over", async (t) => {
  const ask = await serve(t)
  assert.equal(await ask({ cookie: `${name}=abc` }), 'true')
  assert.equal(await ask({}), 'false')
  assert.equal(await ask({ cookie: ['a=b', `${name}=abc`] }), 'true')
  assert.equal(await ask({ cookie: [`${name}=abc`, `${name}=abc`] }), 'false')
  assert.equal(await ask({ cookie: `${name}=abc`, get: 'x' }), 'true')
})

/** A server that answers with what `isAuthed` finds. */
async function serve(t: TestContext): Promise<(headers: OutgoingHttpHeaders) => Promise<string>> {
  const server = createServer(async (req, res) => {
    res.end(String(await isAuthed(req, check)))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  return async (headers) => {
    const sent = request({ host: '127.0.0.1', port, headers, agent: false }).end()
    const [response] = await once(sent, 'response')
    return (await response.toArray()).join('')
  }
}
