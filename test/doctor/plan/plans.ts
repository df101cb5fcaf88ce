import type { Facts } from '../../../doctor/facts.ts'
import type { Mistake } from '../../../shared/config/mistakes.ts'

/** DNS of the page alone, and of page and API. */
export const hosts = { 'www.example.com': { cnames: [], addresses: ['203.0.113.5'] } }
export const bothHosts = {
  'api.example.com': { cnames: [], addresses: ['198.51.100.7'] },
  'www.example.com': { cnames: [], addresses: ['203.0.113.5'] },
}
export const page = 'https://www.example.com/'
const api = 'https://api.example.com/'

/** The least of a plan, with other fields. */
export function plan(fields: object = {}): object {
  return { version: 1, page, hosts, ...fields }
}

/** A plan whose only host is this. */
export function planOfHost(host: unknown, name = 'www.example.com'): object {
  return plan({ hosts: { [name]: host } })
}

/** A plan with one cookie that the API sets. */
export function planOfCookie(cookie: unknown): object {
  return plan({ api: { url: api, cookies: [cookie] }, hosts: bothHosts })
}

/** A plan with one answer. */
export function planOfAnswer(answer: unknown): object {
  return plan({ page: { url: page, answer } })
}

function facts(fields: Partial<Facts> = {}): Facts {
  return { version: 1, page: { url: page }, hosts, ...fields }
}

const host = (addresses: string[], cnames: string[] = []): Facts =>
  facts({ hosts: { 'www.example.com': { cnames, addresses } } })
const loop = {
  cnames: ['a.example.com', 'www.example.com'],
  failures: [{ question: 'CNAME' as const, name: 'a.example.com', reason: 'loop' as const }],
}
const secure = { name: 'Secure', value: '' }
const parsed = { name: 'id', valueOctets: 1, attributes: [secure] }
const cookies = [parsed]
const until = {
  ...parsed,
  attributes: [secure, { name: 'Expires', value: 'Sat, 21 Nov 2026 12:00:00 GMT' }],
}

/** Plans in order, and what they mean. */
export const goodPlans: [title: string, plan: unknown, facts: Facts][] = [
  ['the page as a URL', plan(), facts()],
  ['the page as an object', plan({ page: { url: page } }), facts()],
  ['a slash left out', plan({ page: 'https://www.example.com' }), facts()],
  ['a host in capitals', plan({ page: 'https://WWW.example.com' }), facts()],
  ['an editor’s $schema', plan({ $schema: './doctor-facts.schema.json' }), facts()],
  ['a day', plan({ observedAt: '2026-11-21' }), facts({ observedAt: '2026-11-21T00:00:00.000Z' })],
  [
    'a moment with an offset',
    plan({ observedAt: '2026-11-21T01:00+09:00' }),
    facts({ observedAt: '2026-11-20T16:00:00.000Z' }),
  ],
  [
    'an address of this machine without https',
    { version: 1, page: 'http://127.0.0.1:3000', api: 'http://[::1]:3001/' },
    {
      version: 1,
      page: { url: 'http://127.0.0.1:3000/' },
      api: { url: 'http://[::1]:3001/' },
      hosts: {},
    },
  ],
  [
    'localhost without https or DNS',
    { version: 1, page: 'http://localhost:3000', api: 'http://api.localhost:3001/is-authed' },
    {
      version: 1,
      page: { url: 'http://localhost:3000/' },
      api: { url: 'http://api.localhost:3001/is-authed' },
      hosts: {},
    },
  ],
  [
    'IP addresses in URLs, without DNS',
    { version: 1, page: 'https://203.0.113.5', api: 'https://[2001:DB8::0:1]:8443', hosts: {} },
    {
      version: 1,
      page: { url: 'https://203.0.113.5/' },
      api: { url: 'https://[2001:db8::1]:8443/' },
      hosts: {},
    },
  ],
  [
    'an endpoint as a path',
    plan({ endpoint: '/set-auth-token' }),
    facts({ endpoint: { url: 'https://www.example.com/set-auth-token' } }),
  ],
  [
    'what a log-in was recorded to set',
    plan({
      recorded: [{ url: page, way: 'redirect', isForOwnPages: false, cookie: 'id=x; Secure' }],
    }),
    facts({ recorded: [{ url: page, way: 'redirect', isForOwnPages: false, cookie: parsed }] }),
  ],
  [
    'a recorded cookie of which nothing else is known',
    plan({ recorded: [{ url: page, cookie: parsed }] }),
    facts({ recorded: [{ url: page, cookie: parsed }] }),
  ],
  [
    'a bridge as a path',
    plan({ bridge: '/api' }),
    facts({ bridge: { url: 'https://www.example.com/api' } }),
  ],
  [
    'a bridge that was asked',
    plan({ bridge: { url: '/api', answer: { status: 401, problem: 'not-authenticated' } } }),
    facts({
      bridge: {
        url: 'https://www.example.com/api',
        answer: { status: 401, problem: 'not-authenticated' },
      },
    }),
  ],
  [
    'a bridge, what it sets, and how long the API’s refresh tokens live',
    plan({
      bridge: {
        url: '/api',
        refreshCookie: 'id=x; Secure',
        stampCookie: parsed,
        refreshTokenLife: 604_800,
      },
    }),
    facts({
      bridge: {
        url: 'https://www.example.com/api',
        refreshCookie: parsed,
        stampCookie: parsed,
        refreshTokenLife: 604_800,
      },
    }),
  ],
  [
    'an API that was asked past its bridge',
    plan({
      bridge: '/api',
      api: { url: `${api}profile`, answers: { 'without-token': { status: 401 } } },
      hosts: bothHosts,
    }),
    facts({
      bridge: { url: 'https://www.example.com/api' },
      api: { url: `${api}profile`, answers: { 'without-token': { status: 401 } } },
      hosts: bothHosts,
    }),
  ],
  [
    'an endpoint as a path on the page that is shown',
    plan({
      page: { url: page, redirects: ['http://api.example.com', api] },
      endpoint: { url: '/a' },
      hosts: bothHosts,
    }),
    facts({
      page: { url: page, redirects: ['http://api.example.com/', api] },
      endpoint: { url: 'https://api.example.com/a' },
      hosts: bothHosts,
    }),
  ],
  [
    'a page that ends without https, and its endpoint',
    plan({ page: { url: page, redirects: ['http://www.example.com'] }, endpoint: '/a' }),
    facts({
      page: { url: page, redirects: ['http://www.example.com/'] },
      endpoint: { url: 'http://www.example.com/a' },
    }),
  ],
  [
    'plain http that was seen',
    plan({
      page: { url: 'http://www.example.com', answer: { status: 200 } },
      endpoint: 'http://www.example.com/a',
      api: { url: 'http://www.example.com:8080', answers: {} },
    }),
    facts({
      page: { url: 'http://www.example.com/', answer: { status: 200 } },
      endpoint: { url: 'http://www.example.com/a' },
      api: { url: 'http://www.example.com:8080/', answers: {} },
    }),
  ],
  [
    'a cookie as text',
    plan({ endpoint: { url: '/a', cookie: 'id=x; Secure' } }),
    facts({
      endpoint: { url: 'https://www.example.com/a', cookie: parsed, cookieFrom: 'plan' },
    }),
  ],
  [
    'a cookie as an object, minted',
    plan({ endpoint: { url: '/a', cookie: parsed, cookieFrom: 'mint' } }),
    facts({
      endpoint: { url: 'https://www.example.com/a', cookie: parsed, cookieFrom: 'mint' },
    }),
  ],
  [
    'a cookie with the name of its header',
    planOfCookie('Set-Cookie: id=x; Secure'),
    facts({ api: { url: api, cookies }, hosts: bothHosts }),
  ],
  ...['\n', '\r\n \r\n'].map((end): [string, unknown, Facts] => [
    'a cookie with the end of its line',
    planOfCookie(`id=x; Secure${end}`),
    facts({ api: { url: api, cookies }, hosts: bothHosts }),
  ]),
  [
    'a cookie in parts, with white space around them',
    planOfCookie({ ...parsed, attributes: [{ name: '\tSecure ', value: '' }] }),
    facts({ api: { url: api, cookies }, hosts: bothHosts }),
  ],
  [
    'a cookie that says when it was set needs no other moment',
    planOfCookie({ ...until, setAt: '2026-11-21T13:00:00+01:00' }),
    facts({
      api: { url: api, cookies: [{ ...until, setAt: '2026-11-21T12:00:00.000Z' }] },
      hosts: bothHosts,
    }),
  ],
  [
    'a cookie with a flaw',
    planOfCookie({ ...parsed, flaw: 'control-character' }),
    facts({
      api: { url: api, cookies: [{ ...parsed, flaw: 'control-character' }] },
      hosts: bothHosts,
    }),
  ],
  [
    'values of unknown attributes',
    planOfCookie({
      ...parsed,
      attributes: [
        { name: 'secret', value: 'secret' },
        { name: 'Http-Only', value: 'secret' },
        { name: 'Secure', value: 'secret' },
      ],
    }),
    facts({
      api: {
        url: api,
        cookies: [{ ...parsed, attributes: [{ name: 'Http-Only', value: '' }, secure] }],
      },
      hosts: bothHosts,
    }),
  ],
  [
    'an API that takes a header and sets no cookie',
    plan({ api: { url: api, cookies: [], tokenHeader: 'X-Token' }, hosts: bothHosts }),
    facts({ api: { url: api, cookies: [], tokenHeader: 'X-Token' }, hosts: bothHosts }),
  ],
  [
    'Expires that counts from the observation',
    { ...planOfCookie('id=x; Expires=Sat, 21 Nov 2026 12:00:00 GMT'), observedAt: '2026-11-20' },
    facts({
      observedAt: '2026-11-20T00:00:00.000Z',
      api: {
        url: api,
        cookies: [
          {
            ...parsed,
            attributes: [{ name: 'Expires', value: 'Sat, 21 Nov 2026 12:00:00 GMT' }],
          },
        ],
      },
      hosts: bothHosts,
    }),
  ],
  [
    'Expires beside the Max-Age that browsers take',
    planOfCookie('id=x; expires=0; max-age=-1'),
    facts({
      api: {
        url: api,
        cookies: [
          {
            ...parsed,
            attributes: [
              { name: 'expires', value: '0' },
              { name: 'max-age', value: '-1' },
            ],
          },
        ],
      },
      hosts: bothHosts,
    }),
  ],
  [
    'headers: the known ones, in lower case and in order',
    planOfAnswer({
      status: 200,
      headers: { Vary: ' Origin\t', 'Set-Cookie': 'secret', authorization: 1, Age: '5' },
    }),
    facts({ page: { url: page, answer: { status: 200, headers: { age: '5', vary: 'Origin' } } } }),
  ],
  [
    'answers in order',
    plan({
      endpoint: {
        url: '/a',
        answers: {
          put: { status: 400, problem: 'token-malformed', cookies: ['id=x; Secure'] },
          options: { failure: { reason: 'timeout' } },
        },
      },
    }),
    facts({
      endpoint: {
        url: 'https://www.example.com/a',
        answers: {
          options: { failure: { reason: 'timeout', detail: '' } },
          put: { status: 400, problem: 'token-malformed', cookies },
        },
      },
    }),
  ],
  [
    'a service worker',
    plan({ page: { url: page, serviceWorker: 'found', redirects: [] } }),
    facts({ page: { url: page, redirects: [], serviceWorker: 'found' } }),
  ],
  [
    'a host name in capitals with a dot at the end',
    planOfHost({ cnames: ['CDN.example.net.'], addresses: ['203.0.113.5'] }, 'WWW.Example.com.'),
    host(['203.0.113.5'], ['cdn.example.net']),
  ],
  [
    'a host name in another script',
    {
      ...planOfHost({ addresses: ['203.0.113.5'] }, 'bücher.example'),
      page: 'https://Bücher.example',
    },
    {
      version: 1,
      page: { url: 'https://xn--bcher-kva.example/' },
      hosts: { 'xn--bcher-kva.example': { cnames: [], addresses: ['203.0.113.5'] } },
    },
  ],
  [
    'addresses in any order and form',
    planOfHost({
      addresses: [
        '2001:DB8:0::2',
        '10.0.0.1',
        '9.0.0.1',
        '::ffff:1.2.3.4',
        '10.0.0.1',
        '::1.2.3.4',
      ],
    }),
    host(['9.0.0.1', '10.0.0.1', '::102:304', '::ffff:102:304', '2001:db8::2']),
  ],
  [
    'failures in any order, without an address',
    planOfHost({
      failures: [
        { question: 'AAAA', name: 'www.example.com', reason: 'unreachable' },
        { question: 'AAAA', name: 'WWW.example.com', reason: 'timeout' },
        { question: 'A', name: 'www.example.com', reason: 'servfail' },
        { question: 'A', name: 'a.example.com', reason: 'servfail' },
      ],
    }),
    facts({
      hosts: {
        'www.example.com': {
          cnames: [],
          addresses: [],
          failures: [
            { question: 'A', name: 'a.example.com', reason: 'servfail' },
            { question: 'A', name: 'www.example.com', reason: 'servfail' },
            { question: 'AAAA', name: 'www.example.com', reason: 'timeout' },
            { question: 'AAAA', name: 'www.example.com', reason: 'unreachable' },
          ],
        },
      },
    }),
  ],
  [
    'a CNAME loop that was seen',
    planOfHost(loop),
    facts({ hosts: { 'www.example.com': { ...loop, addresses: [] } } }),
  ],
  [
    'hosts with names that objects have',
    { version: 1, page: 'https://__proto__/', api: 'https://constructor', hosts: oddHosts() },
    {
      version: 1,
      page: { url: 'https://__proto__/' },
      api: { url: 'https://constructor/' },
      hosts: oddHosts(),
    },
  ],
]

function oddHosts(): Facts['hosts'] {
  const odd = { cnames: [], addresses: ['203.0.113.5'] }
  return Object.fromEntries([
    ['__proto__', odd],
    ['constructor', odd],
  ])
}

/** A plan that is not in order. A schema cannot know of some mistakes. */
export interface BadPlan {
  title: string
  plan: unknown
  mistakes: Mistake[]
  isBeyondSchema?: true
}

/** One row of a table: the mistake is a place, a problem and a cure. */
export function bad(
  title: string,
  wrong: unknown,
  ...mistakes: [string, string, string][]
): BadPlan {
  return {
    title,
    plan: wrong,
    mistakes: mistakes.map(([place, problem, cure]) => ({ place, problem, cure })),
  }
}

/** The same, where no schema can see it. */
export function subtle(...row: Parameters<typeof bad>): BadPlan {
  return { ...bad(...row), isBeyondSchema: true }
}
