import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { CookieJar } from 'tough-cookie'
import { compilePolicy } from '../../../shared/config/compile-policy.ts'
import { formatMistakes } from '../../../shared/config/mistakes.ts'
import { authCookies, stringifySetCookies } from '../../../shared/core/cookie.ts'

const origin = fc.constantFrom(
  'https://www.example.com',
  'https://a.netlify.app',
  'http://localhost',
)
const text = fc.oneof(origin, fc.constantFrom('/', '/a', '/a/*', 'example.com'), fc.string())
const json = fc.jsonValue({ maxDepth: 2 })
const value = fc.oneof(text, fc.array(text, { maxLength: 2 }), json)
const record = (names: string[], field: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.dictionary(fc.constantFrom(...names), field, { maxKeys: 3 })

const cookie = record(
  ['name', 'domain', 'maxAge', 'sameSite', 'path', 'former', 'Path'],
  fc.oneof(value, fc.array(record(['name', 'domain', 'path'], value), { maxLength: 3 })),
)
const bridge = fc
  .tuple(
    fc.constantFrom({}, { path: '/api' }, { path: '/api', preset: 'kuroco' }),
    record(
      ['path', 'preset', 'header', 'scheme', 'cookies', 'navigation', 'tokens', 'Path'],
      fc.oneof(value, record(['url', 'grant', 'expires', 'parameters', 'landing', 'unit'], value)),
    ),
  )
  .map((parts) => Object.assign({}, ...parts))
const verify = record(
  ['algorithm', 'secret', 'jwks', 'algorithms', 'introspect', 'issuer', 'audience', 'log'],
  fc.oneof(value, record(['style', 'url', 'header', 'scheme', 'clientId'], value)),
)
const rest = record(
  [
    'api',
    'endpoint',
    'cookie',
    'siteOrigins',
    'formOrigins',
    'returnTo',
    'verify',
    'bridge',
    'other',
  ],
  fc.oneof(value, cookie),
)
const configs = fc.oneof(
  fc.jsonValue(),
  fc.tuple(origin, rest).map(([site, fields]) => Object.assign({ site }, fields)),
  fc.tuple(origin, cookie).map(([site, fields]) => ({ site, cookie: fields })),
  fc.tuple(origin, verify).map(([site, fields]) => ({ site, verify: fields })),
  fc
    .tuple(origin, fc.oneof(origin, fc.constant('https://api.vendor.com/v1'), fc.webUrl()), bridge)
    .map(([site, api, fields]) => ({ site, api, bridge: fields })),
)

test('any JSON gives a policy, or mistakes that each tell what is wrong and the cure', () => {
  let policies = 0
  fc.assert(
    fc.property(configs, (config) => {
      const compilation = compilePolicy(config)
      if ('policy' in compilation) {
        policies++
        assert.equal('mistakes' in compilation, false)
        for (const warning of compilation.warnings) assert.match(warning, /^The .+\.$/s)
        return
      }
      assert.ok(compilation.mistakes.length > 0)
      for (const { problem, cure } of compilation.mistakes) assert.ok(problem && cure)
      assert.ok(formatMistakes(compilation.mistakes).includes('→'))
    }),
    { numRuns: 600 },
  )
  assert.ok(policies > 10, `only ${policies} of the configs were in order`)
})

test('a site of any hosts gets a cookie that a jar of others keeps', () => {
  const labels = fc.array(fc.constantFrom('a', 'www', 'example', 'netlify', 'uk', 'co', 'github'), {
    maxLength: 3,
  })
  const hosts = fc
    .tuple(
      labels,
      fc.constantFrom('com', 'co.uk', 'netlify.app', 'github.io', 'uk.com', 'localhost'),
    )
    .map(([names, suffix]) => [...names, suffix].join('.'))
  fc.assert(
    fc.property(hosts, fc.option(hosts), (host, apiHost) => {
      const site = `https://${host}`
      const compilation = compilePolicy({ site, ...(apiHost && { api: `https://${apiHost}` }) })
      assert.ok('policy' in compilation)
      const { policy, warnings, obstacles } = compilation
      const jar = new CookieJar(undefined, { prefixSecurity: 'strict' })
      for (const line of stringifySetCookies(authCookies(policy, host, 'abc', 60))) {
        jar.setCookieSync(line, `${site}/`)
      }
      assert.equal(jar.getCookieStringSync(`${site}/set-auth-token`), '__Secure-authToken=abc')
      if (!apiHost) return
      const reachesApi = jar.getCookieStringSync(`https://${apiHost}/`) !== ''
      const isWarned = warnings.length > 0 || obstacles.some(({ place }) => place === 'api')
      assert.equal(isWarned, !reachesApi)
    }),
    { numRuns: 200 },
  )
})
