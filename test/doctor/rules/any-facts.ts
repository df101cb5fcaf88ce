import fc from 'fast-check'
import {
  answerFailureReasons,
  answerHeaders,
  dnsFailureReasons,
  dnsQuestions,
  foreignOrigin,
  type Answer,
  type ApiFacts,
  type BridgeFacts,
  type DnsFailure,
  type EndpointFacts,
  type Facts,
  type HostFacts,
  type PageFacts,
  type RecordedCookie,
  type SetCookie,
} from '../../../doctor/facts.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'

/** In every cookie's value, and nowhere else in the facts. */
export const secret = 's3cr3tv4lue'

const names = [
  'example.com',
  'www.example.com',
  'api.example.com',
  'www.example.co.uk',
  'api.example.co.uk',
  'shop.netlify.app',
  'api.netlify.app',
  'site.a.kuroco.app',
  'd1.cloudfront.net',
  'www.google.com',
  'accounts.google.com',
  'consent.google.com',
  'co.uk',
  '__proto__',
]
const literals = ['203.0.113.5', '[2001:db8::1]', 'localhost', 'api.localhost']
const targets = [
  ...names,
  'd2.cloudfront.net',
  'www.netlify.app',
  'a.elb.eu-west-1.amazonaws.com',
  'api-1.eu-west-1.elb.amazonaws.com',
  'x.herokudns.com',
  'y.herokudns.com',
  'cname.vercel-dns.com',
  'balancer',
]

/** Some near to each other, some far. */
export const addresses = fc.constantFrom(
  '203.0.113.5',
  '203.0.200.9',
  '203.1.113.5',
  '198.51.100.7',
  '127.0.0.1',
  '0.0.0.0',
  '::1',
  '2001:db8:1:2::1',
  '2001:db8:1:2:ffff::9',
  '2001:db8:1:3::1',
  '64:ff9b::cb00:7105',
  '::ffff:203.0.113.5',
)

/** As fast-check's own unit `binary`, which takes seconds to begin: it looks each of them up. */
const anyCharacter = fc
  .integer({ min: 0, max: 0x10_f7_ff })
  .map((at) => String.fromCodePoint(at < 0xd8_00 ? at : at + 0x8_00))

/** Strings that somebody may send to do harm. */
const hostile = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: anyCharacter, maxLength: 12 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'hasOwnProperty',
    '<script>alert(1)</script>',
    '${x}',
    '"\\\u0000\u2028',
    ', no-store, max-age=9e999',
    'max-age=99999999999999999999',
    '-1',
    'NaN',
    ' '.repeat(30),
  ),
)

const failures: fc.Arbitrary<DnsFailure> = fc.record({
  question: fc.constantFrom(...dnsQuestions),
  name: fc.constantFrom(...targets),
  reason: fc.constantFrom(...dnsFailureReasons),
})

const hosts: fc.Arbitrary<HostFacts> = fc.record(
  {
    cnames: fc.array(fc.constantFrom(...targets), { maxLength: 3 }),
    addresses: fc.uniqueArray(addresses, { maxLength: 5 }),
    failures: fc.array(failures, { maxLength: 2 }),
  },
  { requiredKeys: ['cnames', 'addresses'] },
)

const attributes = fc.oneof(
  fc.constantFrom(
    'Secure',
    'HttpOnly',
    'Partitioned',
    'Path=/',
    'Path=/account',
    'Path',
    'SameSite=Strict',
    'SameSite=Lax',
    'SameSite=None',
    'SameSite=foo',
    'Max-Age=34560000',
    'Max-Age=604800',
    'Max-Age=604801',
    'Max-Age=0',
    'Max-Age=99999999999999999999999',
    'Expires=Fri, Jan 01 2100 00:00:00 GMT',
    'Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    'Domain=example.com',
    'Domain=com',
    'Domain=netlify.app',
    'Domain=',
    `Domain=${'x'.repeat(1025)}`,
    `data=${secret}`,
    secret,
  ),
  fc
    .tuple(fc.constantFrom('Domain', 'Path', 'Expires', 'Max-Age', 'SameSite', 'x'), hostile)
    .map((parts) => parts.join('=')),
)

const prefixes = fc.constantFrom('', '__Secure-', '__Host-', '__http-', '__Host-Http-', '__proto__')

export const cookies: fc.Arbitrary<SetCookie> = fc
  .tuple(
    prefixes,
    fc.oneof(fc.constantFrom('id', ''), hostile),
    fc.array(attributes, { maxLength: 9 }),
  )
  .map(([prefix, name, parts]) =>
    // A name without "=" would be a value.
    parseSetCookie([`${prefix}${name.replaceAll(/[=;]/g, '')}=${secret}`, ...parts].join('; ')),
  )

const headers: fc.Arbitrary<Record<string, string>> = fc.dictionary(
  fc.constantFrom(...answerHeaders),
  fc.oneof(
    fc.constantFrom(
      'no-store',
      'max-age=600',
      'no-cache',
      'text/html',
      'application/problem+json',
      'https://www.example.com',
      foreignOrigin,
      '*',
      'true',
      'content-type',
      'PUT, POST',
      'Hit from cloudfront',
      'Netlify',
      'Sat, 21 Nov 2026 00:00:00 GMT',
      '3',
    ),
    hostile,
  ),
  { maxKeys: 5 },
)

const answered: fc.Arbitrary<Answer> = fc.record(
  {
    status: fc.constantFrom(200, 204, 301, 308, 400, 401, 403, 404, 405, 415, 500, 502),
    headers,
    problem: fc.constantFrom(
      'cross-origin',
      'method-not-allowed',
      'token-missing',
      'not-authenticated',
      'something-else',
    ),
    cookies: fc.array(cookies, { maxLength: 2 }),
  },
  { requiredKeys: ['status'] },
)

const unanswered: fc.Arbitrary<Answer> = fc
  .record({
    reason: fc.constantFrom(...answerFailureReasons),
    detail: hostile,
  })
  .map((failure) => ({ failure }))

const answers = fc.oneof({ arbitrary: answered, weight: 3 }, { arbitrary: unanswered, weight: 1 })

const urls = fc
  .tuple(
    fc.constantFrom('https', 'https', 'https', 'http'),
    fc.constantFrom(...names.slice(0, 8), ...names, ...literals),
    fc.constantFrom('/', '/set-auth-token', '/a/b?c', ':8443/x'),
  )
  .map(([scheme, host, rest]) => new URL(`${scheme}://${host}${rest}`).href)

const pages: fc.Arbitrary<PageFacts> = fc.record(
  {
    url: urls,
    redirects: fc.array(urls, { maxLength: 2 }),
    answer: answers,
    serviceWorker: fc.constantFrom('found', 'none'),
  },
  { requiredKeys: ['url'] },
)

const endpoints: fc.Arbitrary<EndpointFacts> = fc.record(
  {
    url: urls,
    cookie: cookies,
    cookieFrom: fc.constantFrom('mint', 'config', 'plan'),
    answers: fc.record(
      {
        options: answers,
        get: answers,
        put: answers,
        patch: answers,
        delete: answers,
        foreign: answers,
        mint: answers,
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['url'] },
)

const bridges: fc.Arbitrary<BridgeFacts> = fc.record(
  {
    url: urls,
    answer: answers,
    refreshCookie: cookies,
    stampCookie: cookies,
    refreshTokenLife: fc.constantFrom(1, 604_800, 34_560_000, Number.MAX_SAFE_INTEGER),
  },
  { requiredKeys: ['url'] },
)

const apis: fc.Arbitrary<ApiFacts> = fc.record(
  {
    url: urls,
    cookies: fc.array(cookies, { maxLength: 2 }),
    tokenHeader: hostile,
    answers: fc.record(
      { preflight: answers, foreign: answers, 'is-authed': answers, 'without-token': answers },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['url'] },
)

const recorded: fc.Arbitrary<RecordedCookie> = fc.record(
  {
    url: urls,
    way: fc.constantFrom('fetch', 'navigation', 'redirect'),
    isForOwnPages: fc.boolean(),
    cookie: cookies,
  },
  { requiredKeys: ['url', 'cookie'] },
)

/** Facts in order, of any site. */
export const anyFacts: fc.Arbitrary<Facts> = fc
  .record(
    {
      observedAt: fc.constant('2026-11-21T00:00:00.000Z'),
      page: pages,
      endpoint: endpoints,
      bridge: bridges,
      api: apis,
      recorded: fc.array(recorded, { maxLength: 2 }),
      hosts: fc.array(fc.tuple(fc.constantFrom(...names), hosts), { maxLength: 8 }),
    },
    { requiredKeys: ['page', 'hosts'] },
  )
  .map((fields) => ({ version: 1, ...fields, hosts: Object.fromEntries(fields.hosts) }) as Facts)

/** Two hosts of one site on any addresses, and a cookie of the API that may be capped. */
export const cappable: fc.Arbitrary<Facts> = fc
  .record({
    page: fc.constantFrom('www.example.com', 'api.example.com', 'shop.netlify.app'),
    pageDns: hosts,
    apiDns: hosts,
    serviceWorker: fc.constantFrom('found', 'none'),
    life: fc.constantFrom('; Max-Age=34560000', '; Max-Age=604801', '; Max-Age=604800', ''),
  })
  .map(({ page, pageDns, apiDns, serviceWorker, life }) => {
    const api = page === 'shop.netlify.app' ? 'api.netlify.app' : 'api.example.com'
    const cookie = parseSetCookie(`id=${secret}; Path=/; Secure; HttpOnly; SameSite=None${life}`)
    return {
      version: 1,
      page: { url: `https://${page}/`, serviceWorker },
      api: { url: `https://${api}/`, cookies: [cookie] },
      hosts: { [page]: pageDns, [api]: apiDns },
    }
  })
