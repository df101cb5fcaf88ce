import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { createFetchHandler } from '../../../../shared/web/fetch-handler.ts'
import { withStamp } from '../../../../shared/web/tokens/stamp.ts'
import { policyWith } from '../../core/fixtures.ts'
import { stampOf } from '../../core/stamps.ts'
import { json, startAnswering } from '../verify/answering-server.ts'
import { signingKey } from '../verify/signing-key.ts'
import { accessName, api, codeOf, kept, lifeOf, open, refreshName, secrets, site } from './rig.ts'

const stampName = `${accessName}-stamp`
const secret = 'EDGEMINT_SECRET'

function assertStamped(response: Response, cookies: Map<string, string>, key: string): void {
  const stamp = cookies.get(stampName)!
  const exp = stamp.split('.')[1]
  assert.equal(stamp, stampOf(cookies.get(accessName)!, { name: accessName, exp, secret: key }))
  const life = lifeOf(response, accessName)
  const end = Number(exp) - Date.now() / 1000
  assert.ok(end <= life && end > life - 10, `${end} of ${life}`)
  const attributes = kept(response)
    .filter((line) => line.startsWith(accessName))
    .map((line) => line.slice(line.indexOf(';')))
  assert.equal(attributes.length, 2)
  assert.equal(attributes[0], attributes[1])
}

suite('a stamp', () => {
  test('stands beside the access cookie that is exchanged, renewed and cleared', async () => {
    const browser = open({}, { secret })
    assertStamped(await browser.put('grant-1'), browser.cookies, secrets.EDGEMINT_SECRET)
    assert.deepEqual([...browser.cookies.keys()], [accessName, stampName, refreshName])
    const first = browser.cookies.get(stampName)
    assertStamped(await browser.renew(), browser.cookies, secrets.EDGEMINT_SECRET)
    assert.notEqual(browser.cookies.get(stampName), first)
    const gone = await browser.logOut()
    const line = `${stampName}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict`
    assert.ok(gone.headers.getSetCookie().includes(line))
    assert.equal(browser.cookies.size, 0)
  })

  test('is none where the cookie beside it is expired', async () => {
    const name = '__Secure-own'
    const browser = open({}, { secret, cookie: { name, domain: 'example.com' } })
    const response = await browser.put('grant-1')
    const lines = response.headers
      .getSetCookie()
      .filter((line) => line.startsWith(`${name}-stamp=`))
    const values = lines.map((line) => /=([^;]*); Max-Age=0;/.exec(line)?.[1])
    assert.deepEqual(values.slice(0, -1), ['', ''])
    assert.equal(values.at(-1), undefined)
  })

  test('comes with a log-in that lands', async () => {
    const browser = open({ landing: true }, { secret })
    await browser.send('POST', '/start')
    const response = await browser.send('GET', '/landing?grant_token=grant-1', {
      headers: { origin: '' },
    })
    assert.equal(response.status, 200)
    assertStamped(response, browser.cookies, secrets.EDGEMINT_SECRET)
  })

  test('is made with the newest of several secrets', async () => {
    const bindings = { EDGEMINT_SECRET: `${'n'.repeat(32)}\n${secrets.EDGEMINT_SECRET}` }
    const browser = open({}, { secret, bindings })
    assertStamped(await browser.put('grant-1'), browser.cookies, 'n'.repeat(32))
  })

  for (const [what, bindings] of Object.entries({
    'that is not bound': {},
    'that is short': { EDGEMINT_SECRET: 'short' },
  })) {
    test(`needs a secret: with one ${what} no grant is used up`, async () => {
      const browser = open({}, { secret, bindings })
      assert.equal(await codeOf(await browser.put('grant-1')), '503 secret-unavailable')
      browser.cookies.set(refreshName, 'refresh')
      assert.equal(await codeOf(await browser.renew()), '503 secret-unavailable')
      assert.deepEqual(api.asked, [])
      // Whoever wants to leave can.
      assert.equal((await browser.logOut()).status, 204)
    })
  }

  test('is not asked for by whoever is refused anyway', async () => {
    const browser = open({}, { secret, bindings: {} })
    const headers = { origin: 'https://evil.example' }
    assert.equal(await codeOf(await browser.send('PUT', '', { headers })), '403 cross-origin')
  })

  test('stands beside a cookie whose token the page hands in, where keys tell that it is genuine, and ends as it does', async (t) => {
    const key = await signingKey('one')
    const keys = await startAnswering(t, json({ keys: [key.publicJwk] }))
    const verify = {
      jwks: keys.url.replace('127.0.0.1', 'localhost'),
      algorithms: ['ES256'] as ['ES256'],
      issuer: 'https://login.example.net',
      audience: 'shop',
    }
    const bridge = { path: '/api' }
    const browser = open({}, { secret, bridge, verify })
    const response = await browser.put(await key.sign())
    assertStamped(response, browser.cookies, secrets.EDGEMINT_SECRET)
    assert.ok(lifeOf(response, accessName) <= 600)
    assertStamped(await browser.renew(), browser.cookies, secrets.EDGEMINT_SECRET)
    assert.equal(await codeOf(await browser.put('made-up')), '401 token-rejected')
    const unbound = open({}, { secret, bridge, verify, bindings: {} })
    assert.equal(await codeOf(await unbound.put(await key.sign())), '503 secret-unavailable')
    assert.equal((await browser.logOut()).status, 204)
    assert.equal(browser.cookies.size, 0)
  })

  test('needs one too in an entry of one’s own: the answer says when to come back', async () => {
    const answer = createFetchHandler({ ...policyWith(), handler: withStamp('UNBOUND') })
    const headers = { origin: site, authorization: 'Bearer token' }
    const request = new Request(`${site}/set-auth-token`, { method: 'PUT', headers })
    assert.equal(await codeOf(await answer(request)), '503 secret-unavailable')
  })

  test('is none where the endpoint asks nobody: CloudFront Functions mint there too', async () => {
    const browser = open({}, { secret, bridge: { path: '/api' }, bindings: {} })
    assert.equal((await browser.put('token')).status, 204)
    assert.deepEqual([...browser.cookies.keys()], [accessName])
  })
})
