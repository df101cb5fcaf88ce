import assert from 'node:assert/strict'
import { createHmac, hkdfSync } from 'node:crypto'
import { suite, test } from 'node:test'
import { SignJWT } from 'jose'
import { accessName, api, codeOf, kept, lifeOf, open, secrets } from './rig.ts'

const stampName = `${accessName}-stamp`
const secret = 'EDGEMINT_SECRET'

/** Worked out by Node's own functions: HKDF (RFC 5869) and HMAC (RFC 2104). */
function stampOf(name: string, exp: string, token: string, key: string): string {
  const derived = Buffer.from(hkdfSync('sha256', key, '', 'edgemint stamp', 32))
  const mac = createHmac('sha256', derived).update(`v1\n${name}\n${exp}\n${token}`)
  return `v1.${exp}.${mac.digest('base64url')}`
}

function assertStamped(response: Response, cookies: Map<string, string>, key: string): void {
  const stamp = cookies.get(stampName)!
  const exp = stamp.split('.')[1]
  assert.equal(stamp, stampOf(accessName, exp, cookies.get(accessName)!, key))
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
    const first = browser.cookies.get(stampName)
    assertStamped(await browser.renew(), browser.cookies, secrets.EDGEMINT_SECRET)
    assert.notEqual(browser.cookies.get(stampName), first)
    const gone = await browser.logOut()
    const line = `${stampName}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict`
    assert.ok(gone.headers.getSetCookie().includes(line))
    assert.equal(browser.cookies.size, 0)
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
      browser.cookies.set('__Secure-authToken-refresh', 'refresh')
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

  test('stands beside a cookie whose token the page hands in, too', async () => {
    const bridge = { path: '/api' }
    const browser = open({}, { secret, bridge })
    assertStamped(await browser.put('token'), browser.cookies, secrets.EDGEMINT_SECRET)
    assertStamped(await browser.renew(), browser.cookies, secrets.EDGEMINT_SECRET)
    assert.equal(browser.cookies.get(accessName), 'token')
    const unbound = open({}, { secret, bridge, bindings: {} })
    assert.equal(await codeOf(await unbound.put('token')), '503 secret-unavailable')
    assert.equal((await browser.logOut()).status, 204)
    assert.equal(browser.cookies.size, 0)
  })

  test('of a token that is verified ends when the token does', async () => {
    const verify = { algorithm: 'HS256', secret: 'VERIFY_SECRET' } as const
    const key = 'a secret that signs tokens, of enough octets'
    const bindings = { ...secrets, VERIFY_SECRET: key }
    const browser = open({}, { secret, verify, bridge: { path: '/api' }, bindings })
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('10 minutes')
      .sign(new TextEncoder().encode(key))
    const response = await browser.put(token)
    assertStamped(response, browser.cookies, secrets.EDGEMINT_SECRET)
    assert.ok(lifeOf(response, accessName) <= 600)
    assert.equal(await codeOf(await browser.put('made-up')), '401 token-rejected')
  })
})
