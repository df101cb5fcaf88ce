import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import type { Way } from '../../../doctor/rules/diagnosis.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import { eras } from '../../../doctor/rules/eras.ts'
import { judgeInSafari, safariCookies } from '../../../doctor/rules/safari.ts'
import { decide } from '../../../doctor/rules/webkit.ts'
import { recordPage, type View } from '../../../doctor/rules/webkit-view.ts'
import {
  addressCloakingVectors,
  addressVectors,
  capBoundaries,
  cnameVectors,
  type Peer,
} from './webkit-vectors.ts'
import { cookieWith, exampleResponse, named } from './example-site.ts'
import { eraNames, eraOf, type EraName } from './era-names.ts'

const withAddressRule: EraName[] = ['16.4', '17', '18.4', '27']

describe('WebKit’s layout tests and IP tests, in each era', () => {
  for (const vector of [...cnameVectors, ...addressCloakingVectors]) {
    const { name, page, request, way, expected } = vector
    for (const era of eraNames) {
      it(`${name}, ${era}: ${expected[era]}`, () => {
        for (const hasPrivateSuffixes of [true, false]) {
          const decision = decide({
            ...neither,
            era: eraOf(era),
            by: way,
            pageHost: page.host,
            page: recordPage(page.host, page.cname ?? undefined, page.address, hasPrivateSuffixes),
            host: request.host,
            lastCname: request.cname ?? undefined,
            address: request.address,
            hasPrivateSuffixes,
          })
          assert.equal(decision.outcome, expected[era])
        }
      })
      if (way !== 'fetch') continue
      it(`${name}, ${era}, as a verdict: ${expected[era]}`, () => {
        const response = exampleResponse(
          {
            pageUrl: new URL(`https://${page.host}:8443/`),
            page: hostOf(page),
            url: new URL(`https://${request.host}:8443/`),
            host: hostOf(request),
            cookie: parseSetCookie(vector.setCookie ?? 'id=x; Max-Age=2592000'),
            observedAt: '2026-11-21T00:00:00Z',
          },
          safariCookies,
        )
        const { outcome, life } = judgeInSafari(response, 'fetch', eraOf(era))
        if (vector.setCookie) {
          // WebKit's test is of one that repairs the date first; no Safari that is out reads it.
          assert.deepEqual([outcome, life], ['kept', null])
          return
        }
        assert.equal(outcome, expected[era])
        assert.equal(life, outcome === 'capped' ? 604_800 : 2_592_000)
      })
    }
  }
})

function hostOf({ host, cname, address }: Peer): ReturnType<typeof named> {
  return named(host, [address], cname === null ? [] : [cname])
}

describe('edgemint’s own pairs of addresses', () => {
  for (const { name, page, request, bits, outcome } of addressVectors) {
    for (const era of withAddressRule) {
      it(`${name}, ${era}: ${outcome}`, () => {
        const decision = decide(
          viewWith({
            era: eraOf(era),
            page: page === null ? {} : { address: page },
            address: request ?? 'unreadable',
          }),
        )
        assert.equal(decision.outcome, outcome)
        assert.equal(decision.sharedBits, bits ?? undefined)
      })
    }
  }
})

/** What a first party's cookie has no use for. */
const neither = { isPartitioned: false, isStrictOrLax: false }

/** A fetch from a page on an address to a host of the same site on another. */
function viewWith(fields: Partial<View> = {}): View {
  return {
    ...neither,
    era: eraOf('27'),
    by: 'fetch',
    pageHost: 'www.example.com',
    page: { address: '203.0.113.5' },
    host: 'api.example.com',
    lastCname: undefined,
    address: '198.51.100.7',
    hasPrivateSuffixes: true,
    ...fields,
  }
}

/** Each branch of the decision, by the number of its step in topologies.md. */
const branches: [step: string, fields: Partial<View>, outcome: string, rule: string][] = [
  ['2: another site', { host: 'api.example.net' }, 'blocked', 'third-party'],
  [
    '2: another site, next door',
    { host: 'a.net', address: '203.0.113.5' },
    'blocked',
    'third-party',
  ],
  [
    '2: another site, with the page’s own CNAME',
    { host: 'a.net', lastCname: 'x.cdn.net', page: { cname: 'cdn.net' } },
    'blocked',
    'third-party',
  ],
  [
    '2: two customers of a private suffix',
    { pageHost: 'a.netlify.app', host: 'b.netlify.app' },
    'blocked',
    'third-party',
  ],
  [
    '2: the same without the private section',
    { pageHost: 'a.netlify.app', host: 'b.netlify.app', hasPrivateSuffixes: false },
    'capped',
    'third-party-address',
  ],
  [
    '2: the domain itself is the same site',
    { host: 'example.com' },
    'capped',
    'third-party-address',
  ],
  [
    '2: a suffix without a dot is another site',
    { host: 'notexample.com' },
    'blocked',
    'third-party',
  ],
  [
    '2: two IP addresses',
    { pageHost: '203.0.113.5', host: '203.0.113.6' },
    'blocked',
    'third-party',
  ],
  ['3: a navigation', { by: 'navigation' }, 'kept', 'navigation-exempt'],
  ['3: a redirected navigation', { by: 'redirect' }, 'kept', 'navigation-exempt'],
  ['6.1: the page’s address is not recorded', { page: {} }, 'kept', 'page-address-unknown'],
  [
    '6.1: nor is it where only a CNAME is',
    { page: { cname: 'cdn.net' } },
    'kept',
    'page-address-unknown',
  ],
  ['6.2: the remote address cannot be read', { address: 'foo' }, 'kept', 'address-unreadable'],
  ['6.2: there is none', { address: '' }, 'kept', 'address-unreadable'],
  [
    '6.3: accounts.google.com',
    { pageHost: 'mail.google.com', host: 'accounts.google.com' },
    'kept',
    'google-exception',
  ],
  [
    '6.3: not a host under it',
    { pageHost: 'mail.google.com', host: 'x.accounts.google.com' },
    'capped',
    'third-party-address',
  ],
  [
    '6.4: consent.google.com',
    { pageHost: 'www.google.com', host: 'consent.google.com' },
    'kept',
    'google-exception',
  ],
  [
    '6.4: consent.google.co.jp',
    { pageHost: 'www.google.co.jp', host: 'consent.google.co.jp' },
    'kept',
    'google-exception',
  ],
  [
    '6.4: consent.youtube.com',
    { pageHost: 'www.youtube.com', host: 'consent.youtube.com' },
    'kept',
    'google-exception',
  ],
  [
    '6.4: not another host of Google',
    { pageHost: 'www.google.com', host: 'apis.google.com' },
    'capped',
    'third-party-address',
  ],
  [
    '6.4: not another site’s consent host',
    { host: 'consent.example.com' },
    'capped',
    'third-party-address',
  ],
  [
    '6.4: not a site that ends like YouTube',
    { pageHost: 'www.notyoutube.com', host: 'consent.notyoutube.com' },
    'capped',
    'third-party-address',
  ],
  [
    '6.4: not a site that begins like Google',
    { pageHost: 'www.googles.com', host: 'consent.googles.com' },
    'capped',
    'third-party-address',
  ],
  [
    '6.3 and 6.4 do not reach a CNAME',
    { pageHost: 'www.google.com', host: 'consent.google.com', lastCname: 'x.cdn.net' },
    'capped',
    'cname-cloaking',
  ],
  ['6.5: too few bits', {}, 'capped', 'third-party-address'],
  ['6.5: 16 bits', { address: '203.0.0.0' }, 'kept', 'same-range'],
  ['6.5: 15 bits', { address: '203.1.0.0' }, 'capped', 'third-party-address'],
  [
    '6.5: 64 bits',
    { page: { address: '2001:db8:0:1::1' }, address: '2001:db8:0:1:8000::' },
    'kept',
    'same-range',
  ],
  [
    '6.5: 63 bits',
    { page: { address: '2001:db8::1' }, address: '2001:db8:0:1::1' },
    'capped',
    'third-party-address',
  ],
  ['6.5: two families', { address: '2001:db8::1' }, 'capped', 'third-party-address'],
  ['6.5: the same address', { address: '203.0.113.5' }, 'kept', 'same-range'],
  [
    '6: the page’s CNAME does not matter to a host without one',
    { page: { address: '203.0.113.5', cname: 'cdn.net' } },
    'capped',
    'third-party-address',
  ],
  [
    '7: the CNAME is the page’s host',
    { lastCname: 'www.example.com' },
    'kept',
    'cname-of-page-domain',
  ],
  ['7: or under its domain', { lastCname: 'lb.example.com' }, 'kept', 'cname-of-page-domain'],
  ['7: or its domain', { lastCname: 'example.com' }, 'kept', 'cname-of-page-domain'],
  ['7: with a dot at the end', { lastCname: 'lb.example.com.' }, 'kept', 'cname-of-page-domain'],
  [
    '7: on a label boundary alone',
    { pageHost: 'notexample.com', host: 'api.notexample.com', lastCname: 'example.com' },
    'capped',
    'cname-cloaking',
  ],
  [
    '7: a page is no parent of its CNAME’s domain',
    { pageHost: 'com', host: 'com', lastCname: 'x.example.com' },
    'capped',
    'cname-cloaking',
  ],
  [
    '8: the page’s own CNAME',
    { lastCname: 'b.cdn.net', page: { cname: 'cdn.net', address: '203.0.113.5' } },
    'kept',
    'cname-like-page',
  ],
  [
    '8: with a dot at the end',
    { lastCname: 'b.cdn.net.', page: { cname: 'cdn.net' } },
    'kept',
    'cname-like-page',
  ],
  [
    '8: two customers of a private suffix',
    { lastCname: 'd2.cloudfront.net', page: { cname: 'd1.cloudfront.net' } },
    'capped',
    'cname-cloaking',
  ],
  [
    '8: the same without the private section',
    {
      lastCname: 'd2.cloudfront.net',
      page: { cname: 'cloudfront.net' },
      hasPrivateSuffixes: false,
    },
    'kept',
    'cname-like-page',
  ],
  ['9: another CNAME', { lastCname: 'x.cdn.net' }, 'capped', 'cname-cloaking'],
  [
    '9: however near the address',
    { lastCname: 'x.cdn.net', address: '203.0.113.5' },
    'capped',
    'cname-cloaking',
  ],
  [
    '9: of a page that is not recorded',
    { lastCname: 'x.cdn.net', page: {} },
    'capped',
    'cname-cloaking',
  ],
  [
    '9: of the page’s own host, if not recorded',
    { host: 'www.example.com', lastCname: 'x.cdn.net', page: {} },
    'capped',
    'cname-cloaking',
  ],
  [
    '9: no suffix in the list: the whole name',
    { lastCname: 'balancer', page: { cname: 'other' } },
    'capped',
    'cname-cloaking',
  ],
]

describe('each branch of the decision', () => {
  for (const [step, fields, outcome, rule] of branches) {
    it(`${step}: ${outcome}`, () => {
      const decision = decide(viewWith(fields))
      assert.deepEqual([decision.outcome, decision.rule], [outcome, `webkit/${rule}`])
    })
  }

  it('6.5 tells the bits', () => {
    const { sharedBits, neededBits } = decide(viewWith())
    assert.deepEqual([sharedBits, neededBits], [4, 16])
  })

  it('6.5 wants as many bits as the family of the remote address has it', () => {
    const page = { address: '203.0.113.5' }
    assert.equal(decide(viewWith({ page, address: '2001:db8::1' })).neededBits, 64)
    assert.equal(decide(viewWith({ page: { address: '2001:db8::1' } })).neededBits, 16)
  })
})

const cloaked: Partial<View> = { lastCname: 'x.cdn.net' }
const afar: Partial<View> = {}
/** Section 6: what becomes of a host with a strange CNAME, and of one in a strange range. */
const boundaries: [EraName, Way, byCname: string, byAddress: string][] = [
  ['before 14', 'fetch', 'no-cap', 'no-cap'],
  ['before 14', 'navigation', 'no-cap', 'no-cap'],
  ['before 14', 'redirect', 'no-cap', 'no-cap'],
  ['14', 'fetch', 'cname-cloaking', 'no-address-rule'],
  ['14', 'navigation', 'navigation-exempt', 'navigation-exempt'],
  ['14', 'redirect', 'navigation-exempt', 'navigation-exempt'],
  ['16.4', 'fetch', 'cname-cloaking', 'third-party-address'],
  ['16.4', 'navigation', 'navigation-exempt', 'navigation-exempt'],
  ['16.4', 'redirect', 'navigation-exempt', 'navigation-exempt'],
  ['17', 'fetch', 'cname-cloaking', 'third-party-address'],
  ['17', 'navigation', 'navigation-exempt', 'navigation-exempt'],
  ['17', 'redirect', 'cname-cloaking', 'third-party-address'],
  ['18.4', 'fetch', 'cname-cloaking', 'third-party-address'],
  ['18.4', 'navigation', 'cname-cloaking', 'third-party-address'],
  ['18.4', 'redirect', 'cname-cloaking', 'third-party-address'],
  ['27', 'fetch', 'cname-cloaking', 'third-party-address'],
  ['27', 'navigation', 'navigation-exempt', 'navigation-exempt'],
  ['27', 'redirect', 'navigation-exempt', 'navigation-exempt'],
]

describe('each boundary of the eras', () => {
  for (const [era, by, byCname, byAddress] of boundaries) {
    it(`${era}, ${by}`, () => {
      if (by !== 'fetch') {
        // A navigation is its own first party: no third one, wherever it comes from.
        const { outcome } = decide(viewWith({ era: eraOf(era), by, host: 'api.example.net' }))
        assert.notEqual(outcome, 'blocked')
      }
      for (const [fields, id] of [
        [cloaked, byCname],
        [afar, byAddress],
      ] as const) {
        const { outcome, rule } = decide(viewWith({ ...fields, era: eraOf(era), by }))
        assert.equal(rule, `webkit/${id}`)
        const isCapped = id === 'cname-cloaking' || id === 'third-party-address'
        assert.equal(outcome, isCapped ? 'capped' : 'kept')
      }
    })
  }

  it('an era is a row: each column counts by itself', () => {
    const era = { ...eraOf('27'), capsByCname: false }
    assert.equal(decide(viewWith({ ...cloaked, era })).rule, 'webkit/third-party-address')
  })

  it('third parties are blocked in every era', () => {
    for (const era of eraNames) {
      const decision = decide(viewWith({ era: eraOf(era), host: 'api.example.net' }))
      assert.equal(decision.rule, 'webkit/third-party')
    }
  })

  it('the exceptions for Google came with 17', () => {
    for (const era of withAddressRule) {
      const view = { era: eraOf(era), pageHost: 'www.google.com' }
      for (const host of ['accounts.google.com', 'consent.google.com']) {
        const { outcome } = decide(viewWith({ ...view, host }))
        assert.equal(outcome, era === '16.4' ? 'capped' : 'kept')
      }
    }
  })
})

function record(host: string, cname?: string, address?: string): unknown {
  return recordPage(host, cname, address, true)
}

describe('what WebKit records of a page', () => {
  it('the registrable domain of its last CNAME, and its address', () => {
    assert.deepEqual(record('www.example.com', 'd1.cloudfront.net.', '203.0.113.5'), {
      cname: 'd1.cloudfront.net',
      address: '203.0.113.5',
    })
    assert.deepEqual(recordPage('www.example.com', 'd1.cloudfront.net', undefined, false), {
      cname: 'cloudfront.net',
    })
  })

  it('a CNAME equal to the host is not recorded', () => {
    assert.deepEqual(record('example.com', 'lb.example.com'), {})
    assert.deepEqual(record('example.com', 'lb.example.com.'), {})
    assert.deepEqual(record('www.example.com', 'example.com'), { cname: 'example.com' })
  })

  it('nothing is recorded of no CNAME and no address', () => {
    assert.deepEqual(record('www.example.com'), {})
    assert.deepEqual(record('www.example.com', '', ''), {})
    assert.deepEqual(record('www.example.com', '.', 'foo'), {})
  })
})

describe('the cap only shortens what is longer than 7 days', () => {
  for (const { life, capped } of capBoundaries) {
    if (life !== null && life <= 0) continue
    it(`${life} becomes ${capped}`, () => {
      const cookie = cookieWith(life === null ? 'Path=/' : `Max-Age=${life}`)
      const judgement = judgeInSafari(
        exampleResponse({ cookie }, safariCookies),
        'fetch',
        eraOf('27'),
      )
      assert.equal(judgement.life, capped)
      const isShortened = life !== capped
      assert.equal(judgement.outcome, isShortened ? 'capped' : 'kept')
      assert.equal(
        judgement.rule.id,
        isShortened ? 'webkit/third-party-address' : 'webkit/short-enough',
      )
    })
  }
})

test('the eras follow each other: the first is open below, the last above', () => {
  assert.deepEqual(
    eras.map(({ since = 'before 14' }) => since),
    eraNames,
  )
  const numbers = eras
    .flatMap(({ since, until }) => [since, until])
    .filter((version) => version !== undefined)
    .map(Number)
  assert.equal(numbers.length, 2 * eras.length - 2)
  assert.deepEqual(
    numbers,
    numbers.toSorted((one, other) => one - other),
  )
})
