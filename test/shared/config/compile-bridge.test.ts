import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Bridge } from '../../../shared/core/bridge.ts'
import { ofConnection, ofNetlify, sentByWorkerd } from '../../../shared/core/dropped-headers.ts'
import type { Policy } from '../../../shared/core/policy.ts'
import { assertMistake, compiled, mistakesOf, site } from './compile.ts'

const api = 'https://acme.g.kuroco.app/rcms-api/1'
const bridged = (bridge: object = {}, more: object = {}): object => ({
  site,
  api,
  bridge: { path: '/api', ...bridge },
  ...more,
})
const bridgeOf = (config: object): Bridge | undefined => compiled(config).policy.bridge
const cookieOf = (config: object, environment?: string): Policy['cookie'] =>
  compiled(config, environment).policy.cookie

test('a path and an API are enough', () => {
  const { policy, warnings, obstacles } = compiled(bridged())
  assert.deepEqual(policy.bridge, {
    path: '/api',
    origin: 'https://acme.g.kuroco.app',
    base: '/rcms-api/1',
    header: 'authorization',
    scheme: 'Bearer ',
    cookies: [],
    navigation: false,
  })
  assert.deepEqual([policy.start, policy.landing], [undefined, undefined])
  assert.deepEqual(policy.methods, ['PUT', 'PATCH', 'DELETE', 'OPTIONS'])
  assert.deepEqual([warnings, obstacles.map(({ place }) => place)], [[], ['site']])
})

test('all that can be said', () => {
  const said = {
    path: '/api/v1',
    header: 'X-Access-Token',
    scheme: 'Token',
    cookies: ['cart', '__Host-session', 'cart'],
    navigation: true,
    tokens: false,
  }
  const config = bridged(said, { api: 'http://localhost:3000/', secret: 'EDGEMINT_SECRET' })
  assert.deepEqual(bridgeOf(config), {
    path: '/api/v1',
    origin: 'http://localhost:3000',
    base: '',
    header: 'x-access-token',
    scheme: 'Token ',
    cookies: ['cart', '__Host-session'],
    navigation: true,
  })
})

suite('a stamp is there with the secret, where the endpoint must ask somebody', () => {
  const secret = 'EDGEMINT_SECRET'
  const url = 'https://login.example.net/keys'
  const claims = { issuer: 'https://login.example.net', audience: 'shop' }
  const login = { issuer: 'https://login.example.net', clientId: 'shop' }
  const hs256 = { algorithm: 'HS256', secret: 'VERIFY_SECRET' }
  const rows: [string, object, object, string | undefined][] = [
    ['who makes the tokens', { preset: 'kuroco' }, {}, secret],
    ['who logs users in', {}, { login }, secret],
    ['who logs users in, beside a secret of the API', {}, { login, verify: hs256 }, secret],
    ['for keys', {}, { verify: { jwks: url, algorithms: ['ES256'], ...claims } }, secret],
    ['about each token', {}, { verify: { introspect: { style: 'ask', url } } }, secret],
    ['nobody: a secret of the API tells', {}, { verify: hs256 }, undefined],
    ['nobody: any token is taken', {}, {}, undefined],
    ['nobody: it is said so', { preset: 'kuroco', tokens: false }, { verify: false }, undefined],
  ]
  for (const [who, bridge, more, stamp] of rows) {
    test(who, () => {
      assert.equal(bridgeOf(bridged(bridge, { ...more, secret }))?.stamp, stamp)
      if ('login' in more) return
      assert.equal('stamp' in bridgeOf(bridged(bridge, more))!, false)
    })
  }
})

test('without a bridge nothing of it is in the policy', () => {
  const { policy } = compiled({ site, api: 'https://api.example.com', secret: 'EDGEMINT_SECRET' })
  assert.deepEqual(
    Object.keys(policy).filter((name) => /bridge|start|landing/.test(name)),
    [],
  )
})

test('the path that is proposed is not the one that is in the way', () => {
  for (const endpoint of ['/api', '/api/log-in']) {
    const cure = /^Write a path beside it, such as "\/backend"/
    assertMistake(bridged({}, { endpoint }), 'bridge.path', /in one another/, cure)
  }
})

test('a header of one’s own has no scheme, whatever its case', () => {
  for (const [header, scheme] of [
    ['AUTHORIZATION', 'Bearer '],
    ['X-Token', ''],
    ['X-Host', ''],
    ['Hosted-Token', ''],
  ]) {
    assert.equal(bridgeOf(bridged({ header }))?.scheme, scheme)
  }
  assert.equal(bridgeOf(bridged({ scheme: '' }))?.scheme, '')
})

suite('the API', () => {
  for (const [address, origin, base] of [
    ['https://api.vendor.com', 'https://api.vendor.com', ''],
    ['https://api.vendor.com/', 'https://api.vendor.com', ''],
    ['https://api.vendor.com:8443/v1/', 'https://api.vendor.com:8443', '/v1'],
    ["https://api.vendor.com/a.b/~c;d=1,2:3@4!$&'()+", 'https://api.vendor.com', undefined],
    ['https://www.example.com:8443', 'https://www.example.com:8443', ''],
    ['https://api.example.com/v1', 'https://api.example.com', '/v1'],
  ]) {
    test(`${address} is one`, () => {
      const bridge = bridgeOf(bridged({}, { api: address }))!
      assert.equal(bridge.origin, origin)
      assert.equal(bridge.base, base ?? new URL(address!).pathname)
    })
  }

  for (const [address, problem, cure] of [
    [undefined, /needs the API that it leads to/, /^Write api: 'https:/],
    [site, /the site itself/, /has by itself/],
    [`${site}/v1`, /the site itself/, /has by itself/],
    ['api.vendor.com', /"api\.vendor\.com" is not an address\.$/, /"https:\/\/" and the host/],
    ['http://api.vendor.com/v1', /is not https/, /^Write "https:\/\/api\.vendor\.com\/v1"\.$/],
    ['https://me@api.vendor.com/v1', /no user name/, /^Write "https:\/\/api\.vendor\.com\/v1"\.$/],
    ['https://api.vendor.com/v1?a=b', /as browsers write it/, /^Write ".*\/v1"\.$/],
    ['https://api.vendor.com/v1#a', /as browsers write it/, /^Write ".*\/v1"\.$/],
    ['https://api.vendor.com/v1?', /as browsers write it/, /^Write ".*\/v1"\.$/],
    ['https://api.vendor.com/a/../v1', /as browsers write it/, /^Write ".*\/v1"\.$/],
    ['https://API.vendor.com/v1', /as browsers write it/, /^Write "https:\/\/api.*\/v1"\.$/],
    ['https://api.vendor.com/v1//', /as browsers write it|different ways/, /./],
    ['https://api.vendor.com//v1', /in different ways/, /such as "https:\/\/api\.vendor\.com\/v1"/],
    ['https://api.vendor.com/a%2fb', /in different ways/, /letters, digits/],
  ] as const) {
    test(`${address} is none`, () => {
      assertMistake(bridged({}, { api: address }), 'api', problem, cure)
    })
  }

  test('a path is for a bridge alone', () => {
    const cure = /^Write "https:\/\/acme\.g\.kuroco\.app"\.$/
    assertMistake({ site, api }, 'api', /is not an origin as browsers write it/, cure)
  })
})

suite('the cookie', () => {
  const strict = 'Path=/; HttpOnly; Secure; SameSite=Strict'

  test('is the host’s alone, and the former default is expired wherever it was', () => {
    assert.deepEqual(cookieOf(bridged()), {
      name: '__Host-authToken',
      maxAge: 34_560_000,
      domain: '',
      attributes: strict,
      former: [{ name: '__Secure-authToken', attributes: strict }],
    })
  })

  test('in another environment both names end in its name', () => {
    const { name, former } = cookieOf(bridged(), 'staging')
    assert.deepEqual(
      [name, former[0].name],
      ['__Host-authToken-staging', '__Secure-authToken-staging'],
    )
  })

  test('one that the config names has no former default, and no Domain either', () => {
    const { name, domain, former } = cookieOf(bridged({}, { cookie: { name: 'token' } }))
    assert.deepEqual([name, domain, former], ['token', '', []])
  })

  for (const environment of ['production', 'staging']) {
    test(`one of the former default’s name with another Path is expired beside it, in ${environment}`, () => {
      const name = cookieOf(bridged(), environment).former[0].name
      const former = [{ name, path: '/app' }]
      const paths = cookieOf(bridged({}, { cookie: { former } }), environment).former.map(
        (each) => [each.name, each.domain, each.attributes.split(';')[0]],
      )
      assert.deepEqual(paths, [
        [name, undefined, 'Path=/'],
        [name, undefined, 'Path=/app'],
      ])
    })
  }

  test('what the config lists as former stays, and the default is there once', () => {
    for (const [former, names] of [
      [[{ name: 'token' }], ['__Secure-authToken', 'token']],
      [
        [{ name: 'token' }, { name: '__Secure-authToken' }],
        ['token', '__Secure-authToken'],
      ],
      [
        [{ name: '__Secure-authToken', domain: false }],
        ['__Secure-authToken', '__Secure-authToken'],
      ],
      [[{ name: '__Secure-authToken', path: '/' }], ['__Secure-authToken']],
    ]) {
      const cookie = cookieOf(bridged({}, { cookie: { former } }))
      assert.deepEqual(
        cookie.former.map(({ name }) => name),
        names,
      )
    }
  })

  test('a Domain is warned of: nobody needs it', () => {
    const { warnings } = compiled(bridged({}, { cookie: { name: 'token', domain: 'example.com' } }))
    assert.deepEqual(warnings, [
      'The cookie goes to every host under example.com, and with bridge none of them needs it. Leave cookie.domain out.',
    ])
    assert.deepEqual(compiled(bridged({}, { cookie: { domain: false } })).warnings, [])
  })

  test('SameSite is Strict', () => {
    for (const sameSite of ['Lax', 'None']) {
      const config = bridged({}, { cookie: { sameSite } })
      assertMistake(config, 'cookie.sameSite', /another site could/, /^Write "Strict"/)
    }
    assert.equal(cookieOf(bridged({}, { cookie: { sameSite: 'Strict' } })).attributes, strict)
  })

  test('its path holds that of the bridge', () => {
    const cookie = { name: 'token', path: '/app' }
    const config = bridged({ path: '/application' }, { cookie, endpoint: '/app/cookie' })
    assertMistake(config, 'cookie.path', /\/app never comes to \/application/, /Leave path out/)
    assert.ok(bridgeOf(bridged({ path: '/app/api' }, { cookie, endpoint: '/app/cookie' })))
    const same = { cookie: { name: 'token', path: '/app/' }, endpoint: '/app/cookie' }
    assert.ok(bridgeOf(bridged({ path: '/app/api' }, same)))
  })
})

suite('mistakes', () => {
  const table: [what: string, bridge: object, place: string, problem: RegExp, cure: RegExp][] = [
    ['no path', { path: undefined }, 'bridge.path', /the path is missing/, /such as "\/api"/],
    ['a path with a pattern', { path: '/api/*' }, 'bridge.path', /not the path of a bridge/, /./],
    ['the whole site', { path: '/' }, 'bridge.path', /"\/" is not the path/, /without a slash/],
    ['a slash at the end', { path: '/api/' }, 'bridge.path', /is not the path/, /without a slash/],
    ['a dot segment', { path: '/api/..' }, 'bridge.path', /is not the path/, /./],
    ['a path of Netlify', { path: '/.netlify/a' }, 'bridge.path', /platform itself/, /\/api/],
    [
      'the endpoint',
      { path: '/set-auth-token' },
      'bridge.path',
      /in one another/,
      /beside it, such as "\/api"/,
    ],
    [
      'below the endpoint',
      { path: '/set-auth-token/api' },
      'bridge.path',
      /in one another/,
      /such as "\/api"\.$/,
    ],
    ['a preset that is none', { preset: 'Kuroco' }, 'bridge.preset', /"Kuroco"/, /'kuroco'/],
    ['a name of JavaScript', { header: '__proto__' }, 'bridge.header', /not the name/, /./],
    ['no header', { header: 'X Y' }, 'bridge.header', /not the name of a header/, /Access-Token/],
    ['no scheme', { scheme: 'a b' }, 'bridge.scheme', /is not a scheme/, /'Bearer'/],
    ...[
      'Host',
      'cookie',
      'Set-Cookie',
      'Content-Length',
      'Content-Type',
      'Transfer-Encoding',
      'Connection',
      'Upgrade',
      'Origin',
      'Referer',
      'Sec-Fetch-Site',
      'Proxy-Authorization',
      'X-Forwarded-For',
      'CF-Connecting-IP',
      'CDN-Loop',
      'X-Amz-Cf-Id',
      'X-Amzn-Trace-Id',
      'X-Edge-Location',
      'X-Accel-Buffering',
      'X-Cache',
      'X-Real-IP',
      'Via',
      'X-NF-Token',
      'CloudFront-Viewer-Country',
      'X-HTTP-Method-Override',
      'True-Client-IP',
      'Forwarded',
      'Accept',
      'Range',
      'User-Agent',
      'HTTP2-Settings',
      ...ofConnection,
      ...sentByWorkerd,
      `${ofNetlify}anything`,
    ].map((header): (typeof table)[number] => [
      `the header ${header}`,
      { header },
      'bridge.header',
      /no token can travel in it/,
      /in which the API wants the token/,
    ]),
    ['cookies in a text', { cookies: 'cart' }, 'bridge.cookies', /not a list/, /brackets/],
    ['a cookie that is none', { cookies: ['a b'] }, 'bridge.cookies[0]', /not a cookie name/, /./],
    [
      'a pattern for cookies',
      { cookies: ['cart-*'] },
      'bridge.cookies[0]',
      /^cart-\* is no pattern here\.$/,
      /^Write out the name/,
    ],
    ['a cookie without a name', { cookies: [undefined] }, 'bridge.cookies[0]', /null is not/, /./],
    ...[
      '__Host-authToken',
      '__Secure-authToken',
      '__Secure-authToken-refresh',
      '__Host-authToken-stamp',
      '__Host-edgemint-login-abcdefgh',
    ].map((name): (typeof table)[number] => [
      `the cookie ${name}`,
      { cookies: ['cart', name] },
      'bridge.cookies[1]',
      /is edgemint’s own/,
      /Leave it out/,
    ]),
    ['a number for navigation', { navigation: 1 }, 'bridge.navigation', /1 is neither/, /true/],
    ['a field misspelt', { heder: 'X' }, 'bridge.heder', /no such field/, /^Write header\.$/],
    [
      'a field of tokens',
      { accessToken: '/a' },
      'bridge.accessToken',
      /no such field/,
      /^It is tokens\.accessToken: write tokens: \{ accessToken: … \}\.$/,
    ],
  ]
  for (const [what, bridge, place, problem, cure] of table) {
    test(what, () => assertMistake(bridged(bridge), place, problem, cure))
  }

  test('of a path that is none, nothing else is said', () => {
    const cookie = { name: 'token', path: '/app' }
    const config = bridged({ path: '/app/*' }, { cookie, endpoint: '/app/cookie' })
    assertMistake(config, 'bridge.path', /not the path of a bridge/, /./)
  })

  test('a bridge of a site that is none', () => {
    assertMistake(bridged({}, { site: 'www.example.com' }), 'site', /not an origin/, /https/)
  })

  test('a path that holds the endpoint', () => {
    const config = bridged({ path: '/auth' }, { endpoint: '/auth/cookie' })
    assertMistake(config, 'bridge.path', /in one another/, /, or move the endpoint\.$/)
  })

  for (const bridge of [true, 'kuroco', null, ['/api']]) {
    test(`${JSON.stringify(bridge)} is no bridge`, () => {
      const cure = /^Write bridge: \{ path: '\/api', preset: 'kuroco' \}\.$/
      assertMistake({ site, api, bridge }, 'bridge', /is not a bridge/, cure)
    })
  }

  test('a field a level too high', () => {
    const cure = /^It is bridge\.header: write bridge: \{ header: … \}\.$/
    assertMistake({ site, header: 'X-Token' }, 'header', /no such field/, cure)
  })

  test('all at once, in the order of the config', () => {
    const config = bridged(
      { path: '/', header: 'Host' },
      { api: undefined, cookie: { sameSite: 'Lax' } },
    )
    assert.deepEqual(
      mistakesOf(config).map(({ place }) => place),
      ['cookie.sameSite', 'api', 'bridge.path', 'bridge.header'],
    )
  })
})
