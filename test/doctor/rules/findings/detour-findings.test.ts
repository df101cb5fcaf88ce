import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Facts } from '../../../../doctor/facts.ts'
import { diagnose } from '../../../../doctor/rules/diagnose.ts'
import { aliased, at, lasting, withApi } from '../example-site.ts'

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

describe('that a name of one’s own is not enough', () => {
  const hosts = { 'www.example.com': at('203.0.113.5'), 'api.example.net': at('203.0.113.6') }
  const blocked = { ...withApi(lasting), api: { url: 'https://api.example.net/' }, hosts }

  it('is found of an API on another site', () => {
    assert.ok(isTold(blocked, 'own-name-not-enough'))
    assert.ok(!isTold(blocked))
  })

  it('is not found of an API on the page’s site', () => {
    assert.ok(!isTold(withApi(lasting), 'own-name-not-enough'))
  })
})
