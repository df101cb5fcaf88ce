import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { startKuroco, type Kuroco } from '../../../demo/server/kuroco-site.ts'
import { aroundAll } from '../../around-all.ts'

// The demo's Kuroco has the shapes of the real one, and no kindness for us.

const page = 'https://kuroco.localhost:8443'
const alice = { email: 'alice@example.com', password: 'edgemint' }

let kuroco: Kuroco
aroundAll(
  async () => {
    kuroco = await startKuroco({ http: 8080, https: 8443 })
  },
  () => kuroco.close(),
)

interface Answer {
  status: number
  headers: Headers
  body: Record<string, any>
}

async function ask(
  method: string,
  path: string,
  { body, ...headers }: { body?: object; [name: string]: string | object | undefined } = {},
): Promise<Answer> {
  const response = await fetch(kuroco.address + path, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...(headers as object) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : {} }
}

const logIn = async (member: object = alice): Promise<string> =>
  (await ask('POST', '/login', { body: member })).body.grant_token
const exchange = (body: object): Promise<Answer> => ask('POST', '/token', { body })
const call = (path: string, token: string, method = 'GET'): Promise<Answer> =>
  ask(method, path, { 'x-rcms-api-access-token': token })

suite('with tokens', () => {
  test('a log-in, an exchange, a call, a renewal, a log-out', async () => {
    const { status, body } = await ask('POST', '/login', { body: alice })
    assert.deepEqual([status, body.status, body.member_id], [200, 0, 1])
    const first = (await exchange({ grant_token: body.grant_token })).body
    assert.match(first.access_token.expiresAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00$/)
    const life = Date.parse(first.access_token.expiresAt) - Date.now()
    assert.ok(life > 17_000 && life <= 20_000, String(life))

    const profile = await call('/profile', first.access_token.value)
    assert.deepEqual(profile.body.details, {
      member_id: 1,
      name1: 'Alice',
      email: 'alice@example.com',
    })
    assert.equal(profile.headers.get('x-demo-token-number'), '1')

    // As often as one likes, and each time with a new refresh token.
    const { refresh_token } = first
    const second = (await exchange({ refresh_token: refresh_token.value })).body
    const third = (await exchange({ refresh_token: refresh_token.value })).body
    assert.equal(new Set([first, second, third].map((pair) => pair.refresh_token.value)).size, 3)
    const articles = await call('/articles', third.access_token.value)
    assert.equal(articles.body.list.length, 3)
    assert.equal(articles.headers.get('x-demo-token-number'), '3')

    assert.equal((await call('/logout', third.access_token.value, 'POST')).status, 200)
    assert.equal((await call('/profile', first.access_token.value)).status, 401)
    assert.equal((await exchange({ refresh_token: refresh_token.value })).status, 401)
  })

  test('a token that is over, and a grant that was used, are refused as Kuroco does it', async (t) => {
    const grant_token = await logIn()
    const { access_token } = (await exchange({ grant_token })).body
    const unauthorized = { errors: [{ code: 'unauthorized', message: 'Unauthorized' }] }
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 21_000 })
    for (const token of [access_token.value, '', 'kuroco-access-x', grant_token]) {
      const { status, body } = await call('/profile', token)
      assert.deepEqual([status, body], [401, unauthorized])
    }
    for (const body of [{ grant_token }, {}, { email: alice.email, password: alice.password }]) {
      assert.equal((await exchange(body)).status, 401)
    }
  })

  test('a wrong password, a stranger, and a form are refused', async () => {
    const wrong = [{ ...alice, password: 'x' }, { ...alice, email: '__proto__' }, {}]
    for (const body of wrong) assert.equal((await ask('POST', '/login', { body })).status, 401)
    const form = new URLSearchParams(alice)
    const response = await fetch(`${kuroco.address}/login`, { method: 'POST', body: form })
    assert.equal(response.status, 401)
  })

  test('its CORS settings let the page log in, and no further', async () => {
    const preflight = { origin: page, 'access-control-request-method': 'POST' }
    const allowed = await ask('OPTIONS', '/login', preflight)
    assert.equal(allowed.headers.get('access-control-allow-origin'), page)
    const stranger = await ask('OPTIONS', '/login', { ...preflight, origin: 'https://evil.test' })
    assert.equal(stranger.headers.get('access-control-allow-origin'), null)
    const articles = await ask('OPTIONS', '/articles', preflight)
    assert.equal(articles.headers.get('access-control-allow-origin'), null)
  })
})

test('a single sign-on goes on to its success URL, with a grant that is good once', async () => {
  const { origin } = new URL(kuroco.address)
  const signOn = (spid: string): Promise<Response> =>
    fetch(`${origin}/direct/login/saml_login/?spid=${spid}`, { redirect: 'manual' })
  const { status, headers } = await signOn('2')
  assert.equal(status, 302)
  const location = new URL(headers.get('location')!)
  assert.equal(location.origin + location.pathname, `${page}/set-auth-token/landing`)
  assert.equal(location.searchParams.get('member_id'), '1')
  const grant_token = location.searchParams.get('grant_token')
  assert.equal((await exchange({ grant_token })).status, 200)
  assert.equal((await exchange({ grant_token })).status, 401)
  for (const spid of ['0', '99', 'x', '']) assert.equal((await signOn(spid)).status, 404)
})

test('with a cookie, it sets one of its own and knows it again', async () => {
  const base = '/../2'
  const { status, headers } = await ask('POST', `${base}/login`, { body: alice, origin: page })
  assert.equal(status, 200)
  assert.match(
    headers.getSetCookie()[0],
    /^kuroco-session=[^;]+; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=None$/,
  )
  const [cookie] = headers.getSetCookie()[0].split(';')
  assert.equal((await ask('GET', `${base}/profile`, { origin: page })).status, 401)
  const known = await ask('GET', `${base}/profile`, { origin: page, cookie })
  assert.equal(known.status, 200)
  assert.equal(known.headers.get('access-control-allow-origin'), page)
})
