import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import { runInNewContext } from 'node:vm'
import { vendors } from '../../../platforms/vendors.ts'
import { compilePolicy } from '../../../shared/config/compile-policy.ts'
import type { Facts, HostFacts } from '../../../doctor/facts.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import {
  aliased,
  at,
  exampleFacts,
  healthyAnswers,
  lasting,
  names,
  withApi,
  withEndpoint,
} from './example-site.ts'

function remedies(facts: Facts): string[] {
  return diagnose(facts).remedies.map(({ id, effort }) => `${id} (${effort})`)
}

const far = ['203.0.113.5', '198.51.100.7']
const www = (host: HostFacts): Facts['hosts'] => ({ 'www.example.com': host })
const cached = {
  url: 'https://www.example.com/',
  answer: {
    status: 200,
    headers: {
      'content-type': 'text/html',
      'cache-control': 'max-age=600',
      'strict-transport-security': 'max-age=1',
    },
  },
}
const sameRange = { 'www.example.com': at('203.0.113.5'), 'api.example.com': at('203.0.113.6') }
const farApi = {
  'www.example.com': at('203.0.113.5'),
  'api.example.com': at('203.0.113.6', '198.51.100.7'),
}
const formPost = {
  ...healthyAnswers,
  options: { status: 204, headers: { allow: 'PUT, POST', 'cache-control': 'no-store' } },
}

const cors = { 'access-control-allow-origin': 'https://attacker.example' }

const unsafe = lasting.replace('; Secure', '')
const crossSite = lasting.replace('Lax', 'None')

/** A page, and an API on another site. */
function apartOver(page: string): Facts {
  const api = { url: 'https://api.example.net/', cookies: [parseSetCookie(crossSite)] }
  const hosts = { ...sameRange, 'api.example.net': at('192.0.2.1') }
  return exampleFacts({ page: { url: page }, api, hosts })
}

const rows: [title: string, facts: Facts, expected: string[]][] = [
  [
    'the API is on the page’s own host, and only what does not count is cut',
    {
      ...withApi(lasting),
      api: { ...withApi(lasting).api!, url: 'https://www.example.com/is-authed' },
      hosts: www(aliased(['x.cdn.net'], '203.0.113.5')),
    },
    [],
  ],
  [
    'two hosts of a vendor, one site or two',
    {
      ...withApi(lasting),
      page: { url: 'https://a.netlify.app/' },
      api: {
        url: 'https://b.netlify.app/',
        cookies: withApi(lasting.replace('Lax', 'None')).api!.cookies!,
      },
      hosts: { 'a.netlify.app': at('203.0.113.5'), 'b.netlify.app': at('203.0.113.6') },
    },
    ['mint-on-own-site (hours)', 'proxy-the-api (days)'],
  ],
  [
    'to install edgemint mends the cookie, and not the API’s CORS',
    exampleFacts({
      api: {
        ...withApi(lasting).api!,
        answers: {
          preflight: { status: 404 },
          'is-authed': { status: 200, headers: cors },
        },
      },
    }),
    ['mint-on-own-site (hours)', 'proxy-the-api (days)', 'api-preflight-fails (hours)'],
  ],
  [
    'several mistakes: what takes minutes first',
    withEndpoint({
      ...healthyAnswers,
      foreign: { status: 204, headers: { 'cache-control': 'no-store' } },
      get: { status: 200, headers: { 'x-cache': 'Hit from cloudfront' } },
    }),
    ['endpoint-cached (minutes)', 'endpoint-takes-strangers (hours)'],
  ],
  ['all is well', withEndpoint(healthyAnswers), []],
  ['nothing sets a cookie', exampleFacts(), []],
  [
    'the API’s cookie is capped',
    withApi(lasting),
    ['mint-on-own-site (hours)', 'proxy-the-api (days)'],
  ],
  [
    'the API’s cookie is blocked',
    exampleFacts({
      api: { url: 'https://api.example.net/' },
      hosts: { 'www.example.com': at('203.0.113.5'), 'api.example.net': at('203.0.113.6') },
    }),
    ['mint-on-own-site (hours)', 'proxy-the-api (days)'],
  ],
  [
    'edgemint works, but the API sets a cookie of its own too',
    withEndpoint(healthyAnswers, { api: withApi(lasting).api! }),
    ['use-minted-cookie (hours)'],
  ],
  [
    'page and API share an alias, so that a fetch is kept, and only what another way sets is cut',
    {
      ...withApi(lasting),
      hosts: {
        'www.example.com': aliased(['x.cdn.net'], '203.0.113.5'),
        'api.example.com': aliased(['x.cdn.net'], '203.0.113.5'),
      },
    },
    ['renew-after-landing (minutes)'],
  ],
  [
    'browsers refuse the API’s cookie, and what is mended Safari would cut',
    withApi(`__Host-${lasting}; Domain=example.com`),
    ['mint-on-own-site (hours)', 'proxy-the-api (days)', 'cookie-host-prefix (minutes)'],
  ],
  [
    'the same of one that has expired',
    withApi(lasting.replace('34560000', '0')),
    ['mint-on-own-site (hours)', 'proxy-the-api (days)', 'cookie-expired (minutes)'],
  ],
  [
    'browsers refuse what is too short to be cut',
    withApi('__Secure-id=x; Max-Age=604800'),
    ['cookie-secure-prefix (minutes)'],
  ],
  [
    'browsers refuse what goes when they close, and what lasts Safari would cut',
    withApi('__Secure-id=x'),
    ['mint-on-own-site (hours)', 'proxy-the-api (days)', 'cookie-secure-prefix (minutes)'],
  ],
  [
    'browsers refuse it, and what is mended they would keep',
    { ...withApi(`__Host-${lasting}; Domain=example.com`), hosts: sameRange },
    ['cookie-host-prefix (minutes)'],
  ],
  [
    'browsers refuse a cookie of another site, and what is mended Safari would block',
    exampleFacts({
      api: {
        url: 'https://api.example.net/',
        cookies: [parseSetCookie('id=x; Secure; SameSite=None; Domain=example.com')],
      },
      hosts: { 'www.example.com': at('203.0.113.5'), 'api.example.net': at('203.0.113.6') },
    }),
    ['mint-on-own-site (hours)', 'proxy-the-api (days)', 'cookie-domain-mismatch (minutes)'],
  ],
  [
    'the same of a provider, for pages of its own',
    exampleFacts({
      recorded: [
        {
          url: 'https://login.idp.example/',
          way: 'navigation',
          isForOwnPages: true,
          cookie: parseSetCookie('id=x; Secure; SameSite=None; Domain=example.com'),
        },
      ],
      hosts: { 'www.example.com': at('203.0.113.5'), 'login.idp.example': at('203.0.113.6') },
    }),
    ['cookie-domain-mismatch (minutes)'],
  ],
  [
    'the same of a provider, beside a cookie of the API that browsers keep',
    exampleFacts({
      recorded: [
        {
          url: 'https://login.idp.example/',
          way: 'navigation',
          isForOwnPages: true,
          cookie: parseSetCookie('id=x; Secure; SameSite=None; Domain=example.com'),
        },
        { url: 'https://api.example.com/', way: 'fetch', cookie: parseSetCookie(lasting) },
      ],
      hosts: { ...sameRange, 'login.idp.example': at('203.0.113.6') },
    }),
    ['cookie-domain-mismatch (minutes)'],
  ],
  [
    'a provider’s for pages of its own, and one that browsers refuse of the API',
    exampleFacts({
      recorded: [
        {
          url: 'https://login.idp.example/',
          way: 'fetch',
          isForOwnPages: true,
          cookie: parseSetCookie(lasting),
        },
        {
          url: 'https://api.example.com/',
          way: 'fetch',
          cookie: parseSetCookie(`__Host-${lasting}; Domain=example.com`),
        },
      ],
      hosts: { ...exampleFacts().hosts, 'login.idp.example': at('203.0.113.6') },
    }),
    ['mint-on-own-site (hours)', 'proxy-the-api (days)', 'cookie-host-prefix (minutes)'],
  ],
  [
    'recorded of a redirect alone, and cut in some cases: nobody knows of a fetch that would keep it',
    exampleFacts({
      recorded: [
        { url: 'https://api.example.com/', way: 'redirect', cookie: parseSetCookie(lasting) },
      ],
      hosts: {
        'www.example.com': at('203.0.113.5'),
        'api.example.com': at('192.0.2.1', '198.51.100.7'),
      },
    }),
    ['mint-on-own-site (hours)', 'proxy-the-api (days)'],
  ],
  [
    'the API is on the page’s own host, by another scheme',
    {
      ...withApi(lasting.replace('; Secure', '')),
      api: {
        url: 'http://www.example.com:8080/',
        cookies: withApi(lasting.replace('; Secure', '')).api!.cookies!,
      },
    },
    ['one-scheme (hours)'],
  ],
  [
    'the page is http, and the API https: edgemint could set nothing there',
    { ...withApi(lasting), page: { url: 'http://www.example.com/' } },
    ['one-scheme (hours)'],
  ],
  [
    'the same, with a cookie for other sites',
    {
      ...withApi(lasting.replace('Lax', 'None')),
      page: { url: 'http://www.example.com/' },
    },
    ['one-scheme (hours)'],
  ],
  [
    'the page is https, and the API http',
    {
      ...withApi(),
      api: {
        url: 'http://api.example.com/',
        cookies: withApi(lasting.replace('; Secure', '')).api!.cookies!,
      },
    },
    ['one-scheme (hours)'],
  ],
  ...Object.entries({
    'the page is http, and the API on another site': apartOver('http://www.example.com/'),
    'both are http': {
      ...withApi(),
      page: { url: 'http://www.example.com/' },
      api: { url: 'http://api.example.com/', cookies: [parseSetCookie(unsafe)] },
    },
    'the page is http, and its own host has addresses in two ranges': {
      ...withApi(),
      page: { url: 'http://www.example.com/' },
      api: { url: 'http://www.example.com/', cookies: [parseSetCookie(unsafe)] },
      hosts: www(at(...far)),
    },
    'the page is http, and so is its endpoint': exampleFacts({
      page: { url: 'http://www.example.com/' },
      endpoint: {
        url: 'http://www.example.com/set-auth-token',
        cookie: parseSetCookie(unsafe),
        cookieFrom: 'mint',
      },
      hosts: www(at(...far)),
    }),
    'a recorded log-in of such a page': {
      ...exampleFacts({ page: { url: 'http://www.example.com/' } }),
      hosts: apartOver('').hosts,
      recorded: [
        { url: 'https://api.example.net/', way: 'fetch', cookie: parseSetCookie(crossSite) },
      ],
    },
    'the API takes a token in a header, and the page is http': {
      ...apartOver('http://www.example.com/'),
      api: { url: 'https://api.example.net/', tokenHeader: 'X-Token' },
    },
  } as Record<string, Facts>).map(([title, facts]): [string, Facts, string[]] => [
    title,
    facts,
    ['one-scheme (hours)'],
  ]),
  [
    'both are on this machine, by two schemes',
    {
      ...withApi(),
      page: { url: 'http://localhost:3000/' },
      api: { url: 'https://localhost:8443/', cookies: [parseSetCookie(lasting)] },
    },
    ['one-scheme (hours)'],
  ],
  [
    'the API is on another site, and the page on this machine',
    apartOver('http://localhost:3000/'),
    ['mint-on-own-site (hours)', 'proxy-the-api (days)'],
  ],
  [
    'Kuroco’s cookie is capped',
    {
      ...withApi(lasting),
      hosts: {
        'www.example.com': at('203.0.113.5'),
        'api.example.com': aliased(['example.g.kuroco.app'], '198.51.100.7'),
      },
    },
    ['bridge-the-api (hours)', 'proxy-the-api (days)', 'use-token-header (days)'],
  ],
  [
    'the token travels in a header: the page keeps it',
    exampleFacts({ api: { url: 'https://api.example.com/', tokenHeader: 'X-Token' } }),
    ['bridge-the-api (hours)'],
  ],
  [
    'the same on the page’s own host, where a bridge would lead to itself',
    exampleFacts({ api: { url: 'https://www.example.com:8443/', tokenHeader: 'X-Token' } }),
    ['token-in-header (hours)'],
  ],
  [
    'no endpoint, and a token in a header: what to do stands there once',
    withEndpoint(
      { put: { status: 404 } },
      { api: { url: 'https://api.example.com/', tokenHeader: 'X-Token' } },
    ),
    ['bridge-the-api (hours)'],
  ],
  [
    'the API’s cookie is not in use',
    withEndpoint(healthyAnswers, { api: { url: 'https://api.example.com/' } }),
    [],
  ],
  [
    'the API is not found',
    { ...withApi(lasting), hosts: { 'www.example.com': at('203.0.113.5') } },
    [],
  ],
  [
    'the endpoint’s host is far apart',
    withEndpoint(healthyAnswers, { hosts: www(at(...far)) }),
    ['renew-after-load (minutes)'],
  ],
  [
    'CloudFront in two families',
    withEndpoint(healthyAnswers, {
      page: {
        ...cached,
        answer: {
          ...cached.answer,
          headers: { ...cached.answer.headers, via: '1.1 x.cloudfront.net (CloudFront)' },
        },
      },
      hosts: www(at('203.0.113.5', '2001:db8::1', '2001:db8:1::1')),
    }),
    ['renew-after-load (minutes)', 'turn-ipv6-off (minutes)'],
  ],
  [
    'CloudFront with a single IPv6 address',
    withEndpoint(healthyAnswers, {
      hosts: www(aliased([], ...far, '2001:db8::1')),
      page: {
        ...cached,
        answer: { ...cached.answer, headers: { ...cached.answer.headers, server: 'CloudFront' } },
      },
    }),
    ['renew-after-load (minutes)'],
  ],
  [
    'another CDN in two families',
    withEndpoint(healthyAnswers, { hosts: www(at('203.0.113.5', '2001:db8::1', '2001:db8:1::1')) }),
    ['renew-after-load (minutes)'],
  ],
  [
    'CloudFront in IPv4',
    withEndpoint(healthyAnswers, {
      page: {
        ...cached,
        answer: { ...cached.answer, headers: { ...cached.answer.headers, server: 'CloudFront' } },
      },
      hosts: www(at(...far)),
    }),
    ['renew-after-load (minutes)'],
  ],
  [
    'a page on a CNAME that may come from a cache',
    withEndpoint(healthyAnswers, {
      page: cached,
      hosts: www(aliased(['a.netlify.app'], '203.0.113.5')),
    }),
    ['load-page-from-network (minutes)', 'no-cname (hours)'],
  ],
  [
    'a form post to a CNAME',
    withEndpoint(formPost, { hosts: www(aliased(['a.netlify.app'], '203.0.113.5')) }),
    ['renew-after-landing (minutes)'],
  ],
  [
    'an endpoint on another host of the site',
    {
      ...withEndpoint(undefined),
      page: { url: 'https://shop.example.com/' },
      hosts: { 'shop.example.com': at('203.0.113.5'), 'www.example.com': at('198.51.100.7') },
    },
    ['endpoint-on-own-host (hours)'],
  ],
  [
    'an endpoint on another host of the site, in the same range',
    {
      ...withEndpoint(undefined),
      page: { url: 'https://shop.example.com/' },
      hosts: { 'shop.example.com': at('203.0.113.5'), 'www.example.com': at('203.0.113.5') },
    },
    [],
  ],
  [
    'an endpoint that takes form posts, on addresses far apart',
    withEndpoint(formPost, { hosts: www(at(...far)) }),
    ['renew-after-landing (minutes)', 'renew-after-load (minutes)'],
  ],
  [
    'an endpoint on another site',
    {
      ...withEndpoint(undefined),
      page: { url: 'https://www.example.net/' },
      hosts: { 'www.example.net': at('203.0.113.5'), 'www.example.com': at('203.0.113.5') },
    },
    ['endpoint-on-own-host (hours)'],
  ],
  [
    'a mistake goes last: what keeps the cookie alive is first',
    withEndpoint(
      {
        ...healthyAnswers,
        foreign: { status: 204, headers: { 'cache-control': 'no-store' } },
      },
      { hosts: www(at(...far)) },
    ),
    ['renew-after-load (minutes)', 'endpoint-takes-strangers (hours)'],
  ],
  [
    'what could not be looked at',
    withEndpoint({ put: { failure: { reason: 'timeout', detail: '' } } }),
    ['endpoint-unreachable (minutes)'],
  ],
  [
    'no endpoint, and an API: what to do stands there once',
    withEndpoint({ put: { status: 404 } }, { api: { url: 'https://api.example.com/' } }),
    ['mint-on-own-site (hours)', 'proxy-the-api (days)'],
  ],
]

const otherSites = lasting.replace('Lax', 'None')
const kurocosHost = aliased(['example.g.kuroco.app'], '198.51.100.7')

/** What a real log-in set, by fetch. */
function recordedOf(...urls: string[]): Partial<Facts> {
  const cookie = parseSetCookie(otherSites)
  return { recorded: urls.map((url) => ({ url, way: 'fetch', cookie })) }
}

rows.push(
  [
    'recorded of another host of the same vendor, which only some suffix lists tell apart',
    {
      ...exampleFacts(recordedOf('https://b.netlify.app/')),
      page: { url: 'https://a.netlify.app/' },
      hosts: { 'a.netlify.app': at('203.0.113.5'), 'b.netlify.app': at('203.0.113.6') },
    },
    ['mint-on-own-site (hours)', 'proxy-the-api (days)'],
  ],
  [
    'an API with three ways, after what is to be done of the endpoint: each stays with what it stands in for',
    withEndpoint(formPost, {
      api: withApi(lasting).api!,
      hosts: { ...www(at(...far)), 'api.example.com': kurocosHost },
    }),
    [
      'renew-after-landing (minutes)',
      'renew-after-load (minutes)',
      'bridge-the-api (hours)',
      'proxy-the-api (days)',
      'use-token-header (days)',
    ],
  ],
  [
    'the same before what another API wants',
    exampleFacts({
      ...recordedOf('https://example.g.kuroco.app/', 'https://api.example.net/'),
      hosts: {
        ...www(at('203.0.113.5')),
        'example.g.kuroco.app': at('198.51.100.7'),
        'api.example.net': at('198.51.100.8'),
      },
    }),
    [
      'bridge-the-api (hours)',
      'proxy-the-api (days)',
      'use-token-header (days)',
      'mint-on-own-site (hours)',
    ],
  ],
)

describe('remedies, the least effort first', () => {
  for (const [title, facts, expected] of rows) {
    it(title, () => assert.deepEqual(remedies(facts), expected))
    it(`${title}: each has steps, and none of them is empty`, () => {
      for (const { id, steps } of diagnose(facts).remedies) {
        assert.ok(steps.length > 0 && steps.every((step) => step.length > 10), id)
      }
    })
  }

  it('to do without the CNAME is another way than to load the page from the network', () => {
    const hosts = www(aliased(['a.netlify.app'], '203.0.113.5'))
    const { remedies: all } = diagnose(withEndpoint(healthyAnswers, { page: cached, hosts }))
    assert.deepEqual(
      all.map(({ id, isAlternative }) => [id, isAlternative]),
      [
        ['load-page-from-network', false],
        ['no-cname', true],
      ],
    )
  })

  it('a recorded cookie is renewed by who set it, also beside a bridge that is planned', () => {
    const url = 'https://www.example.com/login'
    const [renew] = diagnose(
      exampleFacts({
        hosts: www(at(...far)),
        endpoint: {
          url: 'https://www.example.com/set-auth-token',
          answers: { put: { status: 404 } },
        },
        bridge: { url: 'https://www.example.com/api' },
        recorded: [{ url, way: 'fetch', cookie: parseSetCookie(lasting) }],
      }),
    ).remedies
    assert.match(renew.title, /^Call the API in the page’s first script/)
    assert.equal(renew.steps.length, 2)
  })

  it('what the API sets is renewed by the API, also beside an endpoint that is planned', () => {
    const planned = withEndpoint(undefined, { hosts: www(at(...far)) })
    const api = { ...withApi(lasting).api!, url: 'https://www.example.com/login' }
    const titles = diagnose({ ...planned, api }).remedies.map(({ title }) => title)
    assert.equal(titles.length, 2)
    assert.match(titles[0], /^Call the API in the page’s first script/)
    assert.match(titles[1], /^Install edgemint on www\.example\.com, unless it is there already/)
  })

  for (const [way, versions] of [
    ['navigation', 'Safari 18.4 to 26'],
    ['redirect', 'Safari 17 to 26'],
  ] as const) {
    it(`a ${way} to the page’s own host was recorded, whose cookie ${versions} may cut`, () => {
      const url = 'https://www.example.com/login'
      for (const host of [at(...far), aliased(['a.netlify.app'], '203.0.113.5')]) {
        const diagnosis = diagnose(
          exampleFacts({
            hosts: www(host),
            recorded: [{ url, way, cookie: parseSetCookie(lasting) }],
          }),
        )
        assert.ok(diagnosis.headline.text.startsWith(`${versions} cuts`))
        assert.deepEqual(
          diagnosis.remedies.map(({ id, effort }) => `${id} (${effort})`),
          ['renew-after-landing (minutes)'],
        )
        assert.match(
          diagnosis.remedies[0].title,
          /^On the page that the log-in ends on, call the server/,
        )
        assert.equal(diagnosis.remedies[0].steps.length, 1)
      }
    })
  }

  it('a recorded cookie of Kuroco’s leads to the bridge, with the config to paste', () => {
    const { remedies: all } = diagnose(
      exampleFacts({
        ...recordedOf('https://example.g.kuroco.app/rcms-api/7/login'),
        hosts: { ...www(at('203.0.113.5')), 'example.g.kuroco.app': at('198.51.100.7') },
      }),
    )
    assert.deepEqual(
      all.map(({ id, isAlternative }) => [id, isAlternative]),
      [
        ['bridge-the-api', false],
        ['proxy-the-api', true],
        ['use-token-header', true],
      ],
    )
    names(all[0].steps[0], "api: 'https://example.g.kuroco.app/rcms-api/7', bridge:")
  })

  it('the base of Kuroco’s addresses is taken from the API’s, where it is one', () => {
    const bases = ['/rcms-api/7/me', '/rcms-api/7', '/rcms-api', '/rcms-api/', '/v/7/me'].map(
      (path) => {
        const api = {
          url: `https://api.example.com${path}`,
          tokenHeader: 'X-RCMS-API-ACCESS-TOKEN',
        }
        const [{ steps }] = diagnose(exampleFacts({ api })).remedies
        return /api: 'https:\/\/api\.example\.com([^']*)'/.exec(steps[0])![1]
      },
    )
    const [, , example] = bases
    assert.deepEqual(bases, ['/rcms-api/7', '/rcms-api/7', example, example, example])
    assert.match(example, /^\/rcms-api\/./)
  })

  it('each stands there once', () => {
    assert.deepEqual(remedies(withApi(lasting, lasting.replace('session', 'other'))), [
      'mint-on-own-site (hours)',
      'proxy-the-api (days)',
    ])
  })
})

test('a mistake’s remedy is its cure, and says what is wrong', () => {
  const { findings, remedies: all } = diagnose(withEndpoint({ put: { status: 404 } }))
  const [remedy] = all
  const [finding] = findings
  assert.deepEqual([remedy.id, remedy.title, remedy.effort], [finding.id, finding.cure, 'hours'])
  assert.deepEqual(remedy.steps, [finding.title])
})

function servedBy(server: string): Facts['page'] {
  const { answer } = cached
  return { ...cached, answer: { ...answer, headers: { ...answer.headers, server } } }
}

function whoOf(facts: Facts): unknown {
  return diagnose(facts).findings.find(({ id }) => id === 'cookie-host-prefix')?.who
}

describe('who does it', () => {
  it('is named by every remedy, and where a table names the CDN, the guide is for that', () => {
    const facts = withApi(lasting)
    const guides = ['Netlify', 'cloudflare', 'CloudFront', 'nginx', 'Vercel'].map((server) => {
      const [{ who, guide }] = diagnose({ ...facts, page: servedBy(server) }).remedies
      assert.deepEqual(who, ['developer', 'api-vendor'])
      return guide.split('/docs/')[1]
    })
    assert.deepEqual(guides, [
      'remedies.md#mint-on-own-site-netlify',
      'remedies.md#mint-on-own-site-cloudflare',
      'remedies.md#mint-on-own-site-cloudfront',
      'remedies.md#mint-on-own-site',
      'remedies.md#mint-on-own-site',
    ])
  })

  it('of a finding is who its kind names, and its guide the section that mends it, or the list', () => {
    const missing = diagnose(withEndpoint({ put: { status: 404 } })).remedies[0]
    assert.deepEqual(missing.who, ['developer'])
    assert.match(missing.guide, /docs\/remedies\.md#install-edgemint$/)
    const silent = diagnose(withEndpoint({ put: { failure: { reason: 'timeout', detail: '' } } }))
      .remedies[0]
    assert.deepEqual(silent.who, ['dns-or-cdn'])
    assert.match(silent.guide, /docs\/findings\.md#endpoint-unreachable$/)
  })

  it('of a cookie’s fault is whoever sets the cookie', () => {
    const bad = '__Host-id=x; Path=/; Secure; Domain=example.com'
    assert.deepEqual(whoOf(withApi(bad)), ['api-vendor'])
    const { endpoint } = withEndpoint(undefined)
    assert.deepEqual(
      whoOf(exampleFacts({ endpoint: { ...endpoint!, cookie: parseSetCookie(bad) } })),
      ['developer'],
    )
  })
})

test('where there is a bridge, what renews its cookies is authFetch', () => {
  const bridge = { url: 'https://www.example.com/api' }
  const facts = withEndpoint(healthyAnswers, { bridge, hosts: www(at(...far)) })
  const [renew] = diagnose(facts).remedies
  assert.equal(renew.id, 'renew-after-load')
  names(renew.title, 'authFetch of edgemint/auth-fetch')
  assert.doesNotMatch(renew.title, /renewAuthToken/)
})

test('what calls edgemint says of a plan that nobody looked whether it is there, and else nothing', () => {
  const [seen, unseen] = [healthyAnswers, undefined].map((answers) => {
    const [renew] = diagnose(withEndpoint(answers, { hosts: www(at(...far)) })).remedies
    assert.equal(renew.id, 'renew-after-load')
    return renew
  })
  assert.match(seen.title, /^Call renewAuthToken\(\)/)
  assert.match(
    unseen.title,
    /^Install edgemint on www\.example\.com, unless it is there already, and call renewAuthToken\(\)/,
  )
  assert.deepEqual(unseen.steps, [
    'Whether it is there was not tested: https://www.example.com/set-auth-token.',
    ...seen.steps,
  ])
  assert.deepEqual([seen.effort, unseen.effort], ['minutes', 'hours'])
})

test('the remedies name this very site', () => {
  const facts = exampleFacts({
    api: { url: 'https://api.example.net/' },
    hosts: { 'www.example.com': at('203.0.113.5'), 'api.example.net': at('203.0.113.6') },
  })
  const [mint, proxy] = diagnose(facts).remedies
  names(mint.title, 'www.example.com')
  names(mint.steps.join(' '), 'api.example.com', '7 days', 'www.example.com')
  names(proxy.title, 'https://www.example.com/api/*')
})

test('an API on the page’s site needs no other name', () => {
  const [mint] = diagnose(withApi(lasting)).remedies
  names(mint.title, 'www.example.com')
  assert.doesNotMatch(mint.steps.join(' '), /api\.example\.com/)
})

/** What the bridge's remedy has users write into their config, as JavaScript. */
function configOf(api: string, tokenHeader?: string): unknown {
  const { hostname } = new URL(api)
  const facts = exampleFacts({
    api: { url: api, ...(tokenHeader && { tokenHeader }) },
    hosts: { 'www.example.com': at('203.0.113.5'), [hostname]: at('203.0.113.6') },
  })
  const [bridge] = diagnose(facts).remedies
  assert.equal(bridge.id, 'bridge-the-api')
  const [, config] = /: (site: .*\} ?)\./.exec(bridge.steps[0])!
  return runInNewContext(`({ ${config} })`)
}

describe('the config of the bridge, to be pasted', () => {
  for (const [api, header, expected] of [
    [
      'https://site.a.kuroco.app/',
      undefined,
      { api: 'https://site.a.kuroco.app/rcms-api/1', preset: 'kuroco' },
    ],
    [
      'https://site.a.kuroco.app/rcms-api/7/login',
      undefined,
      { api: 'https://site.a.kuroco.app/rcms-api/7', preset: 'kuroco' },
    ],
    [
      'https://site.a.kuroco.app/rcms-api/',
      undefined,
      { api: 'https://site.a.kuroco.app/rcms-api/1', preset: 'kuroco' },
    ],
    [
      'https://api.example.com/direct',
      'x-rcms-api-access-token',
      { api: 'https://api.example.com/rcms-api/1', preset: 'kuroco' },
    ],
    [
      'https://api.example.net:8443/v1/me',
      'X-Token',
      { api: 'https://api.example.net:8443', header: 'X-Token' },
    ],
  ] as const) {
    it(`${api}${header ? ` with ${header}` : ''}`, () => {
      const { api: address, ...target } = expected
      const config = configOf(api, header)
      assert.equal(
        JSON.stringify(config),
        JSON.stringify({
          site: 'https://www.example.com',
          api: address,
          bridge: { path: '/api', ...target },
        }),
      )
      const compiled = compilePolicy(JSON.parse(JSON.stringify(config)))
      assert.ok('policy' in compiled, JSON.stringify(compiled))
      const vendor = vendors.find(({ bridge }) => bridge)!
      const wanted = 'header' in target ? target.header : vendor.tokenHeader!
      assert.equal(compiled.policy.bridge!.header, wanted.toLowerCase())
    })
  }

  it('says what else there is to do, for Kuroco by its own names', () => {
    const facts = withApi(lasting)
    facts.hosts['api.example.com'] = aliased(['site.g.kuroco.app'], '198.51.100.7')
    const [bridge, ...others] = diagnose(facts).remedies
    names(bridge.steps.join(' '), 'logIn(grant_token)', "authFetch('/api/…')")
    names(bridge.steps.join(' '), 'refresh_token_lifespan')
    assert.deepEqual(
      others.map(({ isAlternative }) => isAlternative),
      [true, true],
    )
  })

  it('and for others with a way to renew the token', () => {
    const facts = exampleFacts({ api: { url: 'https://api.example.com/', tokenHeader: 'X-Token' } })
    const [{ steps }] = diagnose(facts).remedies
    names(steps.join(' '), 'logIn(token)', 'bridge.tokens')
  })
})

describe('two projects whose cookies go to the same hosts need two names', () => {
  for (const [page, api, where] of [
    ['https://www.example.com/', 'https://api.example.com/', 'example.com'],
    ['https://www.example.com/', 'https://api.example.net/', 'example.com'],
    ['https://www.shop.netlify.app/', 'https://api.shop.netlify.app/', 'shop.netlify.app'],
    ['https://shop.netlify.app/', 'https://api.example.net/', 'your domain'],
  ] as const) {
    it(`${page} with ${api}: those under ${where}`, () => {
      const hosts = {
        [new URL(page).hostname]: at('203.0.113.5'),
        [new URL(api).hostname]: at('198.51.100.7'),
      }
      const facts: Facts = { version: 1, page: { url: page }, api: { url: api }, hosts }
      const mint = diagnose(facts).remedies.find(({ id }) => id === 'mint-on-own-site')
      const steps = mint!.steps.filter((step) => step.includes('another project'))
      assert.deepEqual(
        steps.map((step) => /another project under (\S+( domain)?) uses/.exec(step)?.[1]),
        [where],
      )
    })
  }
})

it('a cookie that only breaks a rule of cookies needs no other host', () => {
  const hosts = { 'www.example.com': at('203.0.113.5'), 'api.example.com': at('203.0.113.6') }
  const facts = { ...withApi('session=x; Max-Age=34560000; SameSite=None; HttpOnly'), hosts }
  assert.deepEqual(remedies(facts), ['cookie-none-without-secure (minutes)'])
})

describe('how to be rid of a CNAME', () => {
  for (const [cname, ...words] of [
    ['shop.netlify.app', 'apex'],
    ['d1.cloudfront.net', 'Route 53', 'AAAA'],
    ['shop.pages.dev', 'ALIAS'],
    ['cname.vercel-dns.com', 'apex'],
    ['x.cdn.net', 'ALIAS'],
  ]) {
    it(`${cname}, with the warning that Safari compares addresses then`, () => {
      const facts = withEndpoint(healthyAnswers, {
        page: cached,
        hosts: www(aliased([cname], '203.0.113.5')),
      })
      const remedy = diagnose(facts).remedies.find(({ id }) => id === 'no-cname')
      names(remedy?.title, 'www.example.com')
      names(remedy?.steps.join(' '), ...words, 'addresses', 'in one range')
    })
  }
})

function firstSteps(page: string, api: string): string[] {
  const hosts = {
    [new URL(page).hostname]: at('203.0.113.5'),
    [new URL(api).hostname]: at('198.51.100.7'),
  }
  const facts: Facts = { version: 1, page: { url: page }, api: { url: api }, hosts }
  return diagnose(facts).remedies[0].steps
}

describe('the way to a cookie that an API on another site can read', () => {
  it('is a name under the page’s domain', () => {
    const [step] = firstSteps('https://www.example.com/', 'https://api.example.net/')
    assert.match(step, /^Give the API a name such as api\.example\.com,/)
  })

  it('is a domain of one’s own, where the page is on one that strangers share', () => {
    const [step, next] = firstSteps('https://shop.netlify.app/', 'https://api.example.net/')
    assert.match(step, /^Put the page and the API on a domain of your own/)
    assert.doesNotMatch(step, /api\.shop\.netlify\.app/)
    // The page leaves that host.
    assert.match(
      next,
      /^Install edgemint, a small function for your CDN, on the page’s new host\. /,
    )
  })
})

function resultOn(...addresses: string[]): string {
  const hosts = { 'www.example.com': at(...addresses), 'api.example.com': at('192.0.2.9') }
  return diagnose({ ...withApi(lasting), hosts }).remedies[0].result
}

describe('what the work leads to', () => {
  it('is promised of a host at one place', () => {
    assert.match(resultOn('203.0.113.5'), /^Safari, Firefox and Chrome keep/)
  })

  it('is not promised where the page’s host could not keep it either', () => {
    const facts = {
      ...withApi(lasting),
      hosts: {
        'www.example.com': aliased(['x.cdn.net'], '203.0.113.5'),
        'api.example.com': at('192.0.2.9'),
      },
      page: { url: 'https://www.example.com/', serviceWorker: 'found' as const },
    }
    assert.match(diagnose(facts).remedies[0].result, /so does Safari, if/)
    const http = {
      ...withApi(lasting),
      page: { url: 'http://localhost/' },
      api: { url: 'http://api.localhost/' },
    }
    assert.equal(diagnose(http).remedies[0]?.result ?? '', '')
  })

  it('is not promised of the bridge where nobody knows where the page’s host is', () => {
    const api = { url: 'https://api.example.com/', tokenHeader: 'X-Token' }
    const [bridge] = diagnose(exampleFacts({ api, hosts: {} })).remedies
    assert.deepEqual([bridge.id, bridge.result], ['bridge-the-api', ''])
  })

  it('is promised on a condition of a host in several ranges', () => {
    assert.match(resultOn('203.0.113.5', '198.51.100.7'), /so does Safari, if the page renews it/)
  })
})

describe('the step that installs edgemint names the command for the page’s CDN', () => {
  for (const [cdn, command] of [
    [
      'd1.cloudfront.net',
      /on www\.example\.com\. Run npx edgemint attach --distribution ID --dry-run,/,
    ],
    ['shop.netlify.app', /on www\.example\.com\. Run npx edgemint deploy netlify\.$/],
    ['x.cdn.net', /on www\.example\.com\.$/],
  ] as const) {
    it(cdn, () => {
      const hosts = {
        'www.example.com': aliased([cdn], '203.0.113.5'),
        'api.example.com': at('192.0.2.9'),
      }
      const [{ steps }] = diagnose({ ...withApi(lasting), hosts }).remedies
      const step = steps.find((text) => text.startsWith('Install edgemint'))
      assert.match(step ?? '', command)
    })
  }
})

/** Of each remedy its id, how many steps it has, and what it promises. */
function shown(facts: Facts): [string, number, string][] {
  return diagnose(facts).remedies.map(({ id, steps, result }) => [id, steps.length, result])
}

describe('what a way out says of itself', () => {
  const kept = 'Safari, Firefox and Chrome keep the cookie for 400 days after each visit.'

  it('its steps, and what users have of it', () => {
    assert.deepEqual(shown(withApi(lasting)), [
      ['mint-on-own-site', 5, kept],
      [
        'proxy-the-api',
        3,
        'Safari, Firefox and Chrome keep the cookie for as long as the API says.',
      ],
    ])
    const other = exampleFacts({
      api: { url: 'https://api.example.net/' },
      hosts: { 'www.example.com': at('203.0.113.5'), 'api.example.net': at('203.0.113.6') },
    })
    assert.deepEqual(shown(other)[0], ['mint-on-own-site', 6, kept])
    const refused = diagnose(withApi(`__Host-${lasting}; Domain=example.com`)).remedies[0].steps
    assert.equal(refused[0], 'Once the cookie is mended, Safari would cut it to 7 days.')
    const [taken] = diagnose(withApi('id=x; Max-Age=34560000; SameSite=None')).remedies
    assert.doesNotMatch(taken.steps.join(' '), /Once the cookie/, 'Safari takes it, and cuts it')
    const apart = { ...withApi('__Secure-id=x; Max-Age=34560000'), hosts: farApi }
    assert.equal(
      diagnose(apart).remedies[0].steps[0],
      'Once the cookie is mended, Safari would cut it to 7 days in some cases.',
    )
    const minting = withEndpoint(healthyAnswers, { api: withApi(lasting).api! })
    assert.deepEqual(shown(minting), [['use-minted-cookie', 1, '']])
    assert.match(diagnose(minting).remedies[0].title, /not from its own “session”\.$/)
  })

  for (const name of [
    'XSRF-TOKEN',
    '__client_uat',
    '.AspNetCore.Antiforgery.w5W7x28NAIs',
    '__RequestVerificationToken_L3Nob3A1',
    '__orchantiforgery_Default',
    'form_key',
  ]) {
    it(`${name}, which stands beside a log-in, is set again, and edgemint would not help`, () => {
      const alone = withApi(`${name}=x; Max-Age=34560000; Path=/; Secure; SameSite=Lax`)
      for (const facts of [alone, withEndpoint(healthyAnswers, { api: alone.api! })]) {
        const { remedies: advised, symptom } = diagnose(facts)
        assert.deepEqual(
          advised.map(({ title, steps }) => [title, ...steps]),
          [
            [
              `Let the API set “${name}” again on each visit: a shorter life then does no harm.`,
              'It holds no log-in that edgemint’s could replace.',
            ],
          ],
        )
        assert.equal(symptom, '')
      }
    })
  }

  for (const name of ['platform_key', 'form_keys']) {
    it(`${name} may be a log-in`, () => {
      const facts = withApi(`${name}=x; Max-Age=34560000; Path=/; Secure; SameSite=Lax`)
      assert.equal(diagnose(facts).remedies[0].id, 'mint-on-own-site')
    })
  }

  it('of a host whose addresses are far apart it promises less', () => {
    const hosts = { ...www(at(...far)), 'api.example.com': at('192.0.2.1') }
    const [[, , result], [, , proxied]] = shown({ ...withApi(lasting), hosts })
    assert.match(result, /^Firefox and Chrome keep the cookie for 400 days after each visit; so/)
    assert.equal(proxied, '')
  })

  it('of a token in a header', () => {
    const token = exampleFacts({ api: { url: 'https://api.example.com/', tokenHeader: 'X-Token' } })
    assert.equal(shown(token)[0][2].length > 0, true)
    const schemes = withApi(lasting.replace('; Secure', '')).api!
    const api = { ...schemes, url: 'http://www.example.com:8080/' }
    assert.deepEqual(shown({ ...withApi(lasting), api })[0].slice(0, 2), ['one-scheme', 2])
    const kuroco = {
      'www.example.com': at('203.0.113.5'),
      'api.example.com': aliased(['example.g.kuroco.app'], '198.51.100.7'),
    }
    const ways = shown({ ...withApi(lasting), hosts: kuroco })
    assert.deepEqual(ways.at(-1)!.slice(0, 2), ['use-token-header', 1])
  })
})
