import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readPlan } from '../../../doctor/plan/read-plan.ts'
import { becauseText } from '../../../doctor/report/because.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'

const here = { addresses: ['203.0.113.5'] }
const elsewhere = { addresses: ['198.51.100.7'] }
const alias = { cnames: ['site.vendor.net'], addresses: ['203.0.113.5'] }
const sid = 'sid=1; Max-Age=34560000; Secure'
const counted = ' The 7 days count from when it was last set.'
const everywhere = ' On iPhone and iPad, all browsers do so, Chrome too.'

function because(plan: object): string {
  const result = readPlan({ version: 1, page: 'https://www.example.com', ...plan })
  assert.ok('facts' in result, JSON.stringify(result))
  return becauseText(diagnose(result.facts))
}

function ofApi(host: string, api: object, cookie = sid): string {
  const url = `https://${host}`
  return because({
    api: { url, cookies: [cookie] },
    hosts: { 'www.example.com': here, [host]: api },
  })
}

describe('why browsers do so, in plain words', () => {
  it('an alias for another domain, from when the 7 days count, and who does the same', () => {
    assert.equal(
      ofApi('api.example.com', alias),
      `Why: api.example.com is an alias for site.vendor.net, a name on another domain. So Safari takes the cookie for another company’s.${counted}${everywhere}`,
    )
  })

  it('addresses in different networks, of all or of some', () => {
    const end = `lie in different networks. So Safari takes the cookie for another company’s.${counted}${everywhere}`
    assert.equal(
      ofApi('api.example.com', elsewhere),
      `Why: The addresses of api.example.com and of www.example.com ${end}`,
    )
    const both = { addresses: [...here.addresses, ...elsewhere.addresses] }
    assert.equal(
      ofApi('api.example.com', both),
      `Why: Some of the addresses of api.example.com and of www.example.com ${end}`,
    )
    assert.equal(
      because({ endpoint: '/set-auth-token', hosts: { 'www.example.com': both } }),
      `Why: www.example.com has addresses in different networks. Where the page comes from one of them and the cookie from another, Safari cuts it.${counted}${everywhere}`,
    )
  })

  it('not some of the addresses, where a page from the cache alone makes the difference', () => {
    assert.match(
      because({
        page: { url: 'https://www.example.com', serviceWorker: 'found', answer: { status: 200 } },
        api: { url: 'https://api.example.com', cookies: [sid] },
        hosts: { 'www.example.com': here, 'api.example.com': elsewhere },
      }),
      /^Why: The addresses of api/,
    )
  })

  it('one alias of page and API: a page of that host has to be loaded first', () => {
    const end = `from the network, not from a cache.${counted}${everywhere}`
    const both = { 'www.example.com': alias, 'api.example.com': alias }
    const api = { url: 'https://api.example.com', cookies: [sid] }
    assert.equal(
      because({ api, hosts: both }),
      `Why: api.example.com is an alias (CNAME) for a name on another domain. Safari accepts that only once it has loaded a page of api.example.com ${end}`,
    )
    const page = { url: 'https://www.example.com', serviceWorker: 'found', answer: { status: 200 } }
    assert.equal(
      because({ api, hosts: both, page }),
      `Why: api.example.com is an alias (CNAME) for a name on another domain. Safari accepts that only once it has loaded a page of www.example.com ${end}`,
    )
  })

  it('the page’s own alias, where a cache may give the page', () => {
    const page = { url: 'https://www.example.com', serviceWorker: 'found', answer: { status: 200 } }
    assert.equal(
      because({ page, endpoint: '/set-auth-token', hosts: { 'www.example.com': alias } }),
      `Why: www.example.com is an alias (CNAME) for a name on another domain. Safari accepts that only once it has loaded a page of www.example.com from the network, not from a cache.${counted}${everywhere}`,
    )
  })

  it('another domain, and the rule itself where there is no plainer word', () => {
    const blocked = ofApi('api.vendor.net', elsewhere, `${sid}; SameSite=None`)
    assert.equal(
      blocked,
      `Why: api.vendor.net is on the domain vendor.net, the page on example.com. So Safari takes the cookie for another company’s.${everywhere}`,
    )
    assert.equal(
      ofApi('api.vendor.net', elsewhere, `${sid}; SameSite=Lax`),
      'Why: On another site’s page, only a cookie with SameSite=None can be set or sent. api.vendor.net is on the domain vendor.net, the page on example.com. So Safari takes the cookie for another company’s. On iPhone and iPad, all browsers do so, Chrome too.',
    )
  })

  it('nothing where the cookie is kept, or where its finding says why', () => {
    assert.equal(ofApi('api.example.com', here), '')
    assert.equal(ofApi('api.example.com', here, '__Secure-sid=1'), '')
  })
})
