import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { distributionCures } from '../../../cli/attach/distribution-cures.ts'
import { explainAnswer, type Cures } from '../../../cli/deploy/explain-answer.ts'
import { platformCures } from '../../../cli/deploy/platform-cures.ts'
import { trialCures } from '../../../cli/try/trial-cures.ts'
import type { Answer } from '../../../doctor/facts.ts'

const url = new URL('https://www.acme.com/set-auth-token')
const html = { 'content-type': 'text/html; charset=utf-8' }

function explain(answer: Answer, location?: string): { works: boolean; text: string } {
  const cures = platformCures(url, 'Look for the function.')
  return explainAnswer(answer, { url, cures, location })
}

test('edgemint’s own answer to somebody who is not logged in is the right one', () => {
  assert.deepEqual(explain({ status: 401, problem: 'not-authenticated' }), {
    works: true,
    text: '✓ https://www.acme.com/set-auth-token\n  edgemint answers "not logged in" (401). Nobody is, so that is right.',
  })
})

test('an API that is not plain about a made-up token may be right all the same', () => {
  const { works, text } = explain({ status: 503, problem: 'api-unavailable' })
  assert.equal(works, true)
  assert.match(text, /^✓ .*\(503\)\. If log-ins fail too, look at bridge\.tokens\.$/s)
})

suite('any other answer is told in words, with what to do', () => {
  const table: [title: string, answer: Answer, seen: RegExp, location?: string][] = [
    [
      'the fall-back page',
      { status: 200, headers: html },
      /A page answers \(200\), perhaps index\.html.*\n  → Look for the function\.$/s,
    ],
    [
      '404',
      { status: 404, headers: html },
      /There is nothing \(404\)\.\n  → Look for the function\.$/,
    ],
    ['405', { status: 405 }, /The site's files answer, and refuse \(405\)\.\n  → Look for/],
    ['another program', { status: 204 }, /Something else answers \(204\)\.\n  → Look for/],
    ['a password', { status: 401, headers: html }, /A password protects the site/],
    ['a firewall', { status: 403, headers: html }, /forbidden \(403\).*PATCH.*\/set-auth-token/s],
    ['a broken function', { status: 502 }, /The function fails.*\(502\)/],
    [
      'a redirect',
      { status: 301 },
      /It redirects to acme\.com\.\n  → Write the address that the browser ends at as site/,
      'https://acme.com/secret?a=b',
    ],
    ['a redirect to nowhere', { status: 301 }, /It redirects to another address\./, 'http://'],
    [
      'a host that a proxy hides',
      { status: 403, problem: 'cross-origin' },
      /edgemint answers, but.*\n  → Write siteOrigins: \['https:\/\/www\.acme\.com'\]/,
    ],
    [
      'edgemint with another answer',
      { status: 405, problem: 'method-not-allowed' },
      /edgemint answers, but with 405 method-not-allowed\.\n  → Build and deploy again/,
    ],
    [
      'no DNS record',
      { failure: { reason: 'dns', detail: 'DNS has no address for www.acme.com' } },
      /There is no answer: DNS has no address for www\.acme\.com\.\n  → Add www\.acme\.com to the site/,
    ],
    [
      'no certificate yet',
      { failure: { reason: 'certificate', detail: 'TLS failed' } },
      /→ Wait some minutes/,
    ],
    ['silence', { failure: { reason: 'timeout', detail: 'x' } }, /→ Try again in a minute/],
  ]
  for (const [title, answer, seen, location] of table) {
    test(title, () => {
      const { works, text } = explain(answer, location)
      assert.equal(works, false)
      assert.match(text, seen)
      assert.match(text, /^✗ https:\/\/www\.acme\.com\/set-auth-token\n {2}.+\.\n {2}→ .+\.$/)
      assert.doesNotMatch(text, /secret/)
    })
  }
})

suite('what to do is told in the words of the place', () => {
  const attached = {
    distribution: 'E123',
    domain: 'd1.cloudfront.net',
    runtime: 'function',
  } as const
  const onCloudFront = distributionCures(url, attached)
  const onLambdaEdge = distributionCures(url, { ...attached, runtime: 'lambda-edge' })
  const dns = { reason: 'dns', detail: 'DNS has no address' } as const
  const certificate = { reason: 'certificate', detail: 'TLS failed' } as const
  const record = 'The DNS record of www.acme.com must name d1.cloudfront.net'

  const table: [title: string, cures: Cures, answer: Answer, cure: string][] = [
    ['attach: another answer', onCloudFront, { status: 404 }, record],
    ['attach: no DNS record', onCloudFront, { failure: dns }, record],
    ['attach: forbidden', onCloudFront, { status: 403 }, "look at the distribution's AWS WAF"],
    [
      'attach: no certificate',
      onCloudFront,
      { failure: certificate },
      'request it in AWS Certificate Manager, in us-east-1',
    ],
    [
      'attach: edgemint from before',
      onCloudFront,
      { status: 405, problem: 'method-not-allowed' },
      'run the same command again',
    ],
    [
      'attach: the function fails',
      onCloudFront,
      { status: 503 },
      'in us-east-1: /aws/cloudfront/function/edgemint-E123-set-auth-token.',
    ],
    [
      'attach, Lambda@Edge: the function fails',
      onLambdaEdge,
      { status: 502 },
      '/aws/lambda/us-east-1.edgemint-E123-set-auth-token.',
    ],
    ['try: the function fails', trialCures, { status: 502 }, 'run edgemint try cloudflare again'],
    ['try: no DNS record', trialCures, { failure: dns }, 'run edgemint try cloudflare again'],
  ]
  for (const [title, cures, answer, cure] of table) {
    test(title, () => {
      const { text } = explainAnswer(answer, { url, cures })
      const [, told] = text.split('→ ')
      assert.ok(told.includes(cure), told)
      assert.doesNotMatch(text, /dashboard/)
    })
  }
})
