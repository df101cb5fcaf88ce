import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { formatMistakes } from '../../../shared/config/mistakes.ts'
import { compiled } from './compile.ts'

const site = 'https://www.acme.com'

suite('what will not work once it is deployed', () => {
  const table: [config: object, obstacle: RegExp | undefined][] = [
    [{ site }, undefined],
    [{ site, api: 'https://api.acme.com' }, undefined],
    [{ site, api: site }, undefined],
    [{ site: 'https://www.notexample.com' }, undefined],
    [{ site: 'https://shop.netlify.app' }, undefined],
    [{ site: 'http://localhost:8888', api: 'http://localhost:3000' }, undefined],
    [
      { site, api: 'http://localhost:3000/v1', bridge: { path: '/api' } },
      /^ {2}api: http:\/\/localhost:3000 is whichever machine [^\n]*\n {4}→ [^\n]*: docs\/deploy\.md\.$/,
    ],
    [
      { site, api: 'http://api.localhost:3000' },
      /^ {2}api: [^\n]* whichever machine [^\n]*\n[^\n]*$/,
    ],
    [
      { site, api: 'https://127.0.0.1:3000', bridge: { path: '/api' } },
      /^ {2}api: https:\/\/127\.0\.0\.1:3000 is whichever machine/,
    ],
    ...['[::1]', '[::]', '0.0.0.0'].map((host): (typeof table)[number] => [
      { site, api: `https://${host}` },
      /^ {2}api: [^\n]* whichever machine/,
    ]),
    [{ site, api: 'https://127.acme.com' }, undefined],
    [
      { site, api: 'https://api.example.com/v1', bridge: { path: '/api' } },
      /^ {2}api: https:\/\/api\.example\.com is a placeholder of the examples\.\n {4}→ Write [^\n]*your own API, [^\n]*$/,
    ],
    [{ site, api: 'https://api.example.com' }, /^ {2}api: [^\n]* is a placeholder[^\n]*\n[^\n]*$/],
    [{ site: 'https://127.0.0.1', api: 'https://127.0.0.1:3000' }, undefined],
    [{ site: 'https://example.com' }, /^ {2}site: https:\/\/example\.com is the placeholder/],
    [
      { site, api: 'https://acme.a.vendor.net' },
      /^ {2}api: no browser sends the cookie of www\.acme\.com to acme\.a\.vendor\.net, which belongs to another domain\.\n {4}→ Give the API a host under acme\.com, such as https:\/\/api\.acme\.com\. Or write bridge: \{ path: '\/api' \}, and the site itself hands requests on, .*: docs\/bridge\.md\.$/,
    ],
    [{ site, api: 'https://badacme.com' }, /^ {2}api: .* to badacme\.com, /],
    [{ site: 'https://acme.co.uk', api: 'https://api.other.co.uk' }, /under acme\.co\.uk, such/],
    [{ site, api: 'https://acme.a.vendor.net/v1', bridge: { path: '/api' } }, undefined],
    [
      { site: 'https://me.netlify.app', api: 'https://my-api.netlify.app' },
      /→ Give the site a domain of your own, and the API a host under it\. Or write bridge: /,
    ],
  ]
  for (const [config, expected] of table) {
    test(JSON.stringify(config), () => {
      const { obstacles, warnings } = compiled(config)
      if (expected) assert.match(formatMistakes(obstacles), expected)
      else assert.deepEqual(obstacles, [])
      assert.ok(warnings.every((warning) => !warning.includes('will not send')))
    })
  }

  test('the placeholder and an API elsewhere are told together', () => {
    const { obstacles } = compiled({ site: 'https://example.com', api: 'https://api.example.net' })
    assert.deepEqual(
      obstacles.map(({ place }) => place),
      ['site', 'api'],
    )
  })
})

suite('what the function itself asks', () => {
  const clientId = 'shop'
  const secret = 'SECRET'
  const introspect = { style: 'ask' }
  const bridge = { path: '/api', preset: 'oauth2' }
  const api = 'https://api.acme.com'
  const fields: [place: string, config: (url: string) => object][] = [
    [
      'verify.jwks',
      (jwks) => ({ verify: { jwks, algorithms: ['RS256'], issuer: 'a', audience: 'a' } }),
    ],
    ['verify.introspect.url', (url) => ({ verify: { introspect: { ...introspect, url } } })],
    ['login.issuer', (issuer) => ({ secret, login: { issuer, clientId } })],
    ['bridge.tokens.url', (url) => ({ api, bridge: { ...bridge, tokens: { url, clientId } } })],
    [
      'bridge.tokens.logOut',
      (logOut) => ({ api, bridge: { ...bridge, tokens: { url: `${api}/t`, clientId, logOut } } }),
    ],
  ]
  for (const [place, config] of fields) {
    const obstacles = (url: string, more: object = {}): string =>
      formatMistakes(compiled({ site, ...config(url), ...more }).obstacles)

    test(`${place} is on no machine of our own, and no example`, () => {
      assert.match(
        obstacles('http://localhost:4000/a'),
        new RegExp(
          `^  ${place}: http://localhost:4000 is the machine that the function runs on, and nothing answers there\\.\n    → Write .* for everybody\\. Where it differs .*: docs/deploy\\.md\\.$`,
        ),
      )
      assert.match(
        obstacles('https://login.example.com/a'),
        new RegExp(
          `^  ${place}: https://login\\.example\\.com is a placeholder of the examples\\.\n    → Write the address that it has for everybody\\.$`,
        ),
      )
      assert.equal(obstacles('https://login.notexample.com/a'), '')
    })

    test(`${place} may be on this machine, or an example, where the site is`, () => {
      assert.equal(obstacles('http://localhost:4000/a', { site: 'http://localhost:8888' }), '')
    })
  }

  test('what is on the API’s own host is told with it', () => {
    const here = 'http://localhost:4000'
    const tokens = { url: `${here}/token`, logOut: `${here}/revoke`, clientId }
    const { obstacles } = compiled({ site, api: here, bridge: { ...bridge, tokens } })
    assert.deepEqual(
      obstacles.map(({ place }) => place),
      ['api'],
    )
  })
})

suite('outside production the default cookie has a name of its own', () => {
  test('default', () => {
    assert.equal(compiled({ site }, 'staging').policy.cookie.name, '__Secure-authToken-staging')
    assert.equal(compiled({ site }, 'production').policy.cookie.name, '__Secure-authToken')
    assert.equal(compiled({ site }).policy.cookie.name, '__Secure-authToken')
  })

  test('a name that the config gives stays', () => {
    const { policy } = compiled({ site, cookie: { name: 'token' } }, 'staging')
    assert.equal(policy.cookie.name, 'token')
  })

  test('a former cookie without a name has the name of this environment', () => {
    const { policy } = compiled({ site, cookie: { former: [{ path: '/app' }] } }, 'staging')
    assert.equal(policy.cookie.former[0].name, '__Secure-authToken-staging')
  })
})
