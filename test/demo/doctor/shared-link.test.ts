import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { examine } from '../../../demo/doctor/examine.ts'
import { fromFragment, toFragment } from '../../../demo/doctor/shared-link.ts'
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
  { site: 'bücher.example' },
]) {
  test(`a link says what was said: ${JSON.stringify(fields)}`, async () => {
    const found = await examine(typedAs(fields), publicServices, zoneFetch(zones))
    assert.ok('opinions' in found)
    const fragment = toFragment(found)
    assert.match(fragment, /^#r=[\w-]+$/)
    const text = Buffer.from(fragment.slice(3), 'base64url').toString()
    assert.doesNotMatch(text, /s3cret|t0ken/)
    assert.deepEqual(fromFragment(fragment)?.examination, found)
  })
}

suite('a link that is broken, or was made up', () => {
  const whole = {
    site: 'https://www.shop.example',
    api: 'https://api.shop.example',
    keeps: 'api',
    header: 'Authorization',
    cookies: [],
    observedAt: '2026-11-26T12:00:00.000Z',
    replies: [
      {
        service: 'Google',
        hosts: {
          'www.shop.example': { cnames: [], addresses: ['203.0.113.5'] },
          'api.shop.example': { cnames: [], addresses: ['198.51.100.7'] },
        },
      },
    ],
  }
  test('whole, it is taken', () => {
    assert.equal(fromFragment(fragmentOf(whole))?.examination.opinions.length, 1)
  })

  const changed: [string, object][] = [
    ['a site that is none', { site: 'javascript:alert(1)' }],
    ['no site', { site: undefined }],
    ['a keeper that nobody knows', { keeps: 'x' }],
    ['a time that is none', { observedAt: '<b>now</b>' }],
    ['a service with markup in its name', { replies: [{ ...whole.replies[0], service: '<img>' }] }],
    ['too many replies', { replies: Array.from({ length: 5 }, () => whole.replies[0]) }],
    ['a reply without hosts', { replies: [{ service: 'Google' }] }],
    [
      'an address that is none',
      {
        replies: [
          {
            service: 'Google',
            hosts: { ...whole.replies[0].hosts, 'api.shop.example': { addresses: ['<b>'] } },
          },
        ],
      },
    ],
    ['replies that are no list', { replies: 'Google' }],
    ['a cookie that is none', { cookies: [{ name: 1 }] }],
    ['a cookie as text', { cookies: ['id=secret'] }],
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
