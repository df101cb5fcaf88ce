import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bundle } from '../../platforms/build.ts'
import { startWorkerd } from '../../platforms/cloudflare/runtime.ts'
import { targets } from '../../platforms/targets.ts'
import { policyOf } from '../cli/policy-of.ts'
import { json, startAnswering } from '../shared/web/verify/answering-server.ts'
import { signingKey } from '../shared/web/verify/signing-key.ts'

const site = 'https://www.example.com'

/** By this Worker's clock whatever it asks takes two minutes. */
const prelude = `
const { now } = Date
let later = 0
Date.now = () => now() + later
const ask = fetch
globalThis.fetch = async (...question) => {
  const answer = await ask(...question)
  later += 120_000
  return answer
}
`

test('workerd: tokens of a new key that come at once are genuine, by one question that they all wait for', async (t) => {
  const [before, since] = [await signingKey('before'), await signingKey('since')]
  const server = await startAnswering(t, json({ keys: [before.publicJwk] }))
  const policy = policyOf({
    verify: {
      jwks: server.url.replace('127.0.0.1', 'localhost'),
      algorithms: ['ES256'],
      issuer: 'https://login.example.net',
      audience: 'shop',
    },
  })
  const worker = await bundle(
    targets.find(({ name }) => name === 'workers')!,
    policy,
  )
  const runtime = await startWorkerd(prelude + worker, 'ASSETS')
  t.after(() => runtime.close())
  const put = async (token: string): Promise<number | undefined> => {
    const headers: [string, string][] = [
      ['origin', site],
      ['authorization', `Bearer ${token}`],
    ]
    const answer = await runtime.fetch({ method: 'PUT', url: `${site}/set-auth-token`, headers })
    return answer?.status
  }
  assert.equal(await put(await before.sign()), 204)
  const both = json({ keys: [before.publicJwk, since.publicJwk] })
  // They come while the first one waits; who comes later finds the key.
  server.answer((...exchange) => void setTimeout(both, 200, ...exchange))
  const inTwoHours = Math.floor(Date.now() / 1000) + 7200
  const token = await since.sign({ exp: inTwoHours })
  assert.deepEqual(await Promise.all([1, 2, 3, 4].map(() => put(token))), [204, 204, 204, 204])
  assert.equal(server.count(), 2)
})
