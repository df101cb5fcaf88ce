import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Answer } from '../../../../doctor/facts.ts'
import { diagnose } from '../../../../doctor/rules/diagnose.ts'
import { aliased, refusal, timedOut, withEndpoint, healthyAnswers } from '../example-site.ts'

const html = { 'content-type': 'text/html' }

describe('what a GET without a cookie shows of the bridge', () => {
  for (const [title, answer, id, cure] of [
    ['edgemint, which asks for a log-in', refusal(401, 'not-authenticated')],
    [
      'a path that is not there',
      { status: 404 },
      'bridge-missing',
      /^Run npx edgemint deploy netlify/,
    ],
    ['the page, for every path', { status: 200, headers: html }, 'bridge-missing', /netlify/],
    ['another 401', { status: 401 }, 'bridge-missing', /netlify/],
    ['edgemint behind a proxy', refusal(403, 'cross-origin'), 'bridge-refuses-page', /siteOrigins/],
    ['no answer', timedOut, 'bridge-unreachable', /timeout/],
    ['no DNS, which is told elsewhere', { failure: { reason: 'dns', detail: '' } }],
    ['a plan', undefined],
  ] as [string, Answer | undefined, string?, RegExp?][]) {
    it(title, () => {
      const bridge = { url: 'https://www.example.com/api', ...(answer && { answer }) }
      const hosts = { 'www.example.com': aliased(['shop.netlify.app'], '203.0.113.5') }
      const { findings } = diagnose(withEndpoint(healthyAnswers, { bridge, hosts }))
      const about = findings.filter((finding) => finding.about === 'bridge')
      assert.deepEqual(
        about.map((finding) => finding.id),
        id === undefined ? [] : [id],
      )
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
