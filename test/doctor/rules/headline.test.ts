import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Facts } from '../../../doctor/facts.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import {
  aliased,
  at,
  cookieWith,
  exampleFacts,
  healthyAnswers,
  lasting,
  names,
  timedOut,
  withApi,
  withEndpoint,
} from './example-site.ts'

const rows: [title: string, facts: Facts, named: string[]][] = [
  [
    'all is well',
    withEndpoint(healthyAnswers),
    ['Safari, Firefox and Chrome keep the log-in cookie', 'www.example.com', 'full life'],
  ],
  ['capped by address', withApi(lasting), ['Safari 16.4 and later', 'api.example.com', '7 days']],
  [
    'two cookies of one host',
    withApi(lasting, lasting.replace('session', 'other')),
    ['“session”', '“other”'],
  ],
  [
    'capped by CNAME',
    {
      ...withApi(lasting),
      hosts: {
        'www.example.com': at('203.0.113.5'),
        'api.example.com': aliased(['x.cdn.net'], '203.0.113.6'),
      },
    },
    ['Safari 14 and later', 'api.example.com', '7 days'],
  ],
  [
    'blocked in all of Safari',
    exampleFacts({
      api: { url: 'https://api.example.net/' },
      hosts: { 'www.example.com': at('203.0.113.5'), 'api.example.net': at('203.0.113.6') },
    }),
    ['Safari block', 'api.example.net'],
  ],
  [
    'refused by two browsers',
    withApi('id=x; Max-Age=60; SameSite=None'),
    ['Firefox and Chrome refuse', 'api.example.com'],
  ],
  [
    'refused by all',
    withApi('id=x; Domain=example.net'),
    ['Safari, Firefox and Chrome refuse', 'api.example.com'],
  ],
  [
    'it depends',
    {
      ...withApi(lasting),
      hosts: { ...exampleFacts().hosts, 'api.example.com': at('203.0.113.6', '198.51.100.7') },
    },
    ['Safari 16.4 and later', 'api.example.com', 'in some cases'],
  ],
  [
    'a form post in one era alone',
    withEndpoint(
      {
        ...healthyAnswers,
        options: { status: 204, headers: { allow: 'PUT, POST', 'cache-control': 'no-store' } },
      },
      { hosts: { 'www.example.com': aliased(['shop.netlify.app'], '203.0.113.5') } },
    ),
    ['Safari 18.4 to 26', 'www.example.com', 'in some cases'],
  ],
  [
    'navigations to an API in two eras',
    {
      ...withApi(lasting),
      page: { url: 'https://www.example.com/' },
      hosts: {
        'www.example.com': aliased(['a.cdn.net'], '203.0.113.5'),
        'api.example.com': aliased(['b.cdn.net'], '203.0.113.6'),
      },
    },
    ['Safari 17 to 26', 'api.example.com', 'in some cases'],
  ],
  [
    'one mistake',
    withEndpoint({ put: { status: 404 } }),
    ['https://www.example.com/set-auth-token', '404'],
  ],
  [
    'more mistakes',
    withEndpoint({
      ...healthyAnswers,
      put: { status: 502, headers: { 'cache-control': 'no-store' } },
      get: { status: 200, headers: { 'x-cache': 'Hit from cloudfront' } },
    }),
    ['The CDN answered GET from its cache. And 1 more.'],
  ],
  [
    'not found out',
    withEndpoint({ put: { failure: { reason: 'timeout', detail: '' } } }),
    ['https://www.example.com/set-auth-token', 'no answer came in time'],
  ],
  [
    'not found out, without a finding',
    withEndpoint(undefined, { hosts: {} }),
    ['could not be found out'],
  ],
  ['nothing', exampleFacts(), ['Nothing sets a cookie here']],
  [
    'a token in a header',
    exampleFacts({ api: { url: 'https://api.example.com/', tokenHeader: 'x-token' } }),
    ['header x-token'],
  ],
]

describe('the headline, to the letter', () => {
  const short = 'id=x; Domain=example.net'
  const page = {
    url: 'https://www.example.com/',
    answer: { status: 200, headers: { 'content-type': 'text/plain' } },
  }
  const session = healthyAnswers.delete.cookies.map(({ name, attributes }) => ({
    name,
    valueOctets: 1,
    attributes: attributes.filter((one) => one.name !== 'Max-Age'),
  }))[0]
  const exact: [title: string, facts: Facts, text: string][] = [
    [
      'three cookies are all named',
      withApi(...['a', 'b', 'c'].map((name) => short.replace('id', name))),
      ['a', 'b', 'c'].map(refused).join(' '),
    ],
    [
      'of more the others are counted',
      withApi(...['a', 'b', 'c', 'd'].map((name) => short.replace('id', name))),
      `${['a', 'b', 'c'].map(refused).join(' ')} And 1 more.`,
    ],
    [
      'one that each browser treats otherwise',
      {
        ...withApi('id=x; Max-Age=60; Secure'),
        page: { url: 'https://www.example.net/' },
        hosts: { 'www.example.net': at('203.0.113.5'), 'api.example.com': at('203.0.113.6') },
      },
      'Chrome refuses the cookie “id” of api.example.com, and Safari blocks it.',
    ],
    [
      'one that is refused here and cut there',
      withApi('id=x; Max-Age=34560000; SameSite=None'),
      'Firefox and Chrome refuse the cookie “id” of api.example.com, and Safari 16.4 and later cuts it to 7 days.',
    ],
    [
      'one that Safari blocked until Partitioned came',
      betweenSites('www.example.net', 'api.example.com'),
      'Safari up to 26.1 blocks the cookie “id” of api.example.com.',
    ],
    [
      'one that is Partitioned, where the suffix list decides as well',
      betweenSites('a.netlify.app', 'b.netlify.app'),
      'Safari up to 26 blocks the cookie “id” of b.netlify.app in some cases.',
    ],
    [
      'one without a name',
      withApi('x; Max-Age=60'),
      'Safari refuses the cookie without a name of api.example.com.',
    ],
    [
      'one that was not seen',
      exampleFacts({ api: { url: 'https://api.example.com/' } }),
      'Safari 16.4 and later cuts the log-in cookie of api.example.com to 7 days.',
    ],
    [
      'not found out, and a finding that does not say why',
      withEndpoint(undefined, { hosts: {}, page }),
      'It could not be found out.',
    ],
    [
      'nothing, and a finding that does not say why',
      exampleFacts({ page }),
      'Nothing sets a cookie here, so there is nothing to judge.',
    ],
    [
      'a cookie for as long as the browser is open',
      exampleFacts({
        endpoint: { url: 'https://www.example.com/set-auth-token', cookie: session },
      }),
      'Nothing is wrong: Safari, Firefox and Chrome keep the log-in cookie of www.example.com until the browser closes.',
    ],
    [
      'three cookies',
      {
        ...withApi(...['a', 'b', 'c'].map((name) => lasting.replace('session', name))),
        hosts: { 'www.example.com': at('203.0.113.5'), 'api.example.com': at('203.0.113.6') },
      },
      'Nothing is wrong: Safari, Firefox and Chrome keep the cookie “a” of api.example.com, the cookie “b” of api.example.com and the cookie “c” of api.example.com for their full life.',
    ],
    [
      'a name without end, of which nobody needs the rest',
      withApi(`${'n'.repeat(4097)}=x`),
      `Safari, Firefox and Chrome refuse the cookie “${'n'.repeat(39)}…” of api.example.com.`,
    ],
    [
      'a long name that there is',
      withApi(`__Host-wordpress_logged_in_${'0'.repeat(73)}=x`),
      `Safari, Firefox and Chrome refuse the cookie “__Host-wordpress_logged_in_${'0'.repeat(73)}” of api.example.com.`,
    ],
  ]
  for (const [title, facts, text] of exact) {
    it(title, () => assert.equal(diagnose(facts).headline.text, text))
  }
})

/** A Partitioned cookie of another site. */
function betweenSites(page: string, api: string): Facts {
  const { cookies } = withApi('id=x; Max-Age=60; Secure; SameSite=None; Partitioned').api!
  return {
    version: 1,
    page: { url: `https://${page}/` },
    api: { url: `https://${api}/`, cookies: cookies! },
    hosts: { [page]: at('203.0.113.5'), [api]: at('203.0.113.6') },
  }
}

function refused(name: string): string {
  return `Safari, Firefox and Chrome refuse the cookie “${name}” of api.example.com.`
}

describe('the headline', () => {
  for (const [title, facts, named] of rows) {
    it(title, () => names(diagnose(facts).headline.text, ...named))
  }
})

describe('cookies that cannot be told apart', () => {
  it('are named once', () => {
    const { headline } = diagnose(withApi(lasting, lasting))
    assert.equal(headline.text.split('7 days').length, 2)
  })
})

describe('what depends on the suffix list', () => {
  it('counts as refused, where it decides about the Domain', () => {
    const { headline, symptom } = diagnose({
      version: 1,
      page: { url: 'https://netlify.app/' },
      endpoint: {
        url: 'https://netlify.app/set-auth-token',
        cookie: cookieWith('Max-Age=60; Secure; Path=/; Domain=netlify.app', '__Host-id'),
      },
      hosts: { 'netlify.app': at('203.0.113.5') },
    })
    const text = 'Safari refuses the log-in cookie of netlify.app in some cases.'
    assert.deepEqual(headline, { text })
    assert.equal(symptom, 'In Safari, some of your visitors cannot log in.')
  })

  it('counts as blocked, not as cut', () => {
    const facts: Facts = {
      ...withApi(lasting),
      page: { url: 'https://a.netlify.app/' },
      api: { url: 'https://b.netlify.app/', cookies: withApi(lasting).api!.cookies! },
      hosts: { 'a.netlify.app': at('203.0.113.5'), 'b.netlify.app': at('203.0.113.6') },
    }
    const { headline, symptom, cookies } = diagnose(facts)
    const safari = cookies[0].verdicts.filter(
      ({ browser, way }) => browser === 'Safari' && way === 'fetch',
    )
    assert.ok(safari.every(({ outcome }) => outcome === 'depends'))
    assert.match(headline.text, /Firefox and Chrome refuse/)
    assert.match(symptom, /cannot log in/)
    const none = {
      ...facts,
      api: { ...facts.api!, cookies: withApi(lasting.replace('Lax', 'None')).api!.cookies! },
    }
    assert.match(
      diagnose(none).headline.text,
      /^Safari blocks the cookie “session” of b\.netlify\.app in some cases\./,
    )
    assert.match(
      diagnose(none).symptom,
      /^In Safari, some of your visitors do not stay logged in\./,
    )
  })
})

describe('what the headline tells of the findings', () => {
  for (const [title, facts, finding] of [
    ['an error', withEndpoint({ put: { status: 404 } }), 'endpoint-missing'],
    [
      'what is not known',
      withEndpoint({ put: { failure: { reason: 'timeout', detail: '' } } }),
      'endpoint-unreachable',
    ],
    [
      'that there is no cookie',
      exampleFacts({ api: { url: 'https://api.example.com/', tokenHeader: 'x-token' } }),
      'token-in-header',
    ],
    [
      'that the endpoint’s cookie is no use to the API',
      exampleFacts({
        endpoint: { url: 'https://www.example.com/set-auth-token', answers: healthyAnswers },
        api: { url: 'https://api.example.com/', tokenHeader: 'x-token' },
      }),
      'token-in-header',
    ],
    [
      'nothing, where a bridge puts the token into the header',
      exampleFacts({
        endpoint: { url: 'https://www.example.com/set-auth-token', answers: healthyAnswers },
        bridge: { url: 'https://www.example.com/api' },
        api: { url: 'https://api.example.com/', tokenHeader: 'x-token' },
      }),
      undefined,
    ],
    ['nothing, where a cookie is spoilt', withApi('__Host-id=x'), undefined],
    ['nothing, where all is well', withEndpoint(healthyAnswers), undefined],
    ['nothing, where there is nothing', exampleFacts(), undefined],
  ] as [string, Facts, string | undefined][]) {
    it(title, () => {
      const { headline, findings } = diagnose(facts)
      assert.equal(headline.finding, finding)
      const shown = findings.find(({ id }) => id === finding)
      assert.ok(headline.text.startsWith(shown?.title ?? headline.text))
    })
  }
})

/** An API that was seen to set this cookie, which may not be all. */
function seen(header: string): Facts {
  const { api } = withApi(header)
  return exampleFacts({ api: { ...api!, answers: { 'is-authed': { status: 200 } } } })
}

describe('what users notice', () => {
  const far = at('198.51.100.7', '192.0.2.9')
  const symptoms: [facts: Facts, expected: string][] = [
    [withEndpoint(healthyAnswers), ''],
    [withApi(lasting), 'Safari logs your visitors out after 7 days.'],
    [
      exampleFacts({ api: { url: 'https://api.example.com/' } }),
      'If your log-in uses a cookie: Safari logs your visitors out after 7 days.',
    ],
    [
      withEndpoint(healthyAnswers, { hosts: { 'www.example.com': far } }),
      'Safari logs some of your visitors out after 7 days.',
    ],
    [
      {
        ...withApi(lasting),
        page: { url: 'https://www.example.net/' },
        hosts: { 'www.example.net': far, 'api.example.com': far },
      },
      'In Firefox and Chrome, your visitors cannot log in. In Safari, your visitors do not stay logged in: the log-in is lost at once.',
    ],
    [
      {
        ...withApi(lasting.replace('Lax', 'None')),
        page: { url: 'https://www.example.net/' },
        hosts: { 'www.example.net': far, 'api.example.com': far },
      },
      'In Safari, your visitors do not stay logged in: the log-in is lost at once.',
    ],
    [
      withApi('id=x; Max-Age=60; SameSite=None', lasting),
      'In Firefox and Chrome, your visitors cannot log in. Safari logs your visitors out after 7 days.',
    ],
    [
      seen('XSRF-TOKEN=x; Max-Age=60'),
      'If your log-in uses a cookie: Safari logs your visitors out after 7 days.',
    ],
    [
      seen('id=x; Domain=example.net'),
      'In Safari, Firefox and Chrome, your visitors cannot log in.',
    ],
    [withApi(lasting.replace('session', 'csrftoken')), ''],
    [
      withApi('csrftoken=x; Domain=example.net'),
      'In Safari, Firefox and Chrome, your visitors cannot log in.',
    ],
  ]
  it('of what is wrong besides, by the finding of the headline', () => {
    assert.match(diagnose(withEndpoint({ put: { status: 404 } })).symptom, /nobody can log in/)
    const token = exampleFacts({ api: { url: 'https://api.example.com/', tokenHeader: 'x-token' } })
    assert.match(diagnose(token).symptom, /^Safari logs out visitors who have not used your site/)
    assert.equal(diagnose(withEndpoint({ put: timedOut })).symptom, '')
  })

  for (const [facts, expected] of symptoms) {
    it(expected || 'nothing', () => assert.equal(diagnose(facts).symptom, expected))
  }
})
