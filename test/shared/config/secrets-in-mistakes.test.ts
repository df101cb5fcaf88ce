import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compilePolicy } from '../../../shared/config/compile-policy.ts'
import { formatMistakes } from '../../../shared/config/mistakes.ts'

const site = 'https://www.acme.com'
const former = [{ name: 'token', domain: 'acme.com', path: '/app' }]

/** Between them they have every field that takes a text. */
const configs = [
  {
    site,
    api: 'https://api.acme.com',
    endpoint: '/set-auth-token',
    cookie: { name: '__Secure-a', domain: 'acme.com', sameSite: 'Strict', path: '/', former },
    siteOrigins: [site],
    formOrigins: ['https://id.acme.com'],
    returnTo: ['/'],
    verify: { algorithm: 'HS256', secret: 'KEY', issuer: 'acme', audience: 'shop' },
    secret: 'OWN_KEY',
  },
  {
    site,
    api: 'https://api.vendor.com/v1',
    verify: {
      jwks: 'https://id.acme.com/jwks',
      algorithms: ['RS256'],
      issuer: 'https://id.acme.com',
      audience: 'shop',
    },
    bridge: {
      path: '/api',
      header: 'X-Token',
      scheme: 'Bearer',
      cookies: ['lang'],
      tokens: { url: '/token', grant: '/grant', parameters: { a: 'b' }, clientSecret: 'CLIENT' },
    },
  },
  {
    site,
    verify: {
      introspect: { style: 'rfc7662', url: 'https://id.acme.com/ask', clientId: 'a', secret: 'B' },
    },
  },
  {
    site,
    login: { issuer: 'https://id.acme.com', clientId: 'shop', scopes: ['openid'], logOut: '/' },
    secret: 'OWN_KEY',
  },
  { site, api: 'https://a.g.kuroco.app/rcms-api/1', bridge: { path: '/api', preset: 'kuroco' } },
]

const withSecrets = [
  'https://svc:hunter2@a.acme.com/x',
  'http://svc:hunter2@localhost',
  'https://svc:hunter2/3@a.acme.com',
  `https://${'long'.repeat(20)}:hunter2@a.acme.com`,
  'svc:hunter2@a.acme.com',
  'https://a.acme.com/x?key=hunter2',
  'https://a.acme.com/#token=hunter2',
  '/x?key=hunter2',
]

/** The value, each time with another one of its texts in another way. */
function* replaced(value: unknown, text: string): Generator<unknown> {
  if (typeof value === 'string') yield text
  if (typeof value !== 'object' || value === null) return
  for (const [key, item] of Object.entries(value)) {
    for (const other of replaced(item, text)) {
      yield Array.isArray(value) ? [other] : { ...value, [key]: other }
    }
  }
}

for (const text of withSecrets) {
  test(`wherever ${text.slice(0, 40)} is written, no message shows what is secret in it`, () => {
    let told = 0
    for (const config of configs) {
      for (const changed of replaced(config, text)) {
        const compilation = compilePolicy(changed)
        const messages =
          'mistakes' in compilation
            ? formatMistakes(compilation.mistakes)
            : compilation.warnings.join('\n')
        assert.doesNotMatch(messages, /hunter2/, JSON.stringify(changed))
        if ('mistakes' in compilation) told++
      }
    }
    assert.ok(told > 20, String(told))
  })
}
