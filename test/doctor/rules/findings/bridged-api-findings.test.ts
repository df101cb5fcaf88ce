import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Answer, ApiFacts } from '../../../../doctor/facts.ts'
import type { Finding } from '../../../../doctor/rules/diagnosis.ts'
import { diagnose } from '../../../../doctor/rules/diagnose.ts'
import {
  aliased,
  at,
  healthyAnswers,
  names,
  refusal,
  timedOut,
  withEndpoint,
} from '../example-site.ts'

const profile = 'https://acme.g.kuroco.app/rcms-api/1/profile'

/** What is found about an API behind a bridge that edgemint answers on. */
function found(api: ApiFacts | undefined): Finding[] {
  const bridge = {
    url: 'https://www.example.com/api',
    answer: refusal(401, 'not-authenticated'),
  }
  const hosts = {
    'www.example.com': at('203.0.113.5'),
    'acme.g.kuroco.app': at('198.51.100.7'),
    'api.vendor.example': aliased(['shop.netlify.app'], '198.51.100.7'),
  }
  const facts = withEndpoint(healthyAnswers, { bridge, hosts, ...(api && { api }) })
  return diagnose(facts).findings.filter(({ about }) => about === 'api')
}

function foundOf(answer: Answer, url = profile): Finding[] {
  return found({ url, answers: { 'without-token': answer } })
}

describe('an API that was asked without the token', () => {
  for (const [title, answer, id, severity] of [
    ['refuses: 401', { status: 401 }],
    ['refuses: 403', { status: 403, headers: { 'content-type': 'text/html' } }],
    ['answers', { status: 200 }, 'api-answers-without-token', 'error'],
    ['answers without a word', { status: 204 }, 'api-answers-without-token', 'error'],
    [
      'has a page there',
      { status: 200, headers: { 'content-type': 'text/html' } },
      'api-token-untested',
      'note',
    ],
    ['knows no such address', { status: 404 }, 'api-token-untested', 'note'],
    ['redirects, maybe to a log-in', { status: 302 }, 'api-token-untested', 'note'],
    ['offers several addresses', { status: 300 }, 'api-token-untested', 'note'],
    ['answers nothing final', { status: 199 }, 'api-token-untested', 'note'],
    ['fails', { status: 500 }, 'api-fails', 'error'],
    ['is silent', timedOut, 'api-unreachable', 'unknown'],
    ['is not in DNS, which is told elsewhere', { failure: { reason: 'dns', detail: '' } }],
  ] as [string, Answer, string?, Finding['severity']?][]) {
    it(title, () => {
      assert.deepEqual(
        foundOf(answer).map((one) => [one.id, one.severity]),
        id === undefined ? [] : [[id, severity]],
      )
    })
  }

  it('and answers: who can call it then, and what to do, for Kuroco in its own words', () => {
    const [open] = foundOf({ status: 200 })
    names(open.title, profile, '200')
    names(open.detail, 'from anywhere', 'without a log-in')
    names(open.cure, 'Kuroco’s admin screen', 'Dynamic Access Token', '--api')
    for (const host of ['api.vendor.example', 'api.nobody.example']) {
      const [other] = foundOf({ status: 200 }, `https://${host}/me`)
      assert.match(other.cure!, /^Let the API answer 401 to whoever sends no token\./)
    }
  })

  it('at an address that shows nothing: which, and what to name', () => {
    const [untested] = foundOf({ status: 404 })
    names(untested.title, profile, '404', '--api')
  })
})

describe('an API that was not asked: which fact is missing', () => {
  it('an address that needs a log-in, by an example under what is known', () => {
    for (const url of [
      'https://acme.g.kuroco.app/rcms-api/1',
      'https://acme.g.kuroco.app/rcms-api/1/',
    ]) {
      const [untested, ...others] = found({ url })
      assert.deepEqual([untested.id, untested.severity, others], ['api-token-untested', 'note', []])
      names(untested.title, `--api ${profile}`)
    }
    names(found(undefined)[0].title, '--api https://api.example.com/profile')
  })
})
