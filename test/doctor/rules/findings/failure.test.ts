import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { AnswerFailure } from '../../../../doctor/facts.ts'
import { diagnose } from '../../../../doctor/rules/diagnose.ts'
import {
  dnsFailureText,
  explainFailure,
  failureText,
} from '../../../../doctor/rules/findings/failure.ts'
import { terminalReport } from '../../../../doctor/report/terminal-report.ts'
import { exampleFacts } from '../example-site.ts'

const reasons: AnswerFailure['reason'][] = [
  'dns',
  'refused',
  'unreachable',
  'reset',
  'certificate',
  'timeout',
  'redirect-loop',
  'not-http',
]

suite('what to do about a host that does not answer', () => {
  for (const reason of reasons) {
    test(`${reason}: the host is named`, () => {
      const { cure } = explainFailure({ reason, detail: 'why' }, 'api.example.com:8443')
      assert.match(cure, /\bapi\.example\.com:8443\b/)
    })
  }

  for (const detail of [
    'self-signed certificate',
    'self signed certificate',
    'self-signed certificate in certificate chain',
    'unable to verify the first certificate',
    'unable to get local issuer certificate',
    'TLS failed: ssl/tls alert unknown ca',
  ]) {
    test(`${detail}: --ca, and nothing is to be renewed`, () => {
      const { cure } = explainFailure({ reason: 'certificate', detail }, 'www.example.com')
      assert.match(cure, /^If the certificate of www.example.com, or its authority, is your own/)
      assert.doesNotMatch(cure, /renew/i)
    })
  }

  for (const detail of ['certificate has expired', 'certificate is not yet valid']) {
    test(`${detail}: it is to be renewed`, () => {
      const { cure } = explainFailure({ reason: 'certificate', detail }, 'www.example.com')
      assert.match(cure, /^Renew the certificate of www\.example\.com/)
    })
  }

  test('another name in the certificate: one with this name is needed', () => {
    const detail = 'Hostname/IP does not match certificate’s altnames'
    const { cure } = explainFailure({ reason: 'certificate', detail }, 'www.example.com')
    assert.match(cure, /^Give www\.example\.com a certificate that names it/)
  })

  test('no route: it is this machine’s network', () => {
    const detail = 'connect ENETUNREACH 203.0.113.5:443'
    const { cure } = explainFailure({ reason: 'unreachable', detail }, 'www.example.com')
    assert.match(cure, /^This machine has no network that leads to www\.example\.com/)
  })

  for (const detail of [
    'the page redirects to another site',
    'the page redirects to an address of a private network',
  ]) {
    test(`${detail}: the user may name it`, () => {
      const { cure } = explainFailure({ reason: 'unreachable', detail }, 'www.example.com')
      assert.match(cure, /name that: edgemint doctor/)
    })
  }
})

suite('what a failure is called', () => {
  test('with the error’s own words, if there are any and they say more', () => {
    assert.equal(failureText({ reason: 'unreachable', detail: 'why' }), 'it was not reached (why)')
    assert.equal(failureText({ reason: 'unreachable', detail: '' }), 'it was not reached')
    assert.equal(failureText({ reason: 'timeout', detail: 'why' }), 'no answer came in time')
  })

  test('of DNS, beside the name', () => {
    const failure = { question: 'A', name: 'x.example.com', reason: 'nxdomain' } as const
    assert.equal(dnsFailureText(failure), 'not found')
  })
})

suite('two hosts that do not answer', () => {
  const failure = { reason: 'timeout', detail: 'no answer in time' } as const
  const facts = exampleFacts({
    page: { url: 'https://www.example.com/', answer: { failure } },
    endpoint: { url: 'https://www.example.com/set-auth-token', answers: { put: { failure } } },
    api: { url: 'https://api.example.com/', answers: { preflight: { failure } } },
    hosts: {
      'www.example.com': { cnames: [], addresses: ['203.0.113.5'] },
      'api.example.com': { cnames: [], addresses: ['203.0.113.6'] },
    },
  })

  test('are told apart by name, and one of them is told once', () => {
    const { remedies } = diagnose(facts)
    assert.deepEqual(
      remedies.map(({ title }) => title),
      ['www.example.com', 'api.example.com'].map(
        (host) => `Check that the server of ${host} runs, and try again, with a longer --timeout.`,
      ),
    )
    assert.equal(remedies[0].steps.length, 2)
  })

  test('the terminal says the page’s cure once, and nothing else', () => {
    const text = terminalReport(diagnose(facts), (_tone, words) => words).replace(/\s+/g, ' ')
    assert.equal(text.split('Check that the server of www.example.com').length, 2)
    assert.doesNotMatch(text, /api\.example\.com|set-auth-token|What else|Words/)
  })

  test('so are two names that DNS says nothing of', () => {
    const hosts = Object.fromEntries(
      ['www.example.com', 'api.example.com'].map((name) => [
        name,
        {
          cnames: [],
          addresses: [],
          failures: [{ question: 'A' as const, name, reason: 'timeout' as const }],
        },
      ]),
    )
    const titles = diagnose(exampleFacts({ hosts })).remedies.map(({ title }) => title)
    assert.equal(titles.length, 2)
    assert.ok(titles.some((title) => title.includes('www.example.com')))
    assert.ok(titles.some((title) => title.includes('api.example.com')))
  })
})
