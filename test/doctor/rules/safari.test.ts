import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Way } from '../../../doctor/rules/diagnosis.ts'
import type { CookieResponse, Host } from '../../../doctor/rules/cookie-response.ts'
import type { Judgement } from '../../../doctor/rules/judgement.ts'
import { judgeInSafari, safariCookies } from '../../../doctor/rules/safari.ts'
import { eraOf, type EraName } from './era-names.ts'
import { cookieWith, exampleResponse, named, names } from './example-site.ts'

function judge(fields: Partial<CookieResponse>, era: EraName = '27', by: Way = 'fetch'): Judgement {
  return judgeInSafari(exampleResponse(fields, safariCookies), by, eraOf(era))
}

/** The page and what it calls on its own host. */
function alone(host: Host): Partial<CookieResponse> {
  return { page: host, host, url: new URL(`https://${host.name}/`) }
}

function clients({ exceptions }: Judgement): string[] {
  return exceptions.map(({ client, outcome }) => `${client}: ${outcome}`)
}

const www = 'www.example.com'
const api = 'api.example.com'

describe('Safari: a refused cookie', () => {
  it('is rejected by its own rule, wherever the hosts are', () => {
    const judgement = judge({
      cookie: cookieWith('Max-Age=60', '__Secure-id'),
      host: named(api, []),
    })
    assert.equal(judgement.outcome, 'rejected')
    assert.equal(judgement.life, 0)
    assert.equal(judgement.rule.id, 'cookie/secure-prefix')
    assert.deepEqual(judgement.cases, [{ outcome: 'rejected', rule: 'cookie/secure-prefix' }])
  })
})

describe('Safari: a date that it cannot read', () => {
  const cookie = cookieWith('Expires=Sun Nov 21 2027 00:00:00 GMT')

  it('leaves the cookie without a life, and so without a cap', () => {
    const { outcome, life, rule, exceptions } = judge({ cookie })
    assert.deepEqual([outcome, life, rule.id], ['kept', null, 'webkit/date-unread'])
    assert.deepEqual(exceptions, [])
  })

  it('opens no door to a third party', () => {
    const url = new URL('https://api.example.net/')
    assert.equal(judge({ cookie, url, host: named('api.example.net', []) }).outcome, 'blocked')
  })
})

describe('Safari: hosts without an address', () => {
  it('nothing is known of a first party', () => {
    for (const fields of [{ host: named(api, []) }, { page: named(www, []) }]) {
      const judgement = judge(fields)
      assert.deepEqual(
        [judgement.outcome, judgement.life, judgement.rule.id, judgement.cases],
        ['unknown', null, 'unknown', []],
      )
      assert.deepEqual([judgement.shares, judgement.exceptions], [[], []])
    }
  })

  it('a third party is blocked all the same', () => {
    const url = new URL('https://api.example.net/')
    assert.equal(judge({ url, host: named('api.example.net', []) }).outcome, 'blocked')
  })
})

describe('Safari: addresses', () => {
  it('one pair: the whole judgement', () => {
    const { rule, ...judgement } = judge({})
    assert.equal(rule.id, 'webkit/third-party-address')
    assert.deepEqual(judgement, {
      outcome: 'capped',
      life: 604_800,
      evidence: judgement.evidence,
      cases: [
        {
          outcome: 'capped',
          rule: 'webkit/third-party-address',
          sharedBits: 4,
          neededBits: 16,
          family: 'IPv4',
          pageAddress: '203.0.113.5',
          hostAddress: '198.51.100.7',
        },
      ],
      shares: [{ family: 'IPv4', kept: 0, pairs: 1 }],
      exceptions: judgement.exceptions,
    })
    names(judgement.evidence, www, '203.0.113.5', api, '198.51.100.7', '4', '16')
    assert.deepEqual(clients(judge({})), ['iCloud Private Relay: kept', 'NAT64: kept'])
  })

  it('a host’s several addresses: it depends on which one answers', () => {
    const judgement = judge({ host: named(api, ['203.0.1.1', '198.51.100.7', '198.51.100.8']) })
    assert.equal(judgement.outcome, 'depends')
    assert.equal(judgement.life, 604_800)
    assert.equal(judgement.rule.id, 'webkit/third-party-address')
    assert.deepEqual(judgement.shares, [{ family: 'IPv4', kept: 1, pairs: 3 }])
  })

  it('the order of addresses does not choose the rule', () => {
    const cookie = cookieWith('Max-Age=60')
    for (const addresses of [
      ['203.0.1.1', '198.51.100.7'],
      ['198.51.100.7', '203.0.1.1'],
    ]) {
      const { outcome, rule } = judge({ cookie, host: named(api, addresses) })
      assert.deepEqual([outcome, rule.id], ['kept', 'webkit/short-enough'])
    }
  })

  it('a client with IPv6 uses it wherever it is', () => {
    const host = named(api, ['203.0.200.7'])
    const judgement = judge({ page: named(www, ['203.0.113.5', '2001:db8::1']), host })
    assert.equal(judgement.outcome, 'depends')
    assert.deepEqual(judgement.shares, [
      { family: 'IPv4', kept: 1, pairs: 1 },
      { family: 'IPv6', kept: 0, pairs: 1 },
    ])
    assert.deepEqual(
      judgement.cases.map(({ pageAddress, hostAddress }) => [pageAddress, hostAddress]),
      [
        ['203.0.113.5', '203.0.200.7'],
        ['2001:db8::1', '203.0.200.7'],
      ],
    )
  })

  it('a client without IPv6 does not reach a host that has nothing else', () => {
    const judgement = judge({ host: named(api, ['2001:db8::1']) })
    assert.equal(judgement.outcome, 'capped')
    assert.deepEqual(judgement.shares, [{ family: 'IPv6', kept: 0, pairs: 1 }])
  })
})

describe('Safari: clients whose view is not known', () => {
  const far = ['203.0.113.5', '198.51.100.7']
  const rows: [string, Partial<CookieResponse>, string[]][] = [
    ['capped, IPv4 alone', {}, ['iCloud Private Relay: kept', 'NAT64: kept']],
    [
      'capped, the page has IPv6: NAT64 does not help',
      { page: named(www, ['203.0.113.5', '2001:db8::1']) },
      ['iCloud Private Relay: kept'],
    ],
    [
      'capped, the host has IPv6: no more',
      { host: named(api, ['198.51.100.7', '2001:db8::1']) },
      ['iCloud Private Relay: kept'],
    ],
    [
      'one host far apart',
      alone(named(www, far)),
      ['the page’s own connection: kept', 'iCloud Private Relay: kept', 'NAT64: kept'],
    ],
    ['one host, one address', alone(named(www, ['203.0.113.5'])), []],
    [
      'one host in two families',
      alone(named(www, ['203.0.113.5', '2001:db8::1'])),
      ['a fall-back to IPv4: capped'],
    ],
    [
      'two hosts, near in both families',
      {
        page: named(www, ['203.0.113.5', '2001:db8::1']),
        host: named(api, ['203.0.113.6', '2001:db8::2']),
      },
      ['a fall-back to IPv4: capped'],
    ],
    [
      'near in IPv6, and the page has IPv4 too',
      {
        page: named(www, ['203.0.113.5', '2001:db8::1']),
        host: named(api, ['2001:db8::2']),
      },
      ['a fall-back to IPv4: capped'],
    ],
    [
      'near in IPv6, and the host has IPv4 too',
      {
        page: named(www, ['2001:db8::1']),
        host: named(api, ['203.0.113.5', '2001:db8::2']),
      },
      ['a fall-back to IPv4: capped'],
    ],
    [
      'near in IPv6 alone',
      { page: named(www, ['2001:db8::1']), host: named(api, ['2001:db8::2']) },
      [],
    ],
    ['near in IPv4 alone', { host: named(api, ['203.0.113.6']) }, []],
    [
      'by CNAME: the address does not matter',
      { host: named(api, ['198.51.100.7'], ['x.cdn.net']) },
      [],
    ],
    ['too short to be capped', { cookie: cookieWith('Max-Age=604800') }, []],
    [
      'too short to be capped, in two families',
      { ...alone(named(www, ['203.0.113.5', '2001:db8::1'])), cookie: cookieWith('Path=/') },
      [],
    ],
  ]
  for (const [title, fields, expected] of rows) {
    it(title, () => assert.deepEqual(clients(judge(fields)), expected))
  }

  it('a navigation within one host comes from no page’s connection', () => {
    const judgement = judge(alone(named(www, far)), '18.4', 'navigation')
    assert.deepEqual(clients(judgement), ['iCloud Private Relay: kept', 'NAT64: kept'])
  })

  it('before the rule about addresses there are none', () => {
    assert.deepEqual(clients(judge({}, '14')), [])
    assert.deepEqual(
      clients(judge(alone(named(www, ['203.0.113.5', '2001:db8::1'])), 'before 14')),
      [],
    )
  })
})

describe('Safari: a page on a CNAME', () => {
  const cdn = named(www, ['203.0.113.5'], ['shop.netlify.app'])

  it('loaded from the network: kept', () => {
    const judgement = judge(alone(cdn))
    assert.equal(judgement.outcome, 'kept')
    assert.equal(judgement.rule.id, 'webkit/cname-like-page')
    assert.deepEqual(judgement.cases, [{ outcome: 'kept', rule: 'webkit/cname-like-page' }])
    names(judgement.evidence, www, 'shop.netlify.app')
  })

  it('perhaps from a cache: it depends', () => {
    const judgement = judge({ ...alone(cdn), canSkipNetwork: true })
    assert.equal(judgement.outcome, 'depends')
    assert.equal(judgement.rule.id, 'webkit/cname-cloaking')
    assert.deepEqual(judgement.cases, [
      { outcome: 'kept', rule: 'webkit/cname-like-page', isPageRecorded: true },
      { outcome: 'capped', rule: 'webkit/cname-cloaking', isPageRecorded: false },
    ])
    names(judgement.evidence, www, 'shop.netlify.app')
  })

  it('an API on the same CNAME tells of the page', () => {
    const host = named(api, ['198.51.100.7'], ['x.netlify.app', 'b.cdn.net'])
    const page = named(www, ['203.0.113.5'], ['a.cdn.net'])
    names(judge({ page, host }).evidence, api, 'b.cdn.net', www, 'a.cdn.net')
    const skipping = judge({ page, host, canSkipNetwork: true })
    assert.equal(skipping.outcome, 'depends')
    names(skipping.evidence, api, 'b.cdn.net')
    assert.doesNotMatch(skipping.evidence, /a\.cdn\.net/)
  })

  it('an API on a CNAME of its own', () => {
    const { outcome, evidence } = judge({ host: named(api, ['198.51.100.7'], ['b.cdn.net']) })
    assert.equal(outcome, 'capped')
    names(evidence, api, 'b.cdn.net', 'example.com')
  })

  it('from a cache an address is not recorded either: it depends', () => {
    const judgement = judge({ canSkipNetwork: true })
    assert.equal(judgement.outcome, 'depends')
    assert.deepEqual(
      judgement.cases.map((one) => [one.outcome, one.rule, one.isPageRecorded]),
      [
        ['capped', 'webkit/third-party-address', true],
        ['kept', 'webkit/page-address-unknown', false],
      ],
    )
    assert.deepEqual(judgement.shares, [{ family: 'IPv4', kept: 0, pairs: 1 }])
  })
})

describe('Safari: a page that may come from a cache, and several addresses', () => {
  it('each has its circumstance', () => {
    const host = named(api, ['203.0.1.1', '198.51.100.7'])
    const { cases, shares } = judge({ host, canSkipNetwork: true })
    assert.deepEqual(
      cases.map((one) => [one.outcome, one.hostAddress, one.isPageRecorded]),
      [
        ['kept', '203.0.1.1', true],
        ['capped', '198.51.100.7', true],
        ['kept', undefined, false],
      ],
    )
    assert.deepEqual(shares, [{ family: 'IPv4', kept: 1, pairs: 2 }])
  })

  it('the page is not named where it makes no difference', () => {
    const host = named(api, ['203.0.1.1', '203.0.1.2'])
    assert.deepEqual(
      judge({ host, canSkipNetwork: true }).cases.map((one) => [one.rule, one.isPageRecorded]),
      [
        ['webkit/same-range', undefined],
        ['webkit/same-range', undefined],
      ],
    )
  })

  it('nor where the suffix list does', () => {
    const { cases } = judge({
      page: named('a.netlify.app', ['203.0.113.5']),
      host: named('b.netlify.app', ['203.0.113.6']),
      canSkipNetwork: true,
    })
    assert.deepEqual(
      cases.map((one) => [one.outcome, one.hasPrivateSuffixes, one.isPageRecorded]),
      [
        ['blocked', true, undefined],
        ['kept', false, undefined],
      ],
    )
  })
})

describe('Safari: what it compares, in a sentence', () => {
  const vendors = { page: named('a.netlify.app', ['203.0.113.5']) }
  const rows: [title: string, Judgement, evidence: string][] = [
    [
      'one address',
      judge(alone(named(www, ['203.0.113.5']))),
      'Page and cookie both come from 203.0.113.5.',
    ],
    [
      'one address, of the page that a navigation opens',
      judge({}, '18.4', 'navigation'),
      'The page is now one of api.example.com: page and cookie both come from 198.51.100.7.',
    ],
    [
      'two hosts',
      judge({}),
      'www.example.com is at 203.0.113.5, api.example.com at 198.51.100.7: they share the first 4 bits, and 16 must match, the first two numbers.',
    ],
    [
      'one host',
      judge(alone(named(www, ['203.0.113.5', '192.0.2.1']))),
      'www.example.com is at 203.0.113.5 and at 192.0.2.1: they share the first 4 bits, and 16 must match, the first two numbers.',
    ],
    [
      'IPv6',
      judge({ page: named(www, ['2001:db8::1']), host: named(api, ['2001:db9::1']) }),
      'www.example.com is at 2001:db8::1, api.example.com at 2001:db9::1: they share the first 31 bits, and 64 must match, the first four groups.',
    ],
    [
      'nothing in common',
      judge({ host: named(api, ['10.0.0.1']) }),
      'www.example.com is at 203.0.113.5, api.example.com at 10.0.0.1: they share not even the first bit, and 16 must match, the first two numbers.',
    ],
    [
      'next to nothing in common',
      judge({ host: named(api, ['128.0.0.1']) }),
      'www.example.com is at 203.0.113.5, api.example.com at 128.0.0.1: they share the first bit, and 16 must match, the first two numbers.',
    ],
    [
      'an alias, and a page of a vendor’s customer',
      judge({ ...vendors, host: named('x.a.netlify.app', ['203.0.113.5'], ['b.cdn.net']) }),
      'x.a.netlify.app is an alias for b.cdn.net; the page is on a.netlify.app.',
    ],
    ['nothing', judge({}, 'before 14'), ''],
  ]
  for (const [title, { evidence }, expected] of rows) {
    it(title, () => assert.equal(evidence, expected))
  }
})

describe('Safari: many cookies of one host', () => {
  it('share their cases, so that many addresses are compared once', () => {
    const [page, host] = [named(www, ['203.0.113.5']), named(api, ['203.0.1.1', '198.51.100.7'])]
    const [one, other] = ['a', 'b'].map((name) =>
      judge({ page, host, cookie: cookieWith('Max-Age=34560000', name) }),
    )
    assert.equal(one.cases, other.cases)
    const [short, shorter] = [60, 30].map((life) =>
      judge({ page, host, cookie: cookieWith(`Max-Age=${life}`) }),
    )
    assert.equal(short.cases, shorter.cases)
  })
})

describe('Safari: navigations that are not cut', () => {
  it('are read in the source of the versions that are out, and expected of later ones', () => {
    for (const [era, confidence] of [
      ['16.4', 'code'],
      ['27', 'inferred'],
    ] as const) {
      const { rule } = judge({}, era, 'navigation')
      assert.deepEqual([rule.id, rule.confidence], ['webkit/navigation-exempt', confidence])
    }
  })
})

describe('Safari: navigations in 18.4', () => {
  it('to a CNAME: capped the first time, kept later', () => {
    const host = named(api, ['198.51.100.7'], ['x.cdn.net'])
    for (const way of ['navigation', 'redirect'] as const) {
      const judgement = judge({ host }, '18.4', way)
      assert.equal(judgement.outcome, 'depends')
      assert.deepEqual(judgement.cases, [
        { outcome: 'kept', rule: 'webkit/cname-like-page', isPageRecorded: true },
        { outcome: 'capped', rule: 'webkit/cname-cloaking', isPageRecorded: false },
      ])
    }
  })

  it('the first party is the host, not the page', () => {
    const judgement = judge({}, '18.4', 'navigation')
    assert.equal(judgement.outcome, 'kept')
    names(judgement.evidence, '198.51.100.7')
    assert.doesNotMatch(judgement.evidence, /203\.0\.113\.5/)
  })

  it('to another site: what it stores never goes with the page’s requests', () => {
    const fields = { url: new URL('https://api.example.net/'), host: named('api.example.net', []) }
    for (const way of ['fetch', 'navigation', 'redirect'] as const) {
      const { outcome, life, evidence } = judge(fields, '18.4', way)
      assert.deepEqual([outcome, life], ['blocked', 0])
      names(evidence, 'api.example.net', 'example.net', 'example.com')
    }
  })
})

describe('Safari: Partitioned', () => {
  const fields = {
    url: new URL('https://api.example.net/'),
    host: named('api.example.net', ['198.51.100.7']),
    cookie: cookieWith('Max-Age=60; Secure; SameSite=None; Partitioned'),
  }

  it('was no word before 26.2', () => {
    for (const era of ['before 14', '14', '16.4', '17'] as const) {
      assert.equal(judge(fields, era).outcome, 'blocked')
    }
  })

  it('came in the midst of 18.4 to 26', () => {
    const { outcome, life, cases, rule } = judge(fields, '18.4')
    assert.deepEqual([outcome, life, rule.id], ['depends', 0, 'webkit/third-party'])
    assert.deepEqual(cases, [
      {
        outcome: 'blocked',
        rule: 'webkit/third-party',
        versions: 'Safari 18.4 to 26.1',
        until: '26.1',
      },
      { outcome: 'kept', rule: 'webkit/partitioned', versions: 'Safari 26.2 and later' },
    ])
  })

  it('and no other cookie is told apart by those versions', () => {
    const { cases } = judge({ ...fields, cookie: cookieWith('Max-Age=60; Secure') }, '18.4')
    assert.deepEqual(cases, [{ outcome: 'blocked', rule: 'webkit/third-party' }])
  })

  it('keeps from 27 on what a fetch sets', () => {
    const { outcome, life, rule } = judge(fields, '27')
    assert.deepEqual([outcome, life, rule.id], ['kept', 60, 'webkit/partitioned'])
  })

  it('does not keep what a navigation sets', () => {
    for (const era of ['18.4', '27'] as const) {
      for (const way of ['navigation', 'redirect'] as const) {
        assert.equal(judge(fields, era, way).outcome, 'blocked')
      }
    }
  })

  it('is no use with a SameSite that keeps the cookie from other sites’ pages', () => {
    for (const sameSite of ['Lax', 'Strict']) {
      const cookie = cookieWith(`Max-Age=60; Secure; Partitioned; SameSite=${sameSite}`)
      const { outcome, rule } = judge({ ...fields, cookie }, '27')
      assert.deepEqual([outcome, rule.id], ['blocked', 'webkit/partitioned-same-site'])
    }
  })

  it('changes nothing for the page’s own site', () => {
    const cookie = cookieWith('Max-Age=34560000; Secure; Partitioned')
    assert.equal(judge({ cookie }).outcome, 'capped')
  })
})

describe('Safari: the private section of the suffix list', () => {
  it('two hosts of a vendor are one site or two', () => {
    const judgement = judge({
      pageUrl: new URL('https://a.netlify.app/'),
      page: named('a.netlify.app', ['203.0.113.5']),
      url: new URL('https://b.netlify.app/'),
      host: named('b.netlify.app', ['203.0.113.6']),
    })
    assert.deepEqual([judgement.outcome, judgement.life], ['depends', 0])
    assert.deepEqual(
      judgement.cases.map((one) => [one.outcome, one.rule, one.hasPrivateSuffixes]),
      [
        ['blocked', 'webkit/third-party', true],
        ['kept', 'webkit/same-range', false],
      ],
    )
    names(judgement.evidence, 'b.netlify.app', 'a.netlify.app')
  })

  it('their addresses are not shown as if they decided', () => {
    const judgement = judge({
      pageUrl: new URL('https://a.netlify.app/'),
      page: named('a.netlify.app', ['203.0.113.5', '2001:db8::1']),
      url: new URL('https://b.netlify.app/'),
      host: named('b.netlify.app', ['203.0.113.6', '2001:db8::2']),
    })
    assert.equal(judgement.outcome, 'depends')
    assert.deepEqual([judgement.shares, judgement.exceptions], [[], []])
  })

  it('two CNAMEs of a vendor are one domain or two', () => {
    const judgement = judge({
      page: named(www, ['203.0.113.5'], ['d1.cloudfront.net']),
      host: named(api, ['203.0.113.6'], ['d2.cloudfront.net']),
    })
    assert.deepEqual([judgement.outcome, judgement.life], ['depends', 604_800])
    assert.deepEqual(judgement.cases, [
      { outcome: 'capped', rule: 'webkit/cname-cloaking', hasPrivateSuffixes: true },
      { outcome: 'kept', rule: 'webkit/cname-like-page', hasPrivateSuffixes: false },
    ])
    names(judgement.evidence, api, 'd2.cloudfront.net', www, 'd1.cloudfront.net')
  })

  it('a Domain in it is refused or not', () => {
    const url = new URL('https://shop.netlify.app/')
    const shop = { pageUrl: url, page: named(url.hostname, ['203.0.113.5']) }
    const cookie = cookieWith('Max-Age=34560000; Domain=netlify.app')
    const judgement = judge({ ...shop, url, host: shop.page, cookie })
    assert.deepEqual([judgement.outcome, judgement.life], ['depends', 0])
    assert.deepEqual(
      judgement.cases.map((one) => [one.outcome, one.rule, one.hasPrivateSuffixes]),
      [
        ['rejected', 'cookie/domain-public-suffix', true],
        ['kept', 'webkit/same-range', false],
      ],
    )
    names(judgement.evidence, 'private section')
    const ofAll = cookieWith('Max-Age=34560000; Domain=app')
    const { outcome, evidence } = judge({ ...shop, url, host: shop.page, cookie: ofAll })
    assert.deepEqual([outcome, evidence], ['rejected', ''])
  })

  it('is not named where it makes no difference', () => {
    const judgement = judge({ host: named(api, ['198.51.100.7'], ['d2.cloudfront.net']) })
    assert.deepEqual(judgement.cases, [{ outcome: 'capped', rule: 'webkit/cname-cloaking' }])
  })
})
