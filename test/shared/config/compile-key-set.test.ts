import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { assertMistake, compiled, mistakesOf, site } from './compile.ts'

const least = {
  jwks: 'https://login.example.net/keys',
  algorithms: ['RS256'],
  issuer: 'https://login.example.net',
  audience: 'shop',
}
const verifying = (more: object): unknown => ({ site, verify: { ...least, ...more } })

test('a key set: its URL, algorithms, issuer and audience', () => {
  const { audience, ...rest } = least
  assert.deepEqual(compiled(verifying({})).policy.verify, {
    ...rest,
    audiences: [audience],
    clockTolerance: 60,
    requireExpiry: true,
  })
})

test('each algorithm of public keys is taken', () => {
  const algorithms = ['RS512', 'PS384', 'ES256', 'EdDSA', 'Ed25519', 'ML-DSA-65']
  assert.equal('policy' in compiled(verifying({ algorithms })), true)
})

test('log is a field of each way to verify', () => {
  const ways = [
    least,
    { algorithm: 'HS256', secret: 'A_SECRET' },
    { introspect: { style: 'ask', url: 'https://api.example.com/me' } },
  ]
  for (const way of ways) {
    assert.equal(compiled({ site, verify: { ...way, log: true } }).policy.verify?.log, true)
    assert.equal('log' in compiled({ site, verify: { ...way, log: false } }).policy.verify!, false)
    assertMistake(
      { site, verify: { ...way, log: 'yes' } },
      'verify.log',
      /true nor false/,
      /Write true/,
    )
  }
})

suite('mistakes', () => {
  for (const algorithm of ['HS256', 'hs512']) {
    test(`${algorithm} beside public keys: anybody could sign`, () => {
      const config = verifying({ algorithms: ['RS256', algorithm] })
      assertMistake(config, 'verify.algorithms[1]', /shared secret.*anybody could sign/, /RS256/)
    })
  }

  for (const algorithm of [
    'none',
    'RS257',
    'XRS256',
    'PHS256',
    'RS256X',
    '',
    256,
    null,
    Object.create(null),
  ]) {
    test(`${JSON.stringify(algorithm)} is no algorithm`, () => {
      const config = verifying({ algorithms: [algorithm] })
      assertMistake(config, 'verify.algorithms[0]', /is not an algorithm of public keys/, /RS256/)
    })
  }

  for (const algorithms of [[], undefined]) {
    test(`algorithms: ${JSON.stringify(algorithms)} names none`, () => {
      const problem = /^no algorithm is named\.$/
      assertMistake(verifying({ algorithms }), 'verify.algorithms', problem, /RS256/)
    })
  }

  for (const [field, claim] of [
    ['issuer', 'iss'],
    ['audience', 'aud'],
  ]) {
    test(`without ${field} a token for somebody else would pass`, () => {
      const config = verifying({ [field]: undefined })
      assertMistake(config, `verify.${field}`, /somebody else/, new RegExp(`what ${claim} is`))
    })
  }

  for (const jwks of [
    'http://login.example.net/keys',
    'https://user:word@login.example.net/keys',
    'https://login.example.net/keys#1',
    'login.example.net/keys',
    'ftp://login.example.net/keys',
    'ftp://localhost/keys',
    ['https://login.example.net/keys'],
    7,
  ]) {
    test(`${JSON.stringify(jwks)} cannot be asked`, () => {
      assertMistake(
        verifying({ jwks }),
        'verify.jwks',
        /is not a URL/,
        /https, or http on localhost, no user name, no #/,
      )
    })
  }

  test('an issuer that no token has', () => {
    const described = 'https://login.example.net/.well-known/openid-configuration'
    assertMistake(verifying({ issuer: described }), 'verify.issuer', /describes itself/, /"issuer"/)
    const common = 'https://login.microsoftonline.com/common/v2.0'
    assertMistake(verifying({ issuer: common }), 'verify.issuer', /names none/, /your tenant’s ID/)
  })

  test('a field without a URL is told so', () => {
    const config = verifying({ jwks: undefined })
    assertMistake(config, 'verify.jwks', /^the URL is missing\.$/, /such as "https:/)
  })

  test('algorithms in a text are no list, and none of them', () => {
    const mistakes = mistakesOf(verifying({ algorithms: 'RS256' }))
    assert.deepEqual(
      mistakes.map(({ place }) => place),
      ['verify.algorithms', 'verify.algorithms'],
    )
    assert.match(mistakes[0].cure, /^Write verify\.algorithms: \['…'\], with brackets\.$/)
  })

  test('an empty field is told as missing', () => {
    const places = mistakesOf({ site, verify: { jwks: undefined } }).map(({ place }) => place)
    const wanted = ['verify.algorithms', 'verify.issuer', 'verify.audience', 'verify.jwks']
    assert.deepEqual(places, wanted)
  })

  test('a secret has no place beside a key set', () => {
    assertMistake(
      verifying({ secret: 'NAME' }),
      'verify.secret',
      /no such field/,
      /The fields are: jwks/,
    )
  })
})

test('plain http counts on this machine', () => {
  const jwks = 'http://127.0.0.1:4000/keys'
  assertMistake(verifying({ jwks }), 'verify.jwks', /is not a URL/, /http on localhost/)
  const local = 'http://login.localhost:4000/keys'
  const { verify } = compiled(verifying({ jwks: local })).policy
  assert.ok(verify && 'jwks' in verify)
  assert.equal(verify.jwks, local)
})
