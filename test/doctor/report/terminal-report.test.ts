import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Diagnosis } from '../../../doctor/rules/diagnosis.ts'
import { readPlan } from '../../../doctor/plan/read-plan.ts'
import { ciReport } from '../../../doctor/report/ci-report.ts'
import { htmlReport } from '../../../doctor/report/html-report.ts'
import { terminalReport } from '../../../doctor/report/terminal-report.ts'
import { diagnose } from '../../../doctor/rules/diagnose.ts'
import { textOf } from './parse-report.ts'

const www = { addresses: ['203.0.113.5'] }

function diagnosisOf(plan: object): Diagnosis {
  const result = readPlan({ version: 1, page: 'https://www.example.com', ...plan })
  assert.ok('facts' in result, JSON.stringify(result))
  return diagnose(result.facts)
}

function plainReport(plan: object): string {
  return terminalReport(diagnosisOf(plan), (_tone, text) => text)
}

/** What was painted, in order: the headline is the first. */
function tones(plan: object): string[] {
  const seen: string[] = []
  terminalReport(diagnosisOf(plan), (tone, text) => {
    seen.push(tone)
    return text
  })
  return seen
}

describe('the report in a terminal', () => {
  it('paints the headline by what is worst', () => {
    const endpoint = '/set-auth-token'
    const two = { addresses: ['203.0.113.5', '198.51.100.7'] }
    const failures = [{ question: 'A', name: 'www.example.com', reason: 'timeout' }]
    const unknown = { addresses: [], failures }
    assert.equal(tones({ endpoint, hosts: { 'www.example.com': www } })[0], 'good')
    assert.equal(tones({ endpoint, hosts: { 'www.example.com': two } })[0], 'unsure')
    assert.equal(tones({ endpoint, hosts: { 'www.example.com': unknown } })[0], 'unsure')
    const api = { url: 'https://api.example.com', cookies: ['sid=1; Max-Age=34560000'] }
    const hosts = { 'www.example.com': www, 'api.example.com': { addresses: ['198.51.100.7'] } }
    assert.equal(tones({ api, hosts })[0], 'bad')
  })

  it('says of an API that the page may not use what is to be done, a line each, and that the cookie is kept', () => {
    const plan = {
      hosts: { 'www.example.com': www, 'api.example.com': www },
      api: {
        url: 'https://api.example.com/me',
        cookies: ['sid=1; Max-Age=34560000; Secure'],
        answers: { preflight: { status: 404 } },
      },
    }
    const lines = plainReport(plan).replace(/\n +(?=\w)/g, ' ')
    assert.match(
      lines,
      /1\. Find out whether the page calls https:\/\/api\.example\.com\/me: if it\s+does, let the API take/,
    )
    assert.match(lines, /Who: first a developer of the site, then whoever runs the API /)
    assert.match(
      lines,
      /\n +- First, a developer .* run this check again with --api .*\n +- Then, whoever runs the API lets it answer OPTIONS /,
    )
    const texts = [lines, textOf(htmlReport(diagnosisOf(plan)))]
    for (const text of texts) {
      assert.match(text, /The cookie is not the fault: browsers keep it so/)
      assert.match(text, /To check: log in, and look at the browser’s console/)
      assert.doesNotMatch(text, /Safari on a Mac/)
    }
  })

  it('says how a missing endpoint is checked, and nothing of Safari, which nothing was judged for', () => {
    const endpoint = { url: '/a', answers: { put: { status: 404 } } }
    const plan = { hosts: { 'www.example.com': www }, endpoint }
    for (const text of [plainReport(plan), textOf(htmlReport(diagnosisOf(plan)))]) {
      assert.match(text, /To check: run this check again, once that is done\./)
      assert.doesNotMatch(text, /Safari/)
    }
  })

  it('does not tell the finding of the headline twice, nor does the HTML report', () => {
    const hosts = { 'www.example.com': www, 'api.example.com': www }
    for (const plan of [
      { hosts, api: { url: 'https://api.example.com', tokenHeader: 'x-token' } },
      { hosts, endpoint: { url: '/a', answers: { put: { status: 404 } } } },
      { hosts, api: { url: 'https://api.example.com', cookies: ['a=1; Path=/, id=x; Secure'] } },
    ]) {
      const diagnosis = diagnosisOf(plan)
      const { finding, text } = diagnosis.headline
      const { title, detail } = diagnosis.findings.find(({ id }) => id === finding)!
      assert.ok(text.startsWith(title))
      const reports = {
        terminal: plainReport(plan).replace(/\s+/g, ' '),
        html: textOf(htmlReport(diagnosis)),
      }
      for (const [name, report] of Object.entries(reports)) {
        const listed = report.split('What else was found')[1]?.split('The picture')[0] ?? ''
        assert.ok(!listed.includes(title), name)
        assert.equal(report.split(detail).length, 2, name)
      }
    }
  })

  it('shows a form post only where the endpoint takes one', () => {
    const hosts = { 'www.example.com': www }
    const url = '/set-auth-token'
    const options = { status: 204, headers: { allow: 'PUT, POST, PATCH, DELETE, OPTIONS' } }
    const put = { status: 400, problem: 'token-missing', headers: { 'cache-control': 'no-store' } }
    const text = plainReport({ endpoint: { url, answers: { options, put } }, hosts })
    assert.match(text, /by fetch, axios +by a <form>\n/)
    assert.doesNotMatch(plainReport({ endpoint: url, hosts }), /by a <form>/)
  })

  it('says that an API may set a cookie that was not seen', () => {
    const hosts = { 'www.example.com': www, 'api.example.com': { addresses: ['198.51.100.7'] } }
    const plan = { endpoint: '/set-auth-token', api: 'https://api.example.com', hosts }
    assert.match(
      plainReport(plan).replaceAll('\n', ' '),
      /Not seen: whether api\.example\.com sets a cookie of its own at log-in\. If it +does, that +cookie is cut to 7 days in Safari 16\.4 and later\./,
    )
  })

  it('leaves out tables of which nothing is known', () => {
    const failures = [{ question: 'CNAME', name: 'www.example.com', reason: 'nxdomain' }]
    const hosts = { 'www.example.com': { addresses: [], failures } }
    const text = plainReport({ endpoint: '/set-auth-token', hosts })
    assert.match(text, /^\? www\.example\.com was not found in DNS\.\n/)
    assert.doesNotMatch(text, /by fetch|WebKit/)
    assert.ok(text.split('\n').length < 16)
  })

  it('shows more than three addresses in short', () => {
    const addresses = ['203.0.113.1', '203.0.113.2', '203.0.113.3', '203.0.113.4']
    const hosts = { 'www.example.com': { addresses } }
    assert.match(
      plainReport({ endpoint: '/set-auth-token', hosts }),
      /203\.0\.113\.1, 203\.0\.113\.2 and 2 more/,
    )
  })

  it('takes the commands out of what strangers sent', () => {
    const cookie = { name: '\x1b[2J\u202eevil', valueOctets: 1, attributes: [] }
    const hosts = { 'www.example.com': www, 'api.example.com': www }
    const api = { url: 'https://api.example.com', cookies: [cookie] }
    const diagnosis = diagnosisOf({ api, hosts })
    for (const text of [terminalReport(diagnosis, (_tone, line) => line), ciReport(diagnosis)]) {
      assert.ok(text.includes('[2J'))
      // oxlint-disable-next-line no-control-regex
      assert.doesNotMatch(text, /[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
    }
  })
})

describe('a cookie with a name without end', () => {
  it('no report writes it out', () => {
    const plan = {
      api: { url: 'https://api.example.com', cookies: [`${'n'.repeat(4000)}=${'x'.repeat(200)}`] },
      hosts: { 'www.example.com': www, 'api.example.com': www },
    }
    for (const text of [plainReport(plan), textOf(htmlReport(diagnosisOf(plan)))]) {
      assert.doesNotMatch(text.replace(/\s+/g, ''), /n{41}/)
    }
  })
})

describe('a page that may come from the cache, where addresses decide', () => {
  it('the note says when they do', () => {
    const text = plainReport({
      page: { url: 'https://www.example.com', serviceWorker: 'found', answer: { status: 200 } },
      api: { url: 'https://api.example.com', cookies: ['sid=1; Max-Age=34560000; Secure'] },
      hosts: { 'www.example.com': www, 'api.example.com': { addresses: ['198.51.100.7'] } },
    })
    assert.match(
      text.replace(/\s+/g, ' '),
      /It is kept until Safari has loaded a page of this site from the network since it was started; after that addresses decide\. With IPv4 it is capped\./,
    )
  })
})
