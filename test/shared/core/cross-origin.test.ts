import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { refuse } from '../../../shared/core/answer.ts'
import { handleNow } from '../../../shared/core/handle.ts'
import { crossOrigin } from '../../../shared/core/problems.ts'
import { readHeader } from '../../../shared/core/read-header.ts'
import { strings } from './arbitraries.ts'
import { login, policyWith, requestWith, site } from './fixtures.ts'

const evil = 'https://evil.test'

/** The two origins that the detail names, in its own words. */
function named(from: string | undefined, own: string): [from: string, own: string] {
  const { detail } = crossOrigin(from, own)
  const match = /^A page on (.*?) called (.*?)\. Use a relative URL\./s.exec(detail)
  assert.ok(match, detail)
  return [match[1], match[2]]
}

suite('an origin is named as it is', () => {
  for (const origin of [
    site,
    login,
    'http://localhost:5173',
    'https://www.example.com:8443',
    'https://xn--wgv71a.example',
    'https://[2001:db8::1]:8443',
    'capacitor://localhost',
    'null',
    'a',
    'a'.repeat(255),
  ]) {
    test(`"${origin.slice(0, 40)}" of ${origin.length}`, () => {
      assert.deepEqual(named(origin, site), [origin, site])
      assert.deepEqual(named(site, origin), [site, origin])
    })
  }
})

suite('what is no plain origin is not reflected', () => {
  for (const origin of [
    '',
    'a'.repeat(256),
    `https://${'a.'.repeat(5000)}test`,
    'https://Evil.test',
    'https://evil.test"',
    "https://evil.test'",
    'https://evil.test\\',
    'https://evil.test\n',
    '\nhttps://evil.test',
    'https://evil.test\t',
    'https://evil.test\u0000',
    'https://evil.test\u2028',
    'https://evil.test?a',
    'https://evil.test#a',
    'https://user@evil.test',
    'https://evil.test, https://www.example.com',
    'https://evil_site.test',
    'https://evil.test%20',
    'https://exämple.test',
    '<script>alert(1)</script>',
    'https://<script>',
    '*',
    ' ',
  ]) {
    test(`"${origin.slice(0, 40)}" of ${origin.length}`, () => {
      assert.deepEqual(named(origin, site), ['another origin', site])
      assert.deepEqual(named(site, origin), [site, 'another origin'])
    })
  }

  test('no Origin at all', () => {
    assert.deepEqual(named(undefined, site), ['another origin', site])
  })
})

test('whatever the two are, the body is the JSON of its parts and reflects plain origins only', () => {
  const plain = /^[a-z0-9:/.[\]-]{1,255}$/
  fc.assert(
    fc.property(strings, strings, (from, own) => {
      const problem = crossOrigin(from, own)
      const { status, code, detail } = problem
      const title = 'cross origin'
      assert.equal(refuse(problem).body, JSON.stringify({ title, status, code, detail }))
      const expected = [from, own].map((text) => (plain.test(text) ? text : 'another origin'))
      assert.deepEqual(named(from, own), expected)
    }),
    { numRuns: 500 },
  )
})

for (const method of ['PUT', 'PATCH', 'DELETE', 'POST']) {
  test(`a ${method} of another page is told both origins`, () => {
    const request = requestWith({ method, headers: { origin: evil } })
    const { detail } = JSON.parse(handleNow(request, policyWith(), readHeader).body)
    assert.ok(detail.startsWith(`A page on ${evil} called ${site}. `), detail)
  })
}

test('the origin that is named second is the request’s own, port and all', () => {
  const request = requestWith({ origin: 'http://localhost:8888', hostname: 'localhost' })
  const { detail } = JSON.parse(handleNow(request, policyWith(), readHeader).body)
  assert.ok(detail.startsWith(`A page on ${site} called http://localhost:8888. `), detail)
})
