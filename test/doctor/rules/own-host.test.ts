import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Facts } from '../../../doctor/facts.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import { ownHostOutcome } from '../../../doctor/rules/own-host.ts'
import { aliased, at, exampleFacts, lasting, names, withApi } from './example-site.ts'

const far = at('203.0.113.5', '198.51.100.7')
const cached = {
  url: 'https://www.example.com/',
  answer: { status: 200, headers: { 'cache-control': 'max-age=600' } },
}
const www = (host: Facts['hosts'][string]): Facts['hosts'] => ({ 'www.example.com': host })

const rows: [string, Facts, string][] = [
  ['one address', exampleFacts(), 'kept'],
  ['addresses far apart', exampleFacts({ hosts: www(far) }), 'depends'],
  ['a CNAME', exampleFacts({ hosts: www(aliased(['x.cdn.net'], '203.0.113.5')) }), 'kept'],
  [
    'a CNAME, and a page that may come from a cache',
    exampleFacts({ page: cached, hosts: www(aliased(['x.cdn.net'], '203.0.113.5')) }),
    'depends',
  ],
  ['a host that DNS does not know', exampleFacts({ hosts: {} }), 'unknown'],
  [
    'the page that a redirect ends on',
    exampleFacts({
      page: { url: 'https://example.com/', redirects: ['https://www.example.com/'] },
      hosts: { 'example.com': far, ...www(at('203.0.113.5')) },
    }),
    'kept',
  ],
]

describe('what would become of a cookie of the page’s own host', () => {
  for (const [title, facts, outcome] of rows) {
    it(`${title}: ${outcome}`, () => assert.equal(ownHostOutcome(facts), outcome))
  }

  it('is what the remedy promises', () => {
    const capped = withApi(lasting)
    const [sure] = diagnose(capped).remedies
    names(sure.result, 'Safari, Firefox and Chrome', '400 days')
    const hosts = { ...capped.hosts, ...www(far) }
    const [unsure] = diagnose({ ...capped, hosts }).remedies
    names(unsure.result, 'Firefox and Chrome', 'Safari, if')
  })
})
