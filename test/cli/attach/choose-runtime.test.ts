import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { chooseRuntime } from '../../../cli/attach/choose-runtime.ts'
import type { EdgemintConfig } from '../../../shared/config/config.ts'
import { policyOf } from '../policy-of.ts'

const unnamed = { runtime: 'function', isRuntimeNamed: false } as const
const named = { runtime: 'function', isRuntimeNamed: true } as const
const edge = { runtime: 'lambda-edge', isRuntimeNamed: true } as const

const issuer = 'https://login.example.net'
const api = 'https://api.vendor.com'
const verify = {
  jwks: { jwks: `${issuer}/keys`, algorithms: ['RS256'], issuer, audience: 'shop' },
  introspect: { introspect: { style: 'ask', url: `${api}/me` } },
} satisfies Record<string, EdgemintConfig['verify']>
const bridge = { api, bridge: { path: '/api', header: 'X-Access-Token' } }
const secret = 'EDGEMINT_SECRET'

/** By what of the config a bridge's endpoint needs a network: the words for it. */
const needs: Record<string, [config: Partial<EdgemintConfig>, words: string]> = {
  tokens: [{ api, bridge: { path: '/api', preset: 'kuroco' } }, 'asks the API for tokens'],
  'tokens and a stamp': [
    { api, bridge: { path: '/api', preset: 'kuroco' }, secret },
    'asks the API for tokens',
  ],
  login: [{ ...bridge, secret, login: { issuer, clientId: 'shop' } }, 'asks the OpenID provider'],
  'verify.jwks': [{ ...bridge, verify: verify.jwks }, 'fetches the keys of tokens'],
  'verify.introspect': [{ ...bridge, verify: verify.introspect }, 'asks whether tokens are good'],
}

suite('what the endpoint runs as', () => {
  for (const [what, [config, words]] of Object.entries(needs)) {
    test(`with a bridge and ${what}: as Lambda@Edge, and it says why`, () => {
      const both = `/set-auth-token, which ${words}, runs as Lambda@Edge; /api runs in CloudFront Functions.`
      const policy = policyOf(config)
      assert.deepEqual(chooseRuntime(unnamed, policy), { ...edge, reason: both })
      assert.deepEqual(chooseRuntime(edge, policy), edge)
      assert.throws(() => chooseRuntime(named, policy), {
        message: `--runtime function: /set-auth-token ${words}, and a CloudFront Function can do no such thing.\n  → Leave --runtime out: ${both}`,
      })
    })
  }

  const free: Record<string, Partial<EdgemintConfig>> = {
    'a bridge alone': bridge,
    'a bridge, and a secret that nothing needs': { ...bridge, secret },
    'a bridge and a secret that verifies': {
      ...bridge,
      verify: { algorithm: 'HS256', secret: 'AUTH_TOKEN_SECRET' },
    },
    'no bridge': {},
    // The build refuses those for CloudFront Functions.
    'no bridge, and verify.jwks': { verify: verify.jwks },
  }
  for (const [what, config] of Object.entries(free)) {
    test(`with ${what}: as the person says`, () => {
      for (const asked of [unnamed, named, edge])
        assert.deepEqual(chooseRuntime(asked, policyOf(config)), asked)
    })
  }
})
