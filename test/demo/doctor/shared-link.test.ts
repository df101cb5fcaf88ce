import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ask } from '../../../demo/doctor/ask.ts'
import type { Examination } from '../../../demo/doctor/examine.ts'
import { fromFragment, toFragment, typedFor } from '../../../demo/doctor/shared-link.ts'
import { publicServices } from '../../../doctor/dns/over-https.ts'
import { typedAs } from './typed-as.ts'
import { shop, zoneFetch } from './zone-fetch.ts'

const zones = {
  'cloudflare-dns.com': shop,
  'dns.google': { ...shop, 'A lb.vendor.example': '198.51.100.8' },
}

for (const fields of [
  {},
  { keeps: 'site' as const },
  { keeps: 'token' as const, header: 'X-Token' },
  { life: '2592000' },
  { setCookies: 'sid=s3cret; Max-Age=3600; Secure; HttpOnly\nother=t0ken' },
  {
    keeps: 'site' as const,
    setCookies: 'sid=s3cret; Max-Age=3600; Secure; HttpOnly\nother=t0ken; Domain=example.net',
  },
  { site: 'bücher.example' },
]) {
  test(`a link says what was said: ${JSON.stringify(fields)}`, async () => {
    const found = await ask(typedAs(fields), undefined, publicServices, zoneFetch(zones))
    assert.ok('opinions' in found)
    const fragment = toFragment(found)
    assert.match(fragment, /^#r=[\w-]+$/)
    const text = Buffer.from(fragment.slice(3), 'base64url').toString()
    assert.doesNotMatch(text, /s3cret|t0ken/)
    assert.deepEqual(fromFragment(fragment), found)
    // Asked again, the form says the same, but for what a cookie's value was.
    const again = await ask(typedFor(found), undefined, publicServices, zoneFetch(zones))
    assert.ok('opinions' in again)
    assert.equal(headline(again), headline(found))
  })
}

suite('a link that is broken, or was made up', () => {
  const answer = {
    service: 'Google',
    hosts: {
      'www.shop.example': { cnames: [], addresses: ['203.0.113.5'] },
      'api.shop.example': { cnames: [], addresses: ['198.51.100.7'] },
    },
  }
  const whole = {
    plan: {
      version: 1,
      page: { url: 'https://www.shop.example/' },
      api: { url: 'https://api.shop.example/' },
    },
    askedAt: '2026-11-26T12:00:00.000Z',
    answers: [answer],
    silent: [],
    leftOut: [],
  }

  test('whole, it is taken', () => {
    assert.equal(fromFragment(fragmentOf(whole))?.opinions.length, 1)
  })

  const changed: [string, object][] = [
    ['a site that is none', { plan: { ...whole.plan, page: { url: 'javascript:alert(1)' } } }],
    ['no plan', { plan: undefined }],
    ['a plan that is none', { plan: null }],
    ['a time that is none', { askedAt: '<b>now</b>' }],
    ['a service with markup in its name', { answers: [{ ...answer, service: '<img>' }] }],
    ['the same, which is silent', { silent: ['<img>'] }],
    ['too many services', { silent: ['A', 'B', 'C', 'D'] }],
    ['no answer', { answers: [] }],
    ['an answer without hosts', { answers: [{ service: 'Google' }] }],
    [
      'an address that is none',
      {
        answers: [
          { ...answer, hosts: { ...answer.hosts, 'api.shop.example': { addresses: ['<b>'] } } },
        ],
      },
    ],
    ['answers that are no list', { answers: 'Google' }],
    ['hosts left out that are no names', { leftOut: [1] }],
  ]
  for (const [name, change] of changed) {
    test(name, () => assert.equal(fromFragment(fragmentOf({ ...whole, ...change })), undefined))
  }

  for (const fragment of ['#r=', '#r=%', '#r=e30', '#r=bnVsbA', fragmentOf(whole).slice(0, -40)]) {
    test(fragment.slice(0, 12), () => assert.equal(fromFragment(fragment), undefined))
  }
})

function fragmentOf(shared: unknown): string {
  return `#r=${Buffer.from(JSON.stringify(shared)).toString('base64url')}`
}

function headline({ opinions }: Examination): string {
  return opinions[0].diagnosis.headline.text
}
