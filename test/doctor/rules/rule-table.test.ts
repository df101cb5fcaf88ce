import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chromeRules } from '../../../doctor/rules/chrome.ts'
import { hostOf } from '../../../doctor/rules/cookie-response.ts'
import { cookieRules, refusals } from '../../../doctor/rules/cookie-rules.ts'
import { firefoxRules } from '../../../doctor/rules/firefox.ts'
import { webkitRules } from '../../../doctor/rules/webkit.ts'
import { isGoogleException, type View } from '../../../doctor/rules/webkit-view.ts'
import { exampleFacts } from './example-site.ts'

test('every rule says what it is, where that stands and how sure it is', () => {
  const tables = { ...chromeRules, ...firefoxRules, ...cookieRules, ...refusals, ...webkitRules }
  for (const [name, { id, text, source, confidence }] of Object.entries(tables)) {
    assert.equal(id, name)
    assert.match(text, /^[A-Z].*\.$/)
    assert.match(source, /^https:\/\//)
    assert.ok(confidence)
  }
})

test('an address that cannot be read is of no family', () => {
  const addresses = ['203.0.113.5', 'nowhere', '2001:db8::1']
  const { ipv4, ipv6 } = hostOf(exampleFacts({ hosts: { a: { cnames: [], addresses } } }), 'a')
  assert.deepEqual([ipv4, ipv6], [['203.0.113.5'], ['2001:db8::1']])
})

test('a name that only begins like YouTube’s is not excepted', () => {
  for (const [domain, isExcepted] of [
    ['youtube.com', true],
    ['youtube.community', false],
  ] as const) {
    const view = { host: `consent.${domain}`, pageHost: `www.${domain}` }
    assert.equal(isGoogleException(view as View), isExcepted)
  }
})
