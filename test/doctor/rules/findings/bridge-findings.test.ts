import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Answer } from '../../../../doctor/facts.ts'
import { diagnose } from '../../../../doctor/rules/diagnose.ts'
import { aliased, refusal, timedOut, withEndpoint, healthyAnswers } from '../example-site.ts'

const html = { 'content-type': 'text/html' }
const json = { 'content-type': 'application/json; charset=utf-8' }
const problem = { 'content-type': 'application/problem+json' }

describe('what a GET without a cookie shows of the bridge', () => {
  for (const [title, answer, id, says, cure] of [
    ['edgemint, which asks for a log-in', refusal(401, 'not-authenticated')],
    [
      'a path that is not there',
      { status: 404 },
      'bridge-missing',
      /not installed at .*\/api: the site answers 404\.$/,
      /^Install edgemint on www\.example\.com\. Run npx edgemint deploy netlify/,
    ],
    [
      'a text that only names JSON',
      { status: 404, headers: { 'content-type': 'text/plain; was=application/json' } },
      'bridge-missing',
      /: the site answers 404\.$/,
      /netlify/,
    ],
    [
      'the host’s page for what is not there',
      { status: 404, headers: html },
      'bridge-missing',
      /answers with a page \(404, HTML\)\.$/,
      /netlify/,
    ],
    [
      'the page, for every path',
      { status: 200, headers: html },
      'bridge-missing',
      /answers with a page \(200, HTML\), as single-page apps do/,
      /netlify/,
    ],
    ['another 401', { status: 401 }, 'bridge-missing', /answers 401\.$/, /netlify/],
    [
      'the API itself, to which a rule of the host leads',
      { status: 401, headers: json },
      'bridge-missing',
      /an API answers there, as it seems \(401, JSON\), so the path leads to it without edgemint/,
      /^If a rule of the host leads the path to the API .*take it out\. Install edgemint on www\.example\.com\. Run npx edgemint deploy netlify/,
    ],
    [
      'the API’s own kind of problem',
      { status: 401, headers: problem, problem: 'no-such-session' },
      'bridge-missing',
      /an API answers there/,
      /netlify/,
    ],
    [
      'edgemint, from another config',
      refusal(405, 'method-not-allowed'),
      'bridge-missing',
      /^edgemint answers at .*, but not as a bridge \(405, method-not-allowed\)/,
      /netlify/,
    ],
    [
      'edgemint behind a proxy',
      refusal(403, 'cross-origin'),
      'bridge-refuses-page',
      /stranger/,
      /siteOrigins/,
    ],
    ['no answer', timedOut, 'bridge-unreachable', /did not answer/, /timeout/],
    ['no DNS, which is told elsewhere', { failure: { reason: 'dns', detail: '' } }],
    ['a plan', undefined],
  ] as [string, Answer | undefined, string?, RegExp?, RegExp?][]) {
    it(title, () => {
      const bridge = { url: 'https://www.example.com/api', ...(answer && { answer }) }
      const hosts = { 'www.example.com': aliased(['shop.netlify.app'], '203.0.113.5') }
      const { findings } = diagnose(withEndpoint(healthyAnswers, { bridge, hosts }))
      const about = findings.filter((finding) => finding.about === 'bridge')
      assert.deepEqual(
        about.map((finding) => finding.id),
        id === undefined ? [] : [id],
      )
      if (says) assert.match(about[0].title, says)
      if (cure) assert.match(about[0].cure!, cure)
    })
  }
})

it('an API behind a bridge sets no cookie, gets none, and needs no other advice', () => {
  for (const tokenHeader of ['X-Token', undefined]) {
    const api = { url: 'https://api.vendor.example/', ...(tokenHeader && { tokenHeader }) }
    const bridge = { url: 'https://www.example.com/api' }
    const { cookies, findings, remedies } = diagnose(withEndpoint(healthyAnswers, { api, bridge }))
    assert.deepEqual(
      cookies.map(({ setBy }) => setBy),
      ['endpoint'],
    )
    assert.deepEqual([findings, remedies], [[], []])
  }
})
