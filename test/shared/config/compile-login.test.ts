import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { assertMistake, compiled, mistakesOf, site } from './compile.ts'

const issuer = 'https://accounts.google.com'
const secret = 'EDGEMINT_SECRET'
const withLogin = (login: unknown, more: object = {}): object => ({ site, secret, login, ...more })

test('a provider and a client are enough', () => {
  const { policy } = compiled(withLogin({ issuer, clientId: 'shop' }))
  assert.deepEqual(policy.login, {
    issuer,
    clientId: 'shop',
    scope: 'openid',
    responseType: 'code',
    token: 'id_token',
    algorithms: ['RS256'],
    parameters: {},
    secret,
  })
  assert.equal(policy.start, '/set-auth-token/start')
  assert.deepEqual(policy.methods, ['PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'])
  assert.deepEqual(policy.formOrigins, [])
})

test('all that can be said', () => {
  const login = {
    issuer: 'https://login.example.net/tenant/',
    clientId: 'my shop',
    clientSecret: 'CLIENT_SECRET',
    scopes: ['openid', 'email', 'https://example.com/read'],
    response: 'code id_token',
    token: 'access_token',
    algorithms: ['ES256', 'EdDSA'],
    parameters: { audience: 'https://api.example.com' },
  }
  const { policy } = compiled(withLogin(login, { endpoint: '/auth/cookie' }))
  assert.deepEqual(policy.login, {
    issuer: login.issuer,
    clientId: 'my shop',
    clientSecret: 'CLIENT_SECRET',
    scope: 'openid email https://example.com/read',
    responseType: 'code id_token',
    token: 'access_token',
    algorithms: ['ES256', 'EdDSA'],
    parameters: { audience: 'https://api.example.com' },
    secret,
  })
  assert.equal(policy.start, '/auth/cookie/start')
})

test('without a provider nothing of it is in the policy, whether there is a secret or not', () => {
  for (const config of [{ site }, { site, secret }]) {
    const { policy } = compiled(config)
    assert.deepEqual(
      [policy.login, policy.start, policy.methods],
      [undefined, undefined, ['PUT', 'PATCH', 'DELETE', 'OPTIONS']],
    )
  }
})

test('what is undefined is not said', () => {
  const fields = ['clientSecret', 'scopes', 'response', 'token', 'algorithms', 'parameters']
  const login = { issuer, clientId: 'shop', ...Object.fromEntries(fields.map((name) => [name])) }
  assert.deepEqual(
    compiled(withLogin(login)).policy.login,
    compiled(withLogin({ issuer, clientId: 'shop' })).policy.login,
  )
})

test('an id_token alone needs no code', () => {
  const { login } = compiled(withLogin({ issuer, clientId: 'shop', response: 'id_token' })).policy
  assert.deepEqual([login?.responseType, login?.token], ['id_token', 'id_token'])
})

test('each algorithm of public keys that jose knows for OpenID', () => {
  const families = ['RS', 'PS', 'ES'].flatMap((family) => [256, 384, 512].map((n) => family + n))
  for (const algorithm of [...families, 'EdDSA', 'Ed25519']) {
    const login = { issuer, clientId: 'shop', algorithms: [algorithm] }
    assert.deepEqual(compiled(withLogin(login)).policy.login?.algorithms, [algorithm])
  }
})

test('over http on this machine alone', () => {
  const local = 'http://localhost:3000'
  assert.equal(compiled(withLogin({ issuer: local, clientId: 'x' })).policy.login?.issuer, local)
})

test('an issuer that looks like one which fits no token', () => {
  for (const one of [
    'https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0',
    'https://login.microsoftonline.com/commons/v2.0',
    'https://login.microsoftonline.com/v2.0/common',
    'https://a.example/login.microsoftonline.com/common',
    'https://a.example/.well-known/openid-configuration/more',
    'https://a.example/x.well-known/openid-configuration',
    'https://a.example/.well-known/oauth',
  ]) {
    assert.equal(compiled(withLogin({ issuer: one, clientId: 'x' })).policy.login?.issuer, one)
  }
})

suite('mistakes', () => {
  const good = { issuer, clientId: 'shop' }
  const table: [what: string, login: unknown, place: string, problem: RegExp, cure: RegExp][] = [
    ['a text', issuer, 'login', /not an OpenID provider/, /issuer: 'https:/],
    ['no issuer', { clientId: 'x' }, 'login.issuer', /missing/, /well-known\/openid-configuration/],
    ...[
      'accounts.google.com',
      'http://accounts.google.com',
      'https://a.example?x',
      'https://a.example#x',
      'https://user@a.example',
      'https://:word@a.example',
      ' https://a.example',
      7,
    ].map((value): (typeof table)[number] => [
      `the issuer ${value}`,
      { ...good, issuer: value },
      'login.issuer',
      /not an issuer/,
      /such as "https:/,
    ]),
    ...['/', '', '/tenant/', '/.well-known/openid-configuration/'].map(
      (path): (typeof table)[number] => [
        `where the provider below ${path} describes itself`,
        {
          ...good,
          issuer: `https://a.example${path}`.replace(/\/?$/, '/.well-known/openid-configuration'),
        },
        'login.issuer',
        /^this is the address at which the provider describes itself\.$/,
        /"issuer" there, mostly the same without \/\.well-known\/openid-configuration\.$/,
      ],
    ),
    ...['common/v2.0', 'organizations', 'consumers/v2.0', '{tenantid}/v2.0', '{}/'].map(
      (path): (typeof table)[number] => [
        `no tenant of Entra, ${path}`,
        { ...good, issuer: `https://login.microsoftonline.com/${path}` },
        'login.issuer',
        /^Entra’s tokens name the tenant that the user is of, and this names none\.$/,
        /with your tenant’s ID\.$/,
      ],
    ),
    [
      'no client',
      { issuer },
      'login.clientId',
      /missing/,
      /in quotes: the provider shows it to you/,
    ],
    ['a client that begins in Greek', { issuer, clientId: 'ωa' }, 'login.clientId', /ASCII/, /./],
    ['a client that ends in Greek', { issuer, clientId: 'aω' }, 'login.clientId', /ASCII/, /./],
    ['a client that is no text', { issuer, clientId: 7 }, 'login.clientId', /7 is not a text/, /./],
    ['a client in Greek', { issuer, clientId: 'ω' }, 'login.clientId', /not a text of ASCII/, /./],
    [
      'the client’s secret itself',
      { ...good, clientSecret: 'GOCSPX-abcdefghijklmnopqrstuvwxyz1' },
      'login.clientSecret',
      /^this is not the name of a secret\.$/,
      /Never write the secret itself/,
    ],
    ['scopes in a text', { ...good, scopes: 'email' }, 'login.scopes', /not a list/, /brackets/],
    ['two scopes in one', { ...good, scopes: ['a b'] }, 'login.scopes[0]', /not a scope/, /email/],
    ['a scope that is none', { ...good, scopes: [7] }, 'login.scopes[0]', /7 is not/, /email/],
    [
      'a token for a response',
      { ...good, response: 'token' },
      'login.response',
      /./,
      /'code id_token'/,
    ],
    ['a refresh token', { ...good, token: 'refresh_token' }, 'login.token', /./, /'access_token'/],
    [
      'an access token from nowhere',
      { ...good, token: 'access_token', response: 'id_token' },
      'login.token',
      /no access token/,
      /response: 'code'/,
    ],
    [
      'a secret to sign with',
      { ...good, algorithms: ['HS256'] },
      'login.algorithms[0]',
      /./,
      /'RS256'/,
    ],
    ['no signature', { ...good, algorithms: ['none'] }, 'login.algorithms[0]', /./, /'RS256'/],
    [
      'algorithms in a text',
      { ...good, algorithms: 'RS256' },
      'login.algorithms',
      /./,
      /^Write login\.algorithms: \['…'\]/,
    ],
    ['no algorithm', { ...good, algorithms: [] }, 'login.algorithms', /empty/, /leave it out/],
    ['parameters in a text', { ...good, parameters: 'a=b' }, 'login.parameters', /./, /prompt/],
    [
      'a number for a parameter',
      { ...good, parameters: { a: 1 } },
      'login.parameters.a',
      /1 is/,
      /the provider documents it/,
    ],
    ...[
      'client_id',
      'redirect_uri',
      'response_type',
      'response_mode',
      'scope',
      'state',
      'nonce',
      'code_challenge',
      'code_challenge_method',
    ].map((name): (typeof table)[number] => [
      `a ${name} of one’s own`,
      { ...good, parameters: { [name]: 'x' } },
      `login.parameters.${name}`,
      /edgemint itself/,
      /Leave it out/,
    ]),
    [
      'a field that is misspelt',
      { ...good, client: 'x' },
      'login.client',
      /no such field/,
      /clientId/,
    ],
  ]
  for (const [what, login, place, problem, cure] of table) {
    test(what, () => assertMistake(withLogin(login), place, problem, cure))
  }

  test('no secret', () => {
    assertMistake({ site, login: good }, 'secret', /needs a secret/, /openssl rand/)
  })

  test('the secret itself: it is not shown', () => {
    const value = 'Xk2!9aVq7#Lm4$Rt8%Yw1^Zc5&Nb3*Hj6'
    const [mistake, ...others] = mistakesOf({ site, login: good, secret: value })
    assert.deepEqual(others, [])
    assert.equal(mistake.place, 'secret')
    assert.ok(!JSON.stringify(mistake).includes(value))
  })
})
