import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Answer } from '../../../doctor/facts.ts'
import { vendorOf } from '../../../doctor/rules/vendor.ts'
import { aliased, at, exampleFacts } from './example-site.ts'

const www = 'www.example.com'

function byCname(...cnames: string[]): unknown {
  return vendorOf(exampleFacts({ hosts: { [www]: aliased(cnames, '203.0.113.5') } }), www)?.name
}

function byHeaders(headers: Answer['headers']): unknown {
  return vendorOf(exampleFacts(), www, { status: 200, ...(headers && { headers }) })?.name
}

describe('who runs a host', () => {
  for (const [cname, vendor] of [
    ['shop.netlify.app', 'Netlify'],
    ['apex-loadbalancer.netlify.com', 'Netlify'],
    ['x.netlifyglobalcdn.com', 'Netlify'],
    ['shop.pages.dev', 'Cloudflare'],
    ['shop.me.workers.dev', 'Cloudflare'],
    ['www.example.com.cdn.cloudflare.net', 'Cloudflare'],
    ['d1.cloudfront.net', 'CloudFront'],
    ['cname.vercel-dns.com', 'Vercel'],
    ['0123456789abcdef.vercel-dns-016.com', 'Vercel'],
    ['0123456789abcdef.vercel-dns-017.com', 'Vercel'],
    ['shop.vercel.app', 'Vercel'],
    ['sitekey.g.kuroco.app', 'Kuroco'],
    ['api-1.eu-west-1.elb.amazonaws.com', 'AWS load balancer'],
    ['notnetlify.app', undefined],
    ['netlify.app.example.net', undefined],
  ] as const) {
    it(`${cname}: ${vendor}`, () => assert.equal(byCname(cname), vendor))
  }

  it('any name of the chain tells', () => {
    assert.equal(byCname('x.example.net', 'd1.cloudfront.net', 'y.example.net'), 'CloudFront')
  })

  it('the host’s own name tells', () => {
    const facts = exampleFacts({ hosts: { 'shop.netlify.app': at('203.0.113.5') } })
    assert.equal(vendorOf(facts, 'shop.netlify.app')?.name, 'Netlify')
    assert.equal(vendorOf(facts, 'site.a.kuroco.app')?.name, 'Kuroco', 'without DNS too')
  })

  for (const [headers, vendor] of [
    [{ server: 'Netlify' }, 'Netlify'],
    [{ server: 'cloudflare' }, 'Cloudflare'],
    [{ server: 'Vercel' }, 'Vercel'],
    [{ server: 'CloudFront' }, 'CloudFront'],
    [{ via: '1.1 abc.cloudfront.net (CloudFront)' }, 'CloudFront'],
    [{ 'x-cache': 'Miss from cloudfront' }, 'CloudFront'],
    [{ server: 'nginx' }, undefined],
    [{ server: 'x-netlify' }, undefined],
    [undefined, undefined],
  ] as const) {
    it(`${JSON.stringify(headers)}: ${vendor}`, () => assert.equal(byHeaders(headers), vendor))
  }

  it('names go before headers', () => {
    const facts = exampleFacts({ hosts: { [www]: aliased(['shop.netlify.app'], '203.0.113.5') } })
    assert.equal(vendorOf(facts, www, { headers: { server: 'cloudflare' } })?.name, 'Netlify')
  })

  it('nothing tells', () => assert.equal(vendorOf(exampleFacts(), www), undefined))
})
