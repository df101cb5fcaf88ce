import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Facts } from '../../../../../cli/doctor/facts.ts'
import { diagnose } from '../../../../../cli/doctor/rules/diagnose.ts'
import { aliased, at, lasting, withApi } from '../example-site.ts'

function isTold(facts: Facts): boolean {
  return diagnose(facts).findings.some(({ id }) => id === 'no-way-out')
}

function withAliasedApi(header: string): Facts {
  const hosts = {
    'www.example.com': at('203.0.113.5'),
    'api.example.com': aliased(['lb.vendor.example'], '198.51.100.7'),
  }
  return { ...withApi(header), hosts }
}

describe('that neither an A record nor a form post helps', () => {
  it('is told of an API by CNAME whose cookie is capped', () => {
    assert.ok(isTold(withAliasedApi(lasting)))
  })

  it('is not told where the address decides', () => assert.ok(!isTold(withApi(lasting))))

  it('is not told of a cookie that is too short to be capped', () => {
    assert.ok(!isTold(withAliasedApi('session=x; Max-Age=3600')))
  })
})
