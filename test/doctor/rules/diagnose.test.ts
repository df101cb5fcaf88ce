import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import type { Facts } from '../../../doctor/facts.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import {
  aliased,
  at,
  exampleFacts,
  healthyAnswers,
  lasting,
  minted,
  timedOut,
  withApi,
  withEndpoint,
} from './example-site.ts'
import { eraNames, nameOf } from './era-names.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'

const allowing = (allow: string): Facts =>
  withEndpoint({
    ...healthyAnswers,
    options: { status: 204, headers: { allow, 'cache-control': 'no-store' } },
  })
const nowhere = { 'www.example.com': at('203.0.113.5') }
const cnamed = { 'www.example.com': aliased(['shop.netlify.app'], '203.0.113.5') }

const exits: [title: string, facts: Facts, exitCode: 0 | 1 | 2][] = [
  ['nothing to judge', exampleFacts(), 0],
  ['an endpoint that is well', withEndpoint(healthyAnswers), 0],
  ['an endpoint that is planned', withEndpoint(undefined), 0],
  ['a warning', withApi(lasting.replace('HttpOnly; ', '').replace('34560000', '60')), 0],
  ['a session cookie', withApi('id=x; Secure; HttpOnly; SameSite=Lax'), 0],
  ['capped', withApi(lasting), 1],
  [
    'depends',
    {
      ...withApi(lasting),
      hosts: { ...nowhere, 'api.example.com': at('203.0.1.1', '198.51.100.7') },
    },
    1,
  ],
  [
    'blocked',
    exampleFacts({
      api: { url: 'https://api.example.net/' },
      hosts: { ...nowhere, 'api.example.net': at('203.0.113.6') },
    }),
    1,
  ],
  ['rejected', withApi('id=x; Domain=example.net'), 1],
  [
    'a mistake, and all is kept',
    withEndpoint({
      ...healthyAnswers,
      foreign: { status: 204, headers: { 'cache-control': 'no-store' } },
    }),
    1,
  ],
  ['a missing endpoint', withEndpoint({ put: { status: 404 } }), 1],
  ['not found', withEndpoint(undefined, { hosts: {} }), 2],
  ['not looked at', withEndpoint({ ...healthyAnswers, patch: timedOut }), 2],
  [
    'a mistake, and something is not known',
    withEndpoint({ ...healthyAnswers, patch: timedOut, put: { status: 502 } }),
    1,
  ],
  [
    'a cookie that does not reach the API, of hosts that are not found',
    {
      ...withEndpoint(undefined, { hosts: {} }),
      api: {
        url: 'https://api.example.net/',
        cookies: [parseSetCookie(lasting.replace('Lax', 'None'))],
      },
      hosts: { 'api.example.net': at('203.0.113.5') },
    },
    1,
  ],
  [
    'what an API could set does not count beside an endpoint',
    withEndpoint(healthyAnswers, { api: { url: 'https://api.example.com/' } }),
    0,
  ],
  ['what it could set counts alone', exampleFacts({ api: { url: 'https://api.example.com/' } }), 1],
  [
    'DNS is incomplete',
    withEndpoint(healthyAnswers, {
      hosts: {
        'www.example.com': {
          cnames: [],
          addresses: ['203.0.113.5'],
          failures: [{ question: 'AAAA', name: 'www.example.com', reason: 'timeout' }],
        },
      },
    }),
    2,
  ],
  ['a form post to a CNAME', { ...allowing('PUT, PATCH, POST'), hosts: cnamed }, 1],
  ['no form post to a CNAME', { ...allowing('PUT, PATCH, DELETE'), hosts: cnamed }, 0],
  ['a method that ends like POST', { ...allowing('PUT, XPOST'), hosts: cnamed }, 0],
]

describe('the exit code', () => {
  for (const [title, facts, exitCode] of exits) {
    it(`${title}: ${exitCode}`, () => assert.equal(diagnose(facts).exitCode, exitCode))
  }
})

function counted(facts: Facts, setBy: string): string[] {
  const verdicts = diagnose(facts)
    .cookies.filter((cookie) => cookie.setBy === setBy)
    .flatMap((cookie) => cookie.verdicts)
  return [...new Set(verdicts.filter(({ isCounted }) => isCounted).map(({ way }) => way))]
}

test('of a host that nobody finds only its cookie is judged', () => {
  const { headline, exitCode, findings } = diagnose({ ...withApi('__Host-id=x'), hosts: {} })
  assert.deepEqual(headline, {
    text: 'Safari, Firefox and Chrome refuse the cookie __Host-id.',
    finding: 'cookie-host-prefix',
  })
  assert.equal(exitCode, 1)
  assert.equal(findings.length, 1)
  const third = exampleFacts({ api: { url: 'https://nowhere.example.net/' } })
  assert.equal(diagnose(third).exitCode, 2)
})

describe('what counts', () => {
  it('of the endpoint, a fetch', () => {
    assert.deepEqual(counted(withEndpoint(undefined), 'endpoint'), ['fetch'])
    assert.deepEqual(counted(allowing('PUT'), 'endpoint'), ['fetch'])
    const silent = withEndpoint({ ...healthyAnswers, options: { status: 204 } })
    assert.deepEqual(counted(silent, 'endpoint'), ['fetch'])
  })

  it('of the endpoint, a navigation too if it takes form posts; never a redirect', () => {
    assert.deepEqual(counted(allowing('PUT, POST'), 'endpoint'), ['fetch', 'navigation'])
  })

  it('of an API, every way', () => {
    assert.deepEqual(counted(withApi(lasting), 'api'), ['fetch', 'navigation', 'redirect'])
  })

  it('of an API on the page’s own host, a fetch', () => {
    const api = { ...withApi(lasting).api!, url: 'https://www.example.com/api' }
    assert.deepEqual(counted(exampleFacts({ api }), 'api'), ['fetch'])
  })

  it('of a recorded log-in the way that it took, wherever that is', () => {
    for (const way of ['fetch', 'navigation', 'redirect'] as const) {
      const url = 'https://www.example.com/login'
      const recorded = [{ url, way, cookie: parseSetCookie(lasting) }]
      assert.deepEqual(counted(exampleFacts({ recorded }), 'api'), [way])
    }
  })

  it('of what nobody sets, nothing', () => {
    assert.deepEqual(counted(withEndpoint({ put: { status: 404 } }), 'endpoint'), [])
    const facts = withEndpoint(healthyAnswers, { api: { url: 'https://api.example.com/' } })
    assert.deepEqual(counted(facts, 'api'), [])
    assert.equal(diagnose(facts).cookies.length, 2, 'it is shown all the same')
  })
})

describe('the verdicts', () => {
  const [{ verdicts, ...cookie }] = diagnose(withEndpoint(undefined)).cookies

  it('are one for each browser, era and way', () => {
    assert.deepEqual(
      verdicts.map((verdict) => `${nameOf(verdict)} ${verdict.way}`),
      ['fetch', 'navigation', 'redirect'].flatMap((way) =>
        [...eraNames, 'Firefox', 'Chrome'].map((who) => `${who} ${way}`),
      ),
    )
  })

  it('are about a host and a cookie', () => {
    assert.deepEqual(cookie, {
      setBy: 'endpoint',
      host: 'www.example.com',
      cookie: parseSetCookie(minted),
      source: 'config',
      isInUse: true,
    })
  })

  it('name the versions', () => {
    assert.deepEqual(
      verdicts.slice(0, 8).map(({ since, until, versions: text }) => [since, until, text]),
      [
        [undefined, '13.1', 'Safari before 14'],
        ['14', '16.3', 'Safari 14 to 16.3'],
        ['16.4', '16.6', 'Safari 16.4 to 16.6'],
        ['17', '18.3', 'Safari 17 to 18.3'],
        ['18.4', '26', 'Safari 18.4 to 26'],
        ['27', undefined, 'Safari 27 and later'],
        [undefined, undefined, 'Firefox'],
        [undefined, undefined, 'Chrome'],
      ],
    )
  })

  it('of hosts that DNS does not know are unknown, in every browser', () => {
    for (const hosts of [{}, nowhere, { 'api.example.com': at('203.0.113.5') }]) {
      const { verdicts: all } = diagnose({ ...withApi(lasting), hosts }).cookies[0]
      for (const verdict of all) {
        assert.equal(verdict.outcome, 'unknown')
        assert.equal(verdict.life, null)
      }
    }
  })
})

test('cookies of one URL share what its addresses decide', () => {
  const [one, other] = diagnose(withApi(lasting, lasting.replace('session', 'b'))).cookies
  const of = one.verdicts.findIndex(({ cases }) => cases.some(({ pageAddress }) => pageAddress))
  assert.equal(one.verdicts[of].cases, other.verdicts[of].cases)
})

test('the worst findings come first', () => {
  const { findings } = diagnose(
    withEndpoint(
      { ...healthyAnswers, put: { status: 502 }, patch: timedOut },
      {
        page: {
          url: 'https://www.example.com/',
          answer: { status: 200, headers: { 'content-type': 'text/plain' } },
        },
      },
    ),
  )
  assert.deepEqual(
    findings.map(({ id, severity }) => `${severity}: ${id}`),
    [
      'error: endpoint-fails',
      'unknown: endpoint-partly-unreachable',
      'warning: page-not-html',
      'note: page-without-hsts',
    ],
  )
})

test('the facts are part of the diagnosis, and it is plain data', () => {
  const facts = withApi(lasting)
  const diagnosis = diagnose(facts)
  assert.equal(diagnosis.version, 2)
  assert.deepEqual(diagnosis.facts, facts)
  assert.deepEqual(JSON.parse(JSON.stringify(diagnosis)), diagnosis)
})

test('the page is the one that a redirect ends on', () => {
  const api = { url: 'https://api.example.net/', cookies: [parseSetCookie(lasting)] }
  const page = {
    url: 'https://example.com/',
    redirects: ['https://www.example.com/', 'https://www.example.net/'],
  }
  const hosts = { 'www.example.net': at('203.0.113.5'), 'api.example.net': at('203.0.113.6') }
  assert.equal(diagnose(exampleFacts({ page, api, hosts })).exitCode, 0)
})

test('localhost and IP addresses need no DNS', () => {
  for (const [page, api, outcome] of [
    ['https://shop.localhost/', 'https://api.shop.localhost/', 'kept'],
    ['https://203.0.113.5/', 'https://203.0.113.5:8443/', 'kept'],
    ['https://[2001:db8::1]/', 'https://[2001:db8::1]:8443/', 'kept'],
    ['https://203.0.113.5/', 'https://203.0.113.6/', 'blocked'],
  ]) {
    const cookies = [parseSetCookie(lasting.replace('Lax', 'None'))]
    const { verdicts } = diagnose({
      version: 1,
      page: { url: page },
      api: { url: api, cookies },
      hosts: {},
    }).cookies[0]
    assert.equal(verdicts[5].outcome, outcome, page)
  }
})
