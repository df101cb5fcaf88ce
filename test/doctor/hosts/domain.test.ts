import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  isSameSite,
  isSchemefullySameSite,
  registrableDomain,
} from '../../../doctor/hosts/domain.ts'
import { isPublicSuffix } from '../../../shared/config/hosts.ts'

/** Of publicsuffix/list, commit e8c9a2b2: two customers are two domains. A `*` stands for one label more. */
const suffixes = [
  'cloudfront.net',
  'netlify.app',
  'pages.dev',
  'workers.dev',
  'vercel.app',
  'herokuapp.com',
  'fly.dev',
  'onrender.com',
  'up.railway.app',
  'azurewebsites.net',
  'azurefd.net',
  'azureedge.net',
  'trafficmanager.net',
  '*.elb.amazonaws.com',
  'awsglobalaccelerator.com',
  'amplifyapp.com',
  '*.awsapprunner.com',
  'map.fastly.net',
  'a.prod.fastly.net',
  'global.prod.fastly.net',
  'a.ssl.fastly.net',
  'freetls.fastly.net',
  'edgekey.net',
  'edgesuite.net',
  'akamaized.net',
  'akamaiedge.net',
  'github.io',
  'web.app',
  'firebaseapp.com',
  '*.run.app',
  'appspot.com',
  'cloudflare.net',
  'cdn.cloudflare.net',
  'r2.dev',
  'myshopify.com',
  'supabase.co',
  'webflow.io',
  'deno.dev',
  // The fact sheet has it among those not in the list; the list that tldts holds names it.
  'surge.sh',
]

/** The same: all customers share one domain. */
const ordinary = [
  'vercel-dns.com',
  'vercel-dns-017.com',
  'netlify.com',
  'netlifyglobalcdn.com',
  'herokudns.com',
  'render.com',
  'railway.app',
  'googlehosted.com',
  'b-cdn.net',
  'kinsta.cloud',
  'wpengine.com',
  'shopify.com',
  'stape.io',
  'stape.net',
  'auth0.com',
  'kuroco.app',
]

describe('suffixes of vendors in the list’s private section', () => {
  for (const rule of suffixes) {
    it(rule, () => {
      const suffix = rule.replace('*', 'region-1')
      assert.equal(registrableDomain(`shop.${suffix}`, true), `shop.${suffix}`)
      assert.equal(registrableDomain(`www.shop.${suffix}`, true), `shop.${suffix}`)
      assert.equal(registrableDomain(suffix, true), suffix, 'none: the whole host')
      assert.ok(isPublicSuffix(suffix))
      const icann = rule.replace('*.', '').split('.').slice(-2).join('.')
      assert.equal(registrableDomain(`www.shop.${suffix}`, false), icann)
    })
  }
})

describe('domains of vendors that are not in the list', () => {
  for (const domain of ordinary) {
    it(domain, () => {
      for (const hasPrivateSuffixes of [true, false]) {
        assert.equal(registrableDomain(`x.shop.${domain}`, hasPrivateSuffixes), domain)
        assert.equal(registrableDomain(domain, hasPrivateSuffixes), domain)
      }
      assert.equal(isPublicSuffix(domain), false)
    })
  }
  it('two of Vercel’s differ', () => {
    assert.notEqual(
      registrableDomain('cname.vercel-dns-016.com', true),
      registrableDomain('cname.vercel-dns-017.com', true),
    )
  })
})

describe('hosts', () => {
  for (const [host, domain] of [
    ['www.example.com', 'example.com'],
    ['example.com', 'example.com'],
    ['a.b.example.co.uk', 'example.co.uk'],
    ['WWW.EXAMPLE.COM', 'example.com'],
    ['_dmarc.example.com', 'example.com'],
    ['a_b.example.com', 'example.com'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['www.city.kawasaki.jp', 'city.kawasaki.jp'],
    ['api.shop.localhost', 'shop.localhost'],
    // No registrable domain: the whole host.
    ['localhost', 'localhost'],
    ['com', 'com'],
    ['co.uk', 'co.uk'],
    ['intranet', 'intranet'],
    ['203.0.113.5', '203.0.113.5'],
    ['[2001:db8::1]', '[2001:db8::1]'],
    ['x.ck', 'x.ck'],
    ['__proto__', '__proto__'],
    ['-.example.com', '-.example.com'],
    ['', ''],
  ]) {
    it(`${host}: ${domain}`, () => {
      assert.equal(registrableDomain(host, true), domain)
      assert.equal(registrableDomain(host, false), domain)
    })
  }
})

describe('public suffixes', () => {
  for (const suffix of ['com', 'co.uk', 'netlify.app', 'localhost', 'intranet', 'x.ck']) {
    it(suffix, () => assert.ok(isPublicSuffix(suffix)))
  }
  for (const domain of [
    'example.com',
    'www.example.com',
    'shop.netlify.app',
    'www.ck',
    'kuroco.app',
    '203.0.113.5',
    '[2001:db8::1]',
    '',
  ]) {
    it(`not '${domain}'`, () => assert.equal(isPublicSuffix(domain), false))
  }
})

describe('one site', () => {
  it('is one registrable domain', () => {
    assert.equal(isSameSite('www.example.com', 'api.example.com'), true)
    assert.equal(isSameSite('www.example.com', 'www.example.net'), false)
    assert.equal(isSameSite('a.netlify.app', 'b.netlify.app'), false)
    assert.equal(isSameSite('a.netlify.app', 'b.netlify.app', false), true)
  })

  it('and to Chrome one scheme', () => {
    const [secure, other, plain] = [
      'https://a.example.com',
      'https://b.example.com:8443',
      'http://a.example.com',
    ].map((url) => new URL(url))
    assert.equal(isSchemefullySameSite(secure, other), true)
    assert.equal(isSchemefullySameSite(secure, plain), false)
  })
})
