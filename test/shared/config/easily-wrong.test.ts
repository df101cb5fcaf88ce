import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { pathMatch } from 'tough-cookie'
import { compilePolicy } from '../../../shared/config/compile-policy.ts'

const site = 'https://www.example.com'
const keys = {
  jwks: 'https://login.example.net/keys',
  algorithms: ['RS256'],
  issuer: 'https://login.example.net',
  audience: 'shop',
}

function mistakesOf(config: unknown): string[] {
  const compilation = compilePolicy(config)
  return 'mistakes' in compilation ? compilation.mistakes.map(({ place }) => place) : []
}

suite('what looks right and is not', () => {
  const table: [string, unknown, string[]][] = [
    ['a path instead of a list is one mistake', { returnTo: '/account' }, ['returnTo']],
    ['a glob is not a prefix', { returnTo: ['/a/**'] }, ['returnTo[0]']],
    ['a prefix that ends in a dot segment', { returnTo: ['/a/.*'] }, ['returnTo[0]']],
    ['a prefix in mixed spelling', { cookie: { name: '__Host-http-x' } }, ['cookie.name']],
    ['a prefix in capitals', { cookie: { name: '__HOST-HTTP-x' } }, ['cookie.name']],
    ['a name of every object', { cookie: { name: 'constructor' } }, ['cookie.name']],
    ['the prototype as a name', { cookie: { name: '__proto__' } }, ['cookie.name']],
    ['a wildcard host', { siteOrigins: ['https://*.netlify.app'] }, ['siteOrigins[0]']],
    [
      'an issuer of tokens that is not set',
      { verify: { ...keys, issuer: 'https://undefined/' } },
      ['verify.issuer'],
    ],
    [
      'one of several audiences that is not set',
      { verify: { ...keys, audience: ['a', 'undefined'] } },
      ['verify.audience[1]'],
    ],
    [
      'keys whose address is not filled in',
      { verify: { ...keys, jwks: 'https://${tenant}.example.net/keys' } },
      ['verify.jwks'],
    ],
    [
      'a provider and a client that are not set',
      { secret: 'A', login: { issuer: 'https://undefined', clientId: 'undefined' } },
      ['login.issuer', 'login.clientId'],
    ],
    [
      'a pattern for cookies',
      { api: 'https://api.example.net', bridge: { path: '/api', cookies: ['cart', 'cart-*'] } },
      ['bridge.cookies[1]'],
    ],
    ['a BigInt', { cookie: { maxAge: 86_400n } }, ['cookie.maxAge']],
    ['an object that is no primitive', { cookie: { maxAge: { toString: 1 } } }, ['cookie.maxAge']],
    ['the same as sameSite', { cookie: { sameSite: { toString: 1 } } }, ['cookie.sameSite']],
    [
      'a mistaken site does not hide a mistaken domain',
      { site: 'x', cookie: { domain: '.example.com' } },
      ['site', 'cookie.domain'],
    ],
    [
      'a domain above the registrable one',
      { site: 'https://b.s3.amazonaws.com', cookie: { domain: 'amazonaws.com' } },
      ['cookie.domain'],
    ],
    [
      'a part of an address',
      { site: 'https://1.2.3.4', cookie: { domain: '3.4' } },
      ['cookie.domain'],
    ],
  ]
  for (const [title, config, places] of table) {
    test(title, () => {
      assert.deepEqual(mistakesOf({ site, ...(config as object) }), places)
    })
  }

  test('a cookie path with a slash at the end does not include the endpoint (RFC 6265, 5.1.4)', () => {
    assert.equal(pathMatch('/set-auth-token', '/set-auth-token/'), false)
    const compilation = compilePolicy({ site, cookie: { path: '/set-auth-token/' } })
    assert.equal('warnings' in compilation && compilation.warnings.length, 1)
  })
})

suite('what a message does not tell', () => {
  test('a client’s name that is put together from a variable without a value', () => {
    const login = { issuer: 'https://login.example.net', clientId: 'hunter-undefined' }
    const compilation = compilePolicy({ site, secret: 'A', login })
    assert.ok('mistakes' in compilation)
    assert.match(compilation.mistakes[0].problem, /^it is put together from /)
  })

  const secrets: [string, unknown][] = [
    ['an object', { verify: ['hunter2'] }],
    ['the place of its name', { verify: { algorithm: 'HS256', secret: 'hunter-2' } }],
    ['a field of verify', { verify: { algorithm: 'HS256', secret: 'A', key: 'hunter2' } }],
    ['a string in verify', { verify: 'hunter2' }],
    ['a password in an origin', { api: 'https://user:hunter2@api.example.com' }],
    ['a list', { siteOrigins: [['hunter2']] }],
  ]
  for (const [title, config] of secrets) {
    test(`a secret in ${title}`, () => {
      const compilation = compilePolicy({ site, ...(config as object) })
      assert.ok('mistakes' in compilation)
      assert.doesNotMatch(JSON.stringify(compilation), /hunter/)
    })
  }
})
