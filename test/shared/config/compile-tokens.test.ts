import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { bridgePresets } from '../../../shared/config/bridge-presets.ts'
import type { Tokens } from '../../../shared/core/bridge.ts'
import { assertMistake, compiled, mistakesOf, site } from './compile.ts'

const api = 'https://acme.g.kuroco.app/rcms-api/1'
const bridged = (bridge: object, more: object = {}): object => ({
  site,
  api,
  bridge: { path: '/api', ...bridge },
  ...more,
})
const tokensOf = (bridge: object, more?: object): Tokens | undefined =>
  compiled(bridged(bridge, more)).policy.bridge?.tokens

const whole = {
  url: '/token',
  grant: 'code',
  refresh: 'refresh',
  accessToken: '/access',
  refreshToken: '/refresh',
  expires: '/expires',
}
const cookie = {
  name: '__Secure-authToken-refresh',
  maxAge: 34_560_000,
  domain: '',
  attributes: 'Path=/set-auth-token; HttpOnly; Secure; SameSite=Strict',
  former: [],
}

suite('a preset fills in what is left out', () => {
  test('kuroco', () => {
    const { bridge, cookie: own } = compiled(bridged({ preset: 'kuroco' })).policy
    assert.deepEqual([bridge?.header, bridge?.scheme], ['x-rcms-api-access-token', ''])
    assert.equal(own.name, '__Host-authToken')
    assert.deepEqual(bridge?.tokens, {
      url: `${api}/token`,
      style: 'json',
      grant: 'grant_token',
      field: 'grantToken',
      refresh: 'refresh_token',
      parameters: {},
      accessToken: ['access_token', 'value'],
      refreshToken: ['refresh_token', 'value'],
      expires: ['access_token', 'expiresAt'],
      refreshExpires: ['refresh_token', 'expiresAt'],
      unit: 'seconds',
      logOut: `${api}/logout`,
      cookie,
    })
  })

  test('oauth2, with a token endpoint and a client', () => {
    const url = 'https://login.example.net/oauth/token'
    const tokens = { url, clientId: 'shop', clientSecret: 'CLIENT_SECRET' }
    const { bridge } = compiled(bridged({ preset: 'oauth2', tokens })).policy
    assert.deepEqual([bridge?.header, bridge?.scheme], ['authorization', 'Bearer '])
    assert.deepEqual(bridge?.tokens, {
      url,
      style: 'oauth2',
      grant: 'code',
      field: 'code',
      refresh: 'refresh_token',
      parameters: {},
      accessToken: ['access_token'],
      refreshToken: ['refresh_token'],
      expires: ['expires_in'],
      unit: 'seconds',
      clientId: 'shop',
      clientSecret: 'CLIENT_SECRET',
      cookie,
    })
  })

  test('directus', () => {
    const { bridge } = compiled(
      bridged({ preset: 'directus' }, { api: 'https://cms.acme.com' }),
    ).policy
    assert.deepEqual([bridge?.header, bridge?.scheme], ['authorization', 'Bearer '])
    assert.deepEqual(bridge?.tokens, {
      url: 'https://cms.acme.com/auth/refresh',
      style: 'json',
      grant: 'refresh_token',
      field: 'refreshToken',
      refresh: 'refresh_token',
      parameters: { mode: 'json' },
      accessToken: ['data', 'access_token'],
      refreshToken: ['data', 'refresh_token'],
      expires: ['data', 'expires'],
      unit: 'milliseconds',
      logOut: 'https://cms.acme.com/auth/logout',
      cookie,
    })
  })

  test('but what the config says holds, field by field', () => {
    const tokens = {
      url: '/login/token/',
      logOut: undefined,
      grant: undefined,
      unit: 'milliseconds',
    }
    const { bridge } = compiled(
      bridged({ preset: 'kuroco', header: 'Authorization', tokens }),
    ).policy
    assert.equal(bridge?.scheme, 'Bearer ')
    const { url, logOut, grant, unit } = bridge!.tokens!
    assert.deepEqual(
      [url, logOut, grant, unit],
      [`${api}/login/token/`, `${api}/logout`, 'grant_token', 'milliseconds'],
    )
  })

  test('and false leaves the header alone', () => {
    const { bridge } = compiled(bridged({ preset: 'kuroco', tokens: false })).policy
    assert.deepEqual([bridge?.header, bridge?.tokens], ['x-rcms-api-access-token', undefined])
  })
})

test('without a preset, all that must be said', () => {
  assert.deepEqual(tokensOf({ tokens: whole }), {
    url: `${api}/token`,
    style: 'json',
    grant: 'code',
    field: 'code',
    refresh: 'refresh',
    parameters: {},
    accessToken: ['access'],
    refreshToken: ['refresh'],
    expires: ['expires'],
    unit: 'seconds',
    cookie,
  })
})

test('the page’s field is in camelCase', () => {
  for (const [grant, field] of [
    ['grant_token', 'grantToken'],
    ['GrantToken', 'GrantToken'],
    ['a-b__c2_3', 'aBC23'],
    ['code_', 'code'],
  ]) {
    assert.equal(tokensOf({ tokens: { ...whole, grant } })?.field, field)
  }
})

test('an API’s own names for a client are parameters, where the config names none', () => {
  const parameters = { client_id: 'shop', grant_type: 'grant', lang: 'en' }
  assert.deepEqual(tokensOf({ tokens: { ...whole, parameters } })?.parameters, parameters)
})

test('a pointer’s steps are unescaped (RFC 6901, section 5)', () => {
  for (const [pointer, steps] of [
    ['/a~1b', ['a/b']],
    ['/m~0n', ['m~n']],
    ['/~01', ['~1']],
    ['/ ', [' ']],
    ['/', ['']],
    ['/a/0/b', ['a', '0', 'b']],
    ['/c%d/"', ['c%d', '"']],
  ] as const) {
    assert.deepEqual(tokensOf({ tokens: { ...whole, expires: pointer } })?.expires, steps)
  }
})

test('an address is a path below the API, or a whole one', () => {
  for (const [url, expected] of [
    ['/a/token?lang=en', `${api}/a/token?lang=en`],
    ['https://login.example.net', 'https://login.example.net/'],
    ['http://localhost:3000/token', 'http://localhost:3000/token'],
  ]) {
    assert.equal(tokensOf({ tokens: { ...whole, url } })?.url, expected)
    assert.equal(tokensOf({ tokens: { ...whole, logOut: url } })?.logOut, expected)
  }
})

suite('the refresh token’s cookie', () => {
  test('is named for the auth cookie, whatever its prefix', () => {
    for (const [name, expected] of [
      ['token', '__Secure-token-refresh'],
      ['__Secure-token', '__Secure-token-refresh'],
      ['__Host-Http-token', '__Secure-token-refresh'],
      ['__Http-token', '__Secure-token-refresh'],
    ]) {
      const more = { cookie: { name } }
      assert.equal(tokensOf({ preset: 'kuroco' }, more)?.cookie.name, expected)
    }
  })

  test('in another environment its name ends otherwise', () => {
    const { policy } = compiled(bridged({ preset: 'kuroco' }), 'staging')
    assert.equal(policy.bridge?.tokens?.cookie.name, '__Secure-authToken-staging-refresh')
  })

  test('goes to the endpoint alone, and lives as long as browsers let it, whatever the auth cookie', () => {
    const more = { endpoint: '/auth', cookie: { maxAge: 60 } }
    const { attributes, maxAge } = tokensOf({ preset: 'kuroco' }, more)!.cookie
    assert.deepEqual(
      [attributes, maxAge],
      ['Path=/auth; HttpOnly; Secure; SameSite=Strict', 34_560_000],
    )
  })

  test('one that is named for a former auth cookie is expired with it, once', () => {
    const former = [{ name: 'a' }, { name: '__Host-a' }, { name: 'b', path: '/b' }, { path: '/c' }]
    const more = { cookie: { name: 'token', former } }
    const { attributes } = cookie
    assert.deepEqual(tokensOf({ preset: 'kuroco' }, more)?.cookie.former, [
      { name: '__Secure-a-refresh', domain: '', attributes },
      { name: '__Secure-b-refresh', domain: '', attributes },
    ])
  })
})

suite('the landing', () => {
  test('has a start, both below the endpoint', () => {
    const tokens = { landing: true }
    const { policy } = compiled(bridged({ preset: 'kuroco', tokens }, { endpoint: '/auth' }))
    assert.deepEqual([policy.start, policy.landing], ['/auth/start', '/auth/landing'])
    assert.equal('landing' in policy.bridge!.tokens!, false)
  })

  test('is off by default', () => {
    for (const tokens of [{}, { landing: false }]) {
      const { policy } = compiled(bridged({ preset: 'kuroco', tokens }))
      assert.deepEqual([policy.start, policy.landing], [undefined, undefined])
    }
  })
})

suite('mistakes', () => {
  const missing = /^it is missing\.$/
  const table: [what: string, tokens: object, at: string, problem: RegExp, cure: RegExp][] = [
    ['no address', { url: undefined }, 'url', missing, /"\/token", which follows what api says/],
    ...[
      'token',
      7,
      '/../token',
      '/%2e%2e/token',
      '//token',
      '/a//b',
      '/token#a',
      '/tok en',
      'http://login.example.net/token',
      'https://me:word@login.example.net/token',
      'https://login.example.net/token#a',
    ].map((url): (typeof table)[number] => [
      `the address ${url}`,
      { url },
      'url',
      /^this is not an address that can be asked\.$/,
      /or a whole URL: https/,
    ]),
    ['a log-out elsewhere', { logOut: 'logout' }, 'logOut', /not an address/, /such as "\/token"/],
    ['a style that is none', { style: 'form' }, 'style', /"form"/, /'json', 'oauth2'/],
    ['a unit that is none', { unit: 'minutes' }, 'unit', /"minutes"/, /'milliseconds'/],
    ...['grant', 'refresh'].flatMap((name): (typeof table)[number][] => [
      [`no ${name}`, { [name]: undefined }, name, missing, /such as "grant_token"/],
      ...['', 'a b', '_a', '7', 7, 'constructor', '__proto__', 'to_string', 'a'.repeat(62)].map(
        (value): (typeof table)[number] => [
          `the ${name} ${value}`,
          { [name]: value },
          name,
          /is not the name of a field/,
          /documentation/,
        ],
      ),
    ]),
    ...['accessToken', 'refreshToken', 'expires'].map((name): (typeof table)[number] => [
      `no ${name}`,
      { [name]: undefined },
      name,
      missing,
      /"\/access_token" for \{"access_token": …\}/,
    ]),
    ...['', 'access_token', 'a/b', '/a~', '/a~2', '$.a', 7, ['a'], ['/a']].map(
      (value): (typeof table)[number] => [
        `the pointer ${value}`,
        { refreshExpires: value },
        'refreshExpires',
        /is not a JSON pointer/,
        /where it stands in the API’s answer/,
      ],
    ),
    ['parameters in a text', { parameters: 'a=b' }, 'parameters', /./, /\{ mode: 'json' \}/],
    [
      'a parameter that is no text',
      { parameters: { a: 1 } },
      'parameters.a',
      /1 is not/,
      /the API/,
    ],
    ...['code', 'refresh'].map((name): (typeof table)[number] => [
      `${name} for a parameter`,
      { parameters: { [name]: 'a' } },
      `parameters.${name}`,
      /edgemint itself/,
      /Leave it out/,
    ]),
    ...['grant_type', 'client_id', 'client_secret'].map((name): (typeof table)[number] => [
      `${name} for a parameter`,
      { style: 'oauth2', clientId: 'shop', parameters: { [name]: 'a' } },
      `parameters.${name}`,
      /edgemint itself/,
      /Leave it out/,
    ]),
    [
      'the client’s name twice',
      { clientId: 'shop', parameters: { client_id: 'a' } },
      'parameters.client_id',
      /edgemint itself/,
      /Leave it out/,
    ],
    ['OAuth without a client', { style: 'oauth2' }, 'clientId', missing, /you register the site/],
    ['a secret without a client', { clientSecret: 'SECRET' }, 'clientId', missing, /./],
    [
      'the secret itself',
      { clientId: 'shop', clientSecret: 'the secret itself, which is long' },
      'clientSecret',
      /not the name of a secret/,
      /Never write the secret itself/,
    ],
    ['a text for the landing', { landing: 'yes' }, 'landing', /neither true nor false/, /./],
    ['a field misspelt', { landin: true }, 'landin', /no such field/, /^Write landing\.$/],
  ]
  for (const [what, tokens, at, problem, cure] of table) {
    test(what, () => {
      const config = bridged({ tokens: { ...whole, ...tokens } })
      assertMistake(config, `bridge.tokens.${at}`, problem, cure)
    })
  }

  for (const tokens of [true, null, 'kuroco', ['/token']]) {
    test(`${JSON.stringify(tokens)} does not say how`, () => {
      const cure = /^Write preset: 'kuroco', 'oauth2' or 'directus'; or false, where/
      assertMistake(bridged({ tokens }), 'bridge.tokens', /does not say how/, cure)
    })
  }

  test('oauth2 alone: whom to ask is not known', () => {
    assert.deepEqual(
      mistakesOf(bridged({ preset: 'oauth2' })).map(({ place }) => place),
      ['bridge.tokens.url', 'bridge.tokens.clientId'],
    )
  })

  test('a landing alone: what else must be said', () => {
    assert.deepEqual(
      mistakesOf(bridged({ tokens: { landing: true } })).map(({ place }) => place.slice(14)),
      ['url', 'grant', 'refresh', 'accessToken', 'refreshToken', 'expires'],
    )
  })

  test('a landing a level too high', () => {
    const cure = /^It is tokens\.landing: write tokens: \{ landing: … \}\.$/
    assertMistake(bridged({ preset: 'kuroco', landing: true }), 'bridge.landing', /no such/, cure)
  })

  test('where the API is mistaken, a path below it is not', () => {
    const config = bridged({ tokens: whole }, { api: 'acme' })
    assertMistake(config, 'api', /not an address/, /./)
  })

  const secret = 'EDGEMINT_SECRET'
  const login = { issuer: 'https://accounts.google.com', clientId: 'shop' }
  const verify = { algorithm: 'HS256', secret: 'AUTH_TOKEN_SECRET' }
  test('beside verify', () => {
    const cure = /^Leave verify out; or write bridge: \{ …, tokens: false \}, and the page/
    assertMistake(bridged({ preset: 'kuroco' }, { verify }), 'verify', /which are genuine/, cure)
    assert.ok(tokensOf({ preset: 'kuroco' }, { verify: false }))
  })

  test('beside login', () => {
    const config = bridged({ preset: 'kuroco' }, { login, secret })
    assertMistake(config, 'login', /OpenID provider cannot do so too/, /^Leave login out; or/)
  })

  test('without tokens, both are in order', () => {
    const { policy } = compiled(
      bridged({ preset: 'kuroco', tokens: false }, { login, secret, verify }),
    )
    assert.equal(policy.bridge?.stamp, secret)
    assert.equal(policy.start, '/set-auth-token/start')
  })
})

test('a preset is whole, but for what oauth2 must be told', () => {
  for (const [preset, { tokens }] of Object.entries(bridgePresets)) {
    const told = preset === 'oauth2' ? { tokens: { url: '/token', clientId: 'shop' } } : {}
    const compiledTokens: object = tokensOf({ preset, ...told })!
    for (const name of Object.keys(tokens)) assert.ok(name in compiledTokens, `${preset}: ${name}`)
  }
})
