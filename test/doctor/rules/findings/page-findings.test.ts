import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { AnswerFailure, Facts, HostFacts, PageFacts } from '../../../../doctor/facts.ts'
import { diagnose } from '../../../../doctor/rules/diagnose.ts'
import { parseSetCookie } from '../../../../doctor/parse-set-cookie.ts'
import {
  aliased,
  at,
  exampleFacts,
  healthyAnswers,
  lasting,
  names,
  withApi,
  withEndpoint,
} from '../example-site.ts'
import { describeFindings, find } from './find.ts'

const url = 'https://www.example.com/'
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'strict-transport-security': 'max-age=31536000',
}

function withPage(fields: Partial<PageFacts>, ...cnames: string[]): Facts {
  return exampleFacts({
    page: { url, answer: { status: 200, headers }, ...fields },
    hosts: { 'www.example.com': aliased(cnames, '203.0.113.5') },
  })
}

function withHeaders(more: Record<string, string>, ...cnames: string[]): Facts {
  return withPage({ answer: { status: 200, headers: { ...headers, ...more } } }, ...cnames)
}

function withFailure(failure: AnswerFailure): Facts {
  return withPage({ answer: { failure } }, 'x.cdn.net')
}

const about = 'page' as const

function behind(cname: string): string {
  return `www.example.com is an alias (CNAME) for ${cname}. What www.example.com sets, Safari keeps for over 7 days only once it has loaded a page of www.example.com from the network. A page from a cache does not count, and when Safari is closed it forgets.`
}

describeFindings([
  {
    id: 'page-unreachable',
    when: 'it could not be loaded',
    facts: withFailure({ reason: 'certificate', detail: 'certificate has expired' }),
    expected: {
      id: 'page-unreachable',
      severity: 'unknown',
      about,
      title:
        'https://www.example.com/ could not be loaded: its certificate is not trusted (certificate has expired).',
      detail: 'So the page was not looked at, nor what needs it.',
      cure: 'Renew the certificate of www.example.com; if it is a new one, set this machine’s clock.',
    },
    not: [
      ['loaded', withPage({})],
      ['not looked at', exampleFacts()],
      ['DNS tells why', withFailure({ reason: 'dns', detail: '' })],
    ],
  },
  {
    id: 'page-redirects',
    when: 'to another origin',
    facts: withPage({
      url: 'https://example.com/',
      redirects: ['https://example.com/a', 'https://example.com/b', url],
    }),
    expected: {
      severity: 'note',
      about,
      title: 'https://example.com redirects to https://www.example.com.',
      cure: "In edgemint.config.ts, write site: 'https://www.example.com'.",
    },
    not: [
      ['to another path', withPage({ redirects: ['https://www.example.com/en'] })],
      ['away and back', withPage({ redirects: ['https://example.com/', url] })],
      ['no redirect', withPage({ redirects: [] })],
    ],
  },
  {
    id: 'page-redirects',
    when: 'to http, which no config takes',
    facts: withPage({ redirects: ['http://www.example.com/'] }),
    expected: { cure: 'Let the redirect end on https.' },
    not: [],
  },
  {
    id: 'page-status',
    when: 'an error page',
    facts: withPage({ answer: { status: 400, headers } }),
    expected: { severity: 'warning', about, title: 'The page answers 400.', who: undefined },
    not: [['a page', withPage({ answer: { status: 399, headers } })]],
  },
  {
    id: 'page-not-html',
    when: 'JSON',
    facts: withHeaders({ 'content-type': 'application/json' }),
    expected: { severity: 'warning', about, title: 'What the site answers is no HTML.' },
    not: [
      ['HTML', withPage({})],
      ['HTML in capitals', withHeaders({ 'content-type': 'TEXT/HTML' })],
      ['an error', withPage({ answer: { status: 404, headers: {} } })],
    ],
  },
  {
    id: 'page-service-worker',
    when: 'one is found, and the host is a CNAME',
    facts: withPage({ serviceWorker: 'found' }, 'x.cdn.net'),
    expected: { severity: 'warning', about, title: 'A service worker may answer for the page.' },
    not: [
      ['none is found', withPage({ serviceWorker: 'none' }, 'x.cdn.net')],
      ['the host is no CNAME', withPage({ serviceWorker: 'found' })],
      [
        'the CNAME ends in the page’s own domain',
        withPage({ serviceWorker: 'found' }, 'x.cdn.net', 'lb.example.com'),
      ],
    ],
  },
  {
    id: 'page-cacheable',
    when: 'it is fresh for a while, and the host is a CNAME',
    facts: withHeaders({ 'cache-control': 'max-age=600' }, 'x.cdn.net'),
    expected: {
      severity: 'warning',
      about,
      title: 'The browser may show the page from its cache (Cache-Control: max-age=600).',
      cure: 'Send the HTML with Cache-Control: no-cache: it is then revalidated, which is enough.',
    },
    not: [
      ['it is revalidated', withHeaders({ 'cache-control': 'max-age=0' }, 'x.cdn.net')],
      ['the host is no CNAME', withHeaders({ 'cache-control': 'max-age=600' })],
    ],
  },
  {
    id: 'page-behind-cname',
    when: 'to another domain',
    facts: withPage({}, 'x.cdn.net'),
    expected: { severity: 'note', about, detail: behind('x.cdn.net') },
    not: [
      ['within its own domain', withPage({}, 'x.cdn.net', 'lb.example.com')],
      ['no CNAME', withPage({})],
      ['there is worse to say', withPage({ serviceWorker: 'found' }, 'x.cdn.net')],
      ['not loaded', withFailure({ reason: 'timeout', detail: '' })],
    ],
  },
  {
    id: 'page-without-hsts',
    when: 'the header is missing',
    facts: withPage({ answer: { status: 200, headers: { 'content-type': 'text/html' } } }),
    expected: {
      severity: 'note',
      about,
      title: 'The page sends no Strict-Transport-Security header.',
    },
    not: [
      ['it is there', withPage({})],
      ...['max-age = 60', 'includeSubDomains; MAX-AGE="060"'].map((policy): [string, Facts] => [
        policy,
        withPage({
          answer: { status: 200, headers: { 'strict-transport-security': policy } },
        }),
      ]),
      ...[
        'https://shop.localhost:8443/',
        'http://127.0.0.1:3000/',
        // Browsers ignore it there (RFC 6797, section 8.1).
        'http://www.example.com/',
      ].map((site): [string, Facts] => [
        `on this machine, or over http: ${site}`,
        withPage({ url: site, answer: { status: 200, headers: {} } }),
      ]),
      ['not looked at', exampleFacts()],
    ],
  },
  {
    id: 'page-without-hsts',
    when: 'the header switches it off',
    facts: withPage({
      answer: { status: 200, headers: { 'strict-transport-security': 'max-age=0; preload' } },
    }),
    expected: {
      title: 'The page’s Strict-Transport-Security header does not count: max-age=0; preload.',
    },
    not: [],
  },
])

describe('what keeps the page in a cache', () => {
  const date = 'Fri, 20 Nov 2026 12:00:00 GMT'
  const later = 'Sat, 21 Nov 2026 12:00:00 GMT'
  const changed = 'Sun, 01 Nov 2026 12:00:00 GMT'
  const rows: [Record<string, string>, string][] = [
    [{ 'cache-control': 'max-age=600', expires: later }, 'Cache-Control: max-age=600'],
    [{ date, expires: later }, `no Cache-Control, but Expires: ${later}`],
    [
      { date, 'cache-control': 'public', expires: later },
      `Cache-Control: public, but Expires: ${later}`,
    ],
    [{ date, 'last-modified': changed }, 'no Cache-Control, but Last-Modified'],
    [
      { date, 'last-modified': changed, 'cache-control': '', expires: '' },
      'no Cache-Control, but Last-Modified',
    ],
    [
      { date, 'cache-control': 'public', 'last-modified': changed },
      'Cache-Control: public, but Last-Modified',
    ],
    [
      { date, expires: '0', 'last-modified': changed },
      'no Cache-Control, Expires: 0, which is no date to Safari, and Last-Modified',
    ],
  ]
  for (const [more, text] of rows) {
    it(text, () => {
      const [finding] = find(withHeaders(more, 'x.cdn.net'), 'page-cacheable')
      assert.equal(finding.title, `The browser may show the page from its cache (${text}).`)
      assert.equal(finding.detail, behind('x.cdn.net'))
    })
  }
})

describe('a page on a CNAME that is always loaded', () => {
  const endpoint = { url: 'https://www.example.com/set-auth-token' }
  for (const [title, more, renewal] of [
    ['without an endpoint', {}, 'setting it again on the next visit'],
    ['with a planned endpoint', { endpoint }, 'renewAuthToken() on the next visit'],
    [
      'with an endpoint that is not there',
      { endpoint: { ...endpoint, answers: { put: { status: 404 } } } },
      'setting it again on the next visit',
    ],
  ] as const) {
    it(`${title}: ${renewal}`, () => {
      const [finding] = find({ ...withPage({}, 'x.cdn.net'), ...more }, 'page-behind-cname')
      assert.ok(finding.title.includes(`; ${renewal} gives it`), finding.title)
    })
  }
})

function titleOf(facts: Facts): string | undefined {
  return find(facts, 'page-behind-cname')[0]?.title
}

describe('a page on a CNAME, and a cookie that another host sets', () => {
  const page = aliased(['x.cdn.net'], '203.0.113.5')
  const withHost = (host: HostFacts, header = lasting): Facts => ({
    ...withApi(header),
    hosts: { 'www.example.com': page, 'api.example.com': host },
  })

  it('which is kept: nothing is said', () => {
    const facts = withHost(at('203.0.113.6'))
    assert.equal(titleOf(facts), undefined)
    const cached = { ...facts, page: { url, serviceWorker: 'found' as const } }
    assert.deepEqual(find(cached, 'page-service-worker'), [])
  })

  it('which asks for no long life: nothing is said', () => {
    const alike = aliased(['y.cdn.net'], '203.0.113.6')
    assert.equal(titleOf(withHost(alike, 'session=x; Max-Age=604800; Secure')), undefined)
  })

  it('by the same alias: what that host sets may be cut', () => {
    const title = titleOf(withHost(aliased(['y.cdn.net'], '203.0.113.6')))
    names(title, 'it may cut a cookie that api.example.com sets to 7 days')
  })

  it('by the same alias, and the page may come from the cache: its host is named', () => {
    const facts = withHost(aliased(['y.cdn.net'], '203.0.113.6'))
    const [finding] = find(
      { ...facts, page: { url, serviceWorker: 'found' } },
      'page-service-worker',
    )
    names(finding.detail, 'What api.example.com sets, Safari keeps for over 7 days only once')
  })

  it('which would be blocked, but that nobody sets: nothing is said of one that is short', () => {
    const facts = withEndpoint(healthyAnswers, {
      api: { url: 'https://api.example.net/' },
      hosts: { 'www.example.com': page, 'api.example.net': at('203.0.113.6') },
    })
    const cookie = parseSetCookie('__Secure-authToken=x; Max-Age=3600; Secure')
    assert.equal(titleOf({ ...facts, endpoint: { ...facts.endpoint!, cookie } }), undefined)
  })

  it('which is cut or blocked in any case: what the page’s host may set in its place is meant', () => {
    const blocked = withHost(at('203.0.113.6'))
    const elsewhere = {
      ...blocked,
      api: { ...blocked.api!, url: 'https://api.example.net/' },
      hosts: { 'www.example.com': page, 'api.example.net': at('203.0.113.6') },
    }
    for (const facts of [elsewhere, withHost(aliased(['y.other.net'], '203.0.113.6'))]) {
      names(titleOf(facts), 'it may cut a cookie that www.example.com sets to 7 days')
    }
  })
})

describe('a page without a fault', () => {
  it('nothing is said', () => assert.deepEqual(diagnose(withPage({})).findings, []))
})

describe('why it could not be loaded', () => {
  for (const [reason, text] of [
    ['refused', 'nothing listens there (connection refused)'],
    ['unreachable', 'it was not reached (because)'],
    ['reset', 'the server closed the connection'],
    ['certificate', 'its certificate is not trusted (because)'],
    ['timeout', 'no answer came in time'],
    ['redirect-loop', 'it redirects without end (because)'],
    ['not-http', 'what came back is not HTTP (because)'],
  ] as const) {
    it(`${reason}, with a cure`, () => {
      const [finding] = find(withFailure({ reason, detail: 'because' }), 'page-unreachable')
      assert.equal(finding.title, `${url} could not be loaded: ${text}.`)
      assert.ok(finding.cure)
    })
  }
})

describe('a plan without a loaded page', () => {
  it('tells of a CNAME and a service worker all the same', () => {
    const facts = exampleFacts({
      page: { url, serviceWorker: 'found' },
      hosts: { 'www.example.com': aliased(['x.cdn.net'], '203.0.113.5') },
    })
    assert.equal(find(facts, 'page-service-worker').length, 1)
  })
})
