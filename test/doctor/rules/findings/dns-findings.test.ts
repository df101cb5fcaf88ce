import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { DnsFailure, Facts, HostFacts } from '../../../../doctor/facts.ts'
import { diagnose } from '../../../../doctor/rules/diagnose.ts'
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
    names(finding.detail, 'misspelt', 'nothing can be said')
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

  for (const [reason, ...words] of [
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
      const facts = withFailures([], failure)
      facts.hosts['api.example.com'] = { cnames: [], addresses: ['203.0.113.5'] }
      const [finding] = diagnose(facts).findings
      names(finding.title, ...words)
      assert.equal(finding.detail.includes('misspelt'), reason === 'nxdomain')
      assert.ok(finding.cure)
    })
  }
})

it('the page’s host comes first, whichever was asked first', () => {
  const hosts = {
    'api.example.com': failed('api.example.com', 'timeout'),
    'www.example.com': failed('www.example.com', 'timeout'),
  }
  assert.deepEqual(
    diagnose(exampleFacts({ hosts })).findings.map(({ title }) => title),
    ['www.example.com', 'api.example.com'].map(
      (host) => `No answer from DNS about CNAME of ${host} came in time.`,
    ),
  )
})

function failed(name: string, reason: DnsFailure['reason']): HostFacts {
  return { cnames: [], addresses: [], failures: [{ question: 'CNAME', name, reason }] }
}

describe('a machine without network', () => {
  it('is one finding for all hosts', () => {
    const facts = exampleFacts({
      hosts: {
        'www.example.com': failed('www.example.com', 'unreachable'),
        'api.example.com': failed('api.example.com', 'unreachable'),
        'page.localhost': { cnames: [], addresses: ['127.0.0.1'] },
      },
    })
    const { headline, exitCode, findings, remedies } = diagnose(facts)
    assert.deepEqual(
      findings.map(({ id }) => id),
      ['no-network'],
    )
    names(headline.text, 'this machine seems to have no network')
    names(remedies[0].title, 'Connect this machine')
    assert.equal(exitCode, 2)
  })

  const others: [title: string, other: HostFacts][] = [
    ['a server that answers about another host', failed('api.example.com', 'nxdomain')],
    [
      'a server that was reached once',
      {
        cnames: [],
        addresses: [],
        failures: [
          ...failed('api.example.com', 'unreachable').failures!,
          ...failed('api.example.com', 'timeout').failures!,
        ],
      },
    ],
    [
      'another host that is half found',
      { ...failed('api.example.com', 'unreachable'), addresses: ['203.0.113.5'] },
    ],
    ['another host that is found', { cnames: [], addresses: ['203.0.113.5'] }],
    ['a host of which nothing was asked', { cnames: [], addresses: [] }],
  ]
  for (const [title, other] of others) {
    it(`is not what ${title} shows`, () => {
      const facts = exampleFacts({
        hosts: {
          'www.example.com': failed('www.example.com', 'unreachable'),
          'api.example.com': other,
        },
      })
      assert.equal(
        diagnose(facts).findings.some(({ id }) => id === 'no-network'),
        false,
      )
    })
  }
})
