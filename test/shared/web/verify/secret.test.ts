import assert from 'node:assert/strict'
import { afterEach, beforeEach, mock, suite, test } from 'node:test'
import { createFetchHandler } from '../../../../shared/web/fetch-handler.ts'
import { createHandler } from '../../../../shared/web/verify/handler.ts'
import { createVerifier } from '../../../../shared/web/verify/secret.ts'
import { policyWith, site } from '../../core/fixtures.ts'
import { formerSecret, now, rules, secret, sign, soon } from '../../core/tokens.ts'

const genuine = sign({ exp: soon, name: 'Zoë 🔑' })

async function put(
  token: string,
  verifier = createVerifier(rules, () => secret),
): Promise<Response> {
  const policy = { ...policyWith(), verifier }
  const headers = { origin: site, authorization: `Bearer ${token}` }
  const handler = createHandler(policy)
  return createFetchHandler({ ...policy, handler })(
    new Request(`${site}/set-auth-token`, { method: 'PUT', headers }),
  )
}

suite('a token that is signed with a shared secret', () => {
  beforeEach(() => void mock.method(Date, 'now', () => now * 1000))
  afterEach(() => mock.restoreAll())

  test('a genuine token is minted, for as long as it is genuine', async () => {
    const response = await put(genuine)
    assert.equal(response.status, 204)
    assert.match(response.headers.getSetCookie().at(-1)!, /; Max-Age=599; /)
  })

  for (const [what, token] of Object.entries({
    'signed with another secret': sign({ exp: soon }, undefined, formerSecret),
    'that has just expired': sign({ exp: Math.floor(now) }),
    'that is none': 'abc',
  })) {
    test(`a token ${what} is rejected`, async () => {
      const response = await put(token)
      assert.equal(response.status, 401)
      assert.equal(((await response.json()) as { code: string }).code, 'token-rejected')
      assert.deepEqual(response.headers.getSetCookie(), [])
    })
  }

  test('both secrets hold while one is replaced', async () => {
    const both = createVerifier(rules, async () => `${secret}\n${formerSecret}\n`)
    assert.equal((await put(sign({ exp: soon }, undefined, formerSecret), both)).status, 204)
    assert.equal((await put(genuine, both)).status, 204)
  })

  test('without a reader of its own the secret is read from where it is bound', async () => {
    const verifier = createVerifier(rules)
    assert.equal((await put(genuine, verifier)).status, 503)
    process.env[rules.secret] = secret
    try {
      assert.equal((await put(genuine, verifier)).status, 204)
    } finally {
      delete process.env[rules.secret]
    }
  })
})
