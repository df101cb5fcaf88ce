import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import type { Regime, Way } from '../../../doctor/diagnosis.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import { eras } from '../../../doctor/rules/eras.ts'
import { judgeInSafari } from '../../../doctor/rules/safari.ts'
import { decide, recordPage, type View } from '../../../doctor/rules/webkit.ts'
import {
  addressCloakingVectors,
  addressVectors,
  capBoundaries,
  cnameVectors,
  type Peer,
} from './webkit-vectors.ts'
import { cookieWith, exampleScene, named } from './example-site.ts'

const regimes: Regime[] = ['R0', 'R1', 'R2', 'R3', 'R4', 'R5']
const withAddressRule: Regime[] = ['R2', 'R3', 'R4', 'R5']

describe('WebKit’s layout tests and IP tests, in each regime', () => {
  for (const vector of [...cnameVectors, ...addressCloakingVectors]) {
    const { name, page, request, way, expected } = vector
    for (const regime of regimes) {
      it(`${name}, ${regime}: ${expected[regime]}`, () => {
        for (const hasPrivateSuffixes of [true, false]) {
          const decision = decide({
            regime,
            way,
            pageHost: page.host,
            page: recordPage(page.host, page.cname ?? undefined, page.address, hasPrivateSuffixes),
            host: request.host,
            lastCname: request.cname ?? undefined,
            address: request.address,
            hasPrivateSuffixes,
          })
          assert.equal(decision.outcome, expected[regime])
        }
      })
      if (way !== 'fetch') continue
      it(`${name}, ${regime}, as a verdict: ${expected[regime]}`, () => {
        const scene = exampleScene({
          pageUrl: new URL(`https://${page.host}:8443/`),
          page: hostOf(page),
          url: new URL(`https://${request.host}:8443/`),
          host: hostOf(request),
          cookie: parseSetCookie(vector.setCookie ?? 'id=x; Max-Age=2592000'),
          observedAt: '2026-11-21T00:00:00Z',
        })
        const { outcome, life } = judgeInSafari(scene, eraOf(regime), 'fetch')
        assert.equal(outcome, expected[regime])
        const asked = vector.setCookie ? 34_560_000 : 2_592_000
        assert.equal(life, outcome === 'capped' ? 604_800 : asked)
      })
    }
  }
})

function hostOf({ host, cname, address }: Peer): ReturnType<typeof named> {
  return named(host, [address], cname === null ? [] : [cname])
}

function eraOf(regime: Regime): (typeof eras)[number] {
  return eras.find((era) => era.regime === regime) as (typeof eras)[number]
}

describe('edgemint’s own pairs of addresses', () => {
  for (const { name, page, request, bits, outcome } of addressVectors) {
    for (const regime of withAddressRule) {
      it(`${name}, ${regime}: ${outcome}`, () => {
        const decision = decide(
          viewWith({
            regime,
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

/** A fetch from a page on an address to a host of the same site on another. */
function viewWith(fields: Partial<View> = {}): View {
  return {
    regime: 'R5',
    way: 'fetch',
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
  ['3: a navigation', { way: 'navigation' }, 'kept', 'navigation-exempt'],
  ['3: a redirected navigation', { way: 'redirect' }, 'kept', 'navigation-exempt'],
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
      assert.deepEqual([decision.outcome, decision.rule.id], [outcome, `webkit/${rule}`])
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
const boundaries: [Regime, Way, byCname: string, byAddress: string][] = [
  ['R0', 'fetch', 'no-cap', 'no-cap'],
  ['R0', 'navigation', 'no-cap', 'no-cap'],
  ['R0', 'redirect', 'no-cap', 'no-cap'],
  ['R1', 'fetch', 'cname-cloaking', 'no-address-rule'],
  ['R1', 'navigation', 'navigation-exempt', 'navigation-exempt'],
  ['R1', 'redirect', 'navigation-exempt', 'navigation-exempt'],
  ['R2', 'fetch', 'cname-cloaking', 'third-party-address'],
  ['R2', 'navigation', 'navigation-exempt', 'navigation-exempt'],
  ['R2', 'redirect', 'navigation-exempt', 'navigation-exempt'],
  ['R3', 'fetch', 'cname-cloaking', 'third-party-address'],
  ['R3', 'navigation', 'navigation-exempt', 'navigation-exempt'],
  ['R3', 'redirect', 'cname-cloaking', 'third-party-address'],
  ['R4', 'fetch', 'cname-cloaking', 'third-party-address'],
  ['R4', 'navigation', 'cname-cloaking', 'third-party-address'],
  ['R4', 'redirect', 'cname-cloaking', 'third-party-address'],
  ['R5', 'fetch', 'cname-cloaking', 'third-party-address'],
  ['R5', 'navigation', 'navigation-exempt', 'navigation-exempt'],
  ['R5', 'redirect', 'navigation-exempt', 'navigation-exempt'],
]

describe('each boundary of the regimes', () => {
  for (const [regime, way, byCname, byAddress] of boundaries) {
    it(`${regime}, ${way}`, () => {
      if (way !== 'fetch') {
        // A navigation is its own first party: no third one, wherever it comes from.
        const { outcome } = decide(viewWith({ regime, way, host: 'api.example.net' }))
        assert.notEqual(outcome, 'blocked')
      }
      for (const [fields, id] of [
        [cloaked, byCname],
        [afar, byAddress],
      ] as const) {
        const { outcome, rule } = decide(viewWith({ ...fields, regime, way }))
        assert.equal(rule.id, `webkit/${id}`)
        const isCapped = id === 'cname-cloaking' || id === 'third-party-address'
        assert.equal(outcome, isCapped ? 'capped' : 'kept')
      }
    })
  }

  it('third parties are blocked in every regime', () => {
    for (const regime of regimes) {
      const decision = decide(viewWith({ regime, host: 'api.example.net' }))
      assert.equal(decision.rule.id, 'webkit/third-party')
    }
  })

  it('the exceptions for Google came with R3', () => {
    for (const regime of withAddressRule) {
      const view = { regime, pageHost: 'www.google.com' }
      for (const host of ['accounts.google.com', 'consent.google.com']) {
        const { outcome } = decide(viewWith({ ...view, host }))
        assert.equal(outcome, regime === 'R2' ? 'capped' : 'kept')
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
      const judgement = judgeInSafari(exampleScene({ cookie }), eraOf('R5'), 'fetch')
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

test('the eras are all the regimes in order', () => {
  assert.deepEqual(
    eras.map(({ regime }) => regime),
    regimes,
  )
  assert.equal(new Set(eras.map(({ versions }) => versions)).size, 6)
})
