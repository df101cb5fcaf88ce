import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { DnsFailure, Facts } from '../../../../../cli/doctor/facts.ts'
import { diagnose } from '../../../../../cli/doctor/rules/diagnose.ts'
import { exampleFacts, names } from '../example-site.ts'

function withFailures(addresses: string[], ...failures: Partial<DnsFailure>[]): Facts {
  return exampleFacts({
    hosts: {
      'www.example.com': {
        cnames: [],
        addresses,
        failures: failures.map((failure) => ({
          question: 'A',
          name: 'www.example.com',
          reason: 'timeout',
          ...failure,
        })),
      },
    },
  })
}

describe('what DNS did not tell', () => {
  it('of a host without an address: nothing can be said', () => {
    const [finding, ...others] = diagnose(withFailures([], { reason: 'nxdomain' })).findings
    assert.deepEqual(others, [])
    assert.deepEqual(
      [finding.id, finding.severity, finding.about],
      ['dns-failed', 'unknown', 'dns'],
    )
    names(finding.title, 'www.example.com')
    names(finding.detail, 'nothing can be said')
    names(finding.cure, 'spelling')
  })

  it('of a host with addresses: the rest may be wrong', () => {
    const [finding, ...others] = diagnose(
      withFailures(['203.0.113.5'], { question: 'AAAA', reason: 'servfail' }),
    ).findings
    assert.deepEqual(others, [])
    assert.equal(finding.id, 'dns-incomplete')
    names(finding.title, 'SERVFAIL', 'AAAA', 'www.example.com')
  })

  it('nothing is said where all was answered', () => {
    assert.deepEqual(diagnose(exampleFacts()).findings, [])
    assert.deepEqual(diagnose(withFailures(['203.0.113.5'])).findings, [])
    assert.deepEqual(diagnose(withFailures(['203.0.113.5'], {}, {})).findings.length, 1, 'once')
    assert.deepEqual(
      diagnose(withFailures([], { question: 'A' }, { question: 'AAAA' })).findings.length,
      2,
    )
  })

  for (const [reason, ...facts] of [
    ['nxdomain', 'x.example.com', 'not'],
    ['no-address', 'x.example.com', 'neither an A nor an AAAA record'],
    ['loop', 'x.example.com', 'circle'],
    ['chain-too-long', 'does not end'],
    ['timeout', 'x.example.com', 'CNAME', 'in time'],
    ['unreachable', 'cannot be reached'],
    ['servfail', 'x.example.com', 'CNAME', 'SERVFAIL'],
    ['refused', 'x.example.com', 'CNAME', 'REFUSED'],
  ] as const) {
    it(`${reason}, with a cure`, () => {
      const failure = { question: 'CNAME', name: 'x.example.com', reason } as const
      const [finding] = diagnose(withFailures([], failure)).findings
      names(finding.title, ...facts)
      assert.ok(finding.cure)
    })
  }
})
