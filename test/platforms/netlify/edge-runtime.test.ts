import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startTarget } from '../../../platforms/build.ts'
import type { Runtime } from '../../../platforms/runtime.ts'
import { findTarget } from '../../../platforms/targets.ts'
import { aroundAll } from '../../around-all.ts'
import { startSmallProvider, type SmallProvider } from '../../shared/web/login/small-provider.ts'
import { policyOf } from '../../cli/policy-of.ts'

// Netlify's edge compresses what a browser takes compressed, and so does the Deno that stands in for it.

const site = 'https://www.example.com'
let provider: SmallProvider
let edge: Runtime
aroundAll(
  async () => {
    provider = await startSmallProvider()
    const policy = policyOf({
      login: { issuer: provider.issuer, clientId: 'shop' },
      secret: 'EDGEMINT_SECRET',
    })
    const secrets = { EDGEMINT_SECRET: 'an edgemint secret for tests, of enough octets' }
    edge = await startTarget(findTarget('netlify-edge'), policy, secrets)
  },
  async () => {
    await edge?.close()
    await provider?.close()
  },
)

for (const coding of ['gzip', 'br', 'gzip, deflate, br, zstd', 'identity']) {
  test(`the body is text for who takes ${coding}`, async () => {
    const answer = await edge.fetch({
      method: 'POST',
      url: `${site}/set-auth-token/start`,
      headers: [
        ['origin', site],
        ['accept-encoding', coding],
      ],
    })
    assert.equal(answer?.status, 200)
    // Deno says so where it has compressed, and the body's coding is gone with the coding.
    const values = new Map(answer.headers)
    assert.equal(values.has('vary'), coding !== 'identity')
    assert.equal(values.has('content-encoding'), false)
    const { url } = JSON.parse(answer.body) as { url: string }
    assert.equal(new URL(url).origin, provider.issuer)
  })
}
