import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { assertMistake, compiled, mistakesOf, site } from './compile.ts'

const url = 'https://api.example.com/profile'
const ask = { style: 'ask', url }
const issuer = { style: 'rfc7662', url, clientId: 'edgemint', clientSecret: 'CLIENT_SECRET' }
const asking = (introspect: unknown): unknown => ({ site, verify: { introspect } })
const rulesOf = (introspect: unknown): unknown => compiled(asking(introspect)).policy.verify

test('whoever issues the tokens', () => {
  assert.deepEqual(rulesOf(issuer), { introspect: issuer })
})

test('the API, as every request is sent to it', () => {
  const usual = { ...ask, header: 'Authorization', scheme: 'Bearer' }
  assert.deepEqual(rulesOf(ask), { introspect: usual })
  assert.deepEqual(rulesOf({ ...ask, header: 'authorization', scheme: 'Token' }), {
    introspect: { ...ask, header: 'authorization', scheme: 'Token' },
  })
})

test('a header of its own has no scheme', () => {
  const header = 'X-RCMS-API-ACCESS-TOKEN'
  assert.deepEqual(rulesOf({ ...ask, header }), { introspect: { ...ask, header, scheme: '' } })
})

suite('mistakes', () => {
  test('no way to ask', () => {
    const config = asking({ url })
    assertMistake(
      config,
      'verify.introspect.style',
      /undefined is not a way to ask/,
      /'rfc7662'.*'ask'/,
    )
  })

  for (const introspect of ['https://api.example.com/profile', null, [], undefined]) {
    test(`${JSON.stringify(introspect)} says neither whom to ask nor how`, () => {
      const places = mistakesOf(asking(introspect)).map(({ place }) => place)
      assert.deepEqual(places, ['verify.introspect.url', 'verify.introspect.style'])
    })
  }

  test('a URL that anybody could read along', () => {
    const config = asking({ ...ask, url: 'http://api.example.com/profile' })
    assertMistake(config, 'verify.introspect.url', /is not a URL that can be asked/, /https/)
  })

  test('fields of the other way', () => {
    const place = 'verify.introspect.header'
    assertMistake(asking({ ...issuer, header: 'X-A' }), place, /no such field/, /clientSecret/)
    const other = 'verify.introspect.clientId'
    assertMistake(asking({ ...ask, clientId: 'a' }), other, /no such field/, /header, scheme/)
  })

  test('fields a level too high', () => {
    const config = { site, verify: { introspect: ask, clientId: 'a' } }
    assertMistake(config, 'verify.clientId', /no such field/, /introspect: \{ clientId: … \}/)
  })

  test('credentials', () => {
    assertMistake(
      asking({ ...issuer, clientId: 7 }),
      'verify.introspect.clientId',
      /not a text/,
      /quotes/,
    )
    const secret = { ...issuer, clientSecret: 'the secret itself, which is long' }
    assertMistake(asking(secret), 'verify.introspect.clientSecret', /not the name/, /Never write/)
  })

  for (const header of ['X A', '', 'X:A', 7, Object.create(null), 'X\r\nA', 'Constructor']) {
    test(`${JSON.stringify(header)} names no header`, () => {
      const place = 'verify.introspect.header'
      assertMistake(
        asking({ ...ask, header }),
        place,
        /is not the name of a header/,
        /X-Access-Token/,
      )
    })
  }

  for (const header of ['Host', 'content-length', 'Connection', 'X-Forwarded-For']) {
    test(`no token can travel in ${header}`, () => {
      assertMistake(
        asking({ ...ask, header }),
        'verify.introspect.header',
        /^".+" belongs to .*: no token can travel in it\.$/,
        /in which the API wants the token/,
      )
    })
  }

  for (const header of ['X-Session-Cookie', 'Origin-Token', 'Dated', 'X-Via']) {
    test(`a token can travel in ${header}, which only holds the name of such a header`, () => {
      assert.deepEqual(rulesOf({ ...ask, header }), {
        introspect: { ...ask, header, scheme: '' },
      })
    })
  }

  for (const scheme of ['Bearer token', 'a:b', 7, Object.create(null)]) {
    test(`${JSON.stringify(scheme)} is no scheme`, () => {
      const place = 'verify.introspect.scheme'
      assertMistake(asking({ ...ask, scheme }), place, /is not a scheme/, /'Bearer'/)
    })
  }
})
