import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { HandlerRequest } from '../../../shared/core/request.ts'
import type { Verdict } from '../../../shared/core/verify.ts'
import { createApi, type ApiOptions } from '../../../shared/web/api.ts'
import { createVerifier } from '../../../shared/web/verify/secret.ts'
import { policyWith } from '../core/fixtures.ts'
import { rules, secret, sign } from '../core/tokens.ts'

const inAnHour = Math.floor(Date.now() / 1000) + 3600
const genuine = sign({ exp: inAnHour })
const policy = { ...policyWith(), verify: rules, verifier: createVerifier(rules) }
const bindings = { [rules.secret]: secret }

function holding(token: string, name = policy.cookie.name): { headers: { cookie: string } } {
  return { headers: { cookie: `${name}=${token}` } }
}

async function renewedNoMore(_token: string, request: HandlerRequest): Promise<Verdict> {
  return request.method === 'PATCH' ? 'renewal-over' : 60
}

suite('an API with the policy of the endpoint', () => {
  const { isAuthed } = createApi({ policy, bindings })

  test('takes what the endpoint would', async () => {
    assert.equal(await isAuthed(holding(genuine)), true)
  })

  test('and nothing else', async () => {
    const others = [`${genuine}A`, sign({ exp: inAnHour - 7200 }), 'abc']
    for (const token of others) assert.equal(await isAuthed(holding(token)), false)
    const two = { headers: { cookie: `${policy.cookie.name}=${genuine}; ${policy.cookie.name}=a` } }
    assert.equal(await isAuthed(two), false)
    assert.equal(await isAuthed({ headers: {} }), false)
  })

  test('knows the cookie by the name that the policy has', async () => {
    const cookie = { ...policy.cookie, name: '__Host-session' }
    const api = createApi({ policy: { ...policy, cookie }, bindings })
    assert.equal(await api.isAuthed(holding(genuine, '__Host-session')), true)
    assert.equal(await api.isAuthed(holding(genuine)), false)
    const named = createApi({ policy, bindings, cookieName: 'token' })
    assert.equal(await named.isAuthed(holding(genuine, 'token')), true)
  })

  test('may have a check of its own beside', async () => {
    assert.equal(await isAuthed(holding('abc'), (token) => token === 'abc'), true)
  })

  test('reads the secret from the environment, where no bindings are given', async () => {
    process.env[rules.secret] = secret
    try {
      assert.equal(await createApi({ policy }).isAuthed(holding(genuine)), true)
    } finally {
      delete process.env[rules.secret]
    }
  })

  test('says that it cannot tell, without the token', async () => {
    const message =
      /^edgemint\/api: the token cannot be verified now, secret-unavailable\. Bind the secret/
    await assert.rejects(createApi({ policy }).isAuthed(holding(genuine)), (error: Error) => {
      assert.match(error.message, message)
      assert.doesNotMatch(error.message, /eyJ/)
      return true
    })
  })

  test('a renewal’s end does not end the log-in at the API', async () => {
    assert.equal(
      await createApi({ policy: { ...policy, verifier: renewedNoMore } }).isAuthed(holding('abc')),
      true,
    )
  })
})

test('a policy that cannot tell needs a check', async () => {
  const { isAuthed } = createApi({ policy: policyWith() })
  await assert.rejects(
    isAuthed(holding(genuine)),
    /the check is undefined\. Write isAuthed\(request/,
  )
  assert.equal(await isAuthed(holding(genuine), () => true), true)
})

for (const wrong of [{ site: 'https://www.example.com' }, null, 'policy', { cookie: {} }, []]) {
  test(`${JSON.stringify(wrong)} is no policy`, () => {
    const options = { policy: wrong } as unknown as ApiOptions
    const message = /^edgemint\/api: options\.policy is no policy\. Write import \{ policy \} from/
    assert.throws(() => createApi(options), { name: 'TypeError', message })
  })
}
