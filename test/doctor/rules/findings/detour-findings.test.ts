import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Facts } from '../../../../doctor/facts.ts'
import { parseSetCookie } from '../../../../doctor/parse-set-cookie.ts'
import { diagnose } from '../../../../doctor/rules/diagnose.ts'
import { aliased, at, exampleFacts, lasting, withApi } from '../example-site.ts'
import { find } from './find.ts'

function isTold(facts: Facts, id = 'other-record-no-help'): boolean {
  return diagnose(facts).findings.some((finding) => finding.id === id)
}

function withAliasedApi(header: string): Facts {
  const hosts = {
    'www.example.com': at('203.0.113.5'),
    'api.example.com': aliased(['lb.vendor.example'], '198.51.100.7'),
  }
  return { ...withApi(header), hosts }
}

describe('that neither an A record nor a form post helps', () => {
  it('is found of an API by CNAME whose cookie is capped', () => {
    assert.ok(isTold(withAliasedApi(lasting)))
  })

  it('is another where the address decides', () => {
    assert.ok(!isTold(withApi(lasting)))
    assert.ok(isTold(withApi(lasting), 'form-post-untested'))
  })

  it('is not found of a cookie that is too short to be capped', () => {
    assert.ok(!isTold(withAliasedApi('session=x; Max-Age=3600')))
  })
})

describe('that a form post gains something', () => {
  it('is not tested where the address decides, in each case', () => {
    const facts = withApi(lasting)
    assert.ok(isTold(facts, 'form-post-untested'))
    const mixed = at('203.0.113.6', '198.51.100.7')
    const hosts = { ...facts.hosts, 'api.example.com': mixed }
    assert.ok(!isTold({ ...facts, hosts }, 'form-post-untested'))
  })

  it('is not said where a fetch is cut in some cases alone', () => {
    const facts = withApi(lasting)
    const hosts = { ...facts.hosts, 'www.example.com': at('203.0.113.5', '198.51.100.1') }
    assert.ok(!isTold({ ...facts, hosts }, 'form-post-untested'))
  })

  it('is not said where the API’s own addresses lie apart, and so a form post may be cut too', () => {
    const facts = withApi(lasting)
    const hosts = { ...facts.hosts, 'api.example.com': at('192.0.2.1', '198.51.100.7') }
    assert.ok(!isTold({ ...facts, hosts }, 'form-post-untested'))
  })
})

const recordedOf = (isForOwnPages: boolean, ...addresses: string[]): Facts =>
  exampleFacts({
    recorded: [
      {
        url: 'https://login.idp.example/',
        way: 'navigation',
        isForOwnPages,
        cookie: parseSetCookie(lasting),
      },
    ],
    hosts: { ...exampleFacts().hosts, 'login.idp.example': at(...addresses) },
  })

describe('that another site’s cookie for its own pages is not this site’s to mend', () => {
  const id = 'cookie-of-another-site'

  it('is found where Safari cuts it', () => {
    const [finding] = find(recordedOf(true, '192.0.2.1', '198.51.100.1'), id)
    assert.match(finding.title, /^Only whoever runs login\.idp\.example can mend the cookie/)
    assert.equal(finding.severity, 'note')
  })

  it('is not found where it is kept, or is for this site’s pages', () => {
    assert.ok(!isTold(recordedOf(true, '192.0.2.1'), id))
    assert.ok(!isTold(recordedOf(false, '192.0.2.1', '198.51.100.1'), id))
    assert.ok(!isTold(withApi(lasting), id))
  })
})

describe('that ways other than a fetch may be cut', () => {
  const www = { 'www.example.com': aliased(['x.cdn.net'], '203.0.113.5') }
  const own = { ...withApi(lasting), hosts: www }
  const api = { ...own.api!, url: 'https://www.example.com/is-authed' }
  const id = 'other-ways-not-counted'

  it('is found of an API on the page’s own host, whose fetch is kept', () => {
    const [finding] = find({ ...own, api }, id)
    assert.match(finding.title, /a form post or a redirect\. Safari 17 to 26 may cut the cookie/)
  })

  it('is not found where the fetch is cut, too', () => {
    const cached = { 'content-type': 'text/html', 'cache-control': 'max-age=600' }
    const page = { url: 'https://www.example.com/', answer: { status: 200, headers: cached } }
    assert.ok(!isTold({ ...own, api, page }, id))
  })

  it('nor where no way is cut, nor of an endpoint', () => {
    assert.ok(!isTold({ ...own, api, hosts: { 'www.example.com': at('203.0.113.5') } }, id))
    const endpoint = { url: 'https://www.example.com/set-auth-token' }
    assert.ok(!isTold(exampleFacts({ endpoint, hosts: www }), id))
  })
})

describe('that a name of one’s own is not enough', () => {
  const hosts = { 'www.example.com': at('203.0.113.5'), 'api.example.net': at('203.0.113.6') }
  const blocked = { ...withApi(lasting), api: { url: 'https://api.example.net/' }, hosts }

  it('is found of an API on another site', () => {
    assert.ok(isTold(blocked, 'own-name-not-enough'))
    assert.ok(!isTold(blocked))
  })

  it('is not found of a host that the browser was sent to, and that no script calls', () => {
    const cookie = parseSetCookie(lasting)
    const url = 'https://api.example.net/login'
    for (const [way, expected] of [
      ['fetch', true],
      ['navigation', false],
    ] as const) {
      const facts = exampleFacts({ hosts, recorded: [{ url, way, cookie }] })
      assert.equal(isTold(facts, 'own-name-not-enough'), expected)
    }
  })

  it('is not found of an API on the page’s site', () => {
    assert.ok(!isTold(withApi(lasting), 'own-name-not-enough'))
  })
})
