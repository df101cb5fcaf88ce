import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { explainAnswer } from '../../../cli/deploy/explain-answer.ts'
import type { Answer } from '../../../doctor/facts.ts'

const url = new URL('https://www.acme.com/set-auth-token')
const html = { 'content-type': 'text/html; charset=utf-8' }

function explain(answer: Answer, location?: string): { works: boolean; text: string } {
  return explainAnswer(answer, { url, ifMissing: 'Look for the function.', location })
}

test('edgemint’s own answer to somebody who is not logged in is the right one', () => {
  assert.deepEqual(explain({ status: 401, problem: 'not-authenticated' }), {
    works: true,
    text: '✓ https://www.acme.com/set-auth-token\n  edgemint answers "not logged in" (401). Nobody is, so that is right.',
  })
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
      /edgemint answers, but with 405 method-not-allowed\./,
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
