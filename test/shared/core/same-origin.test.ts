import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFormOrigin, isSameOrigin } from '../../../shared/core/same-origin.ts'
import { login, policyWith, requestWith, site } from './fixtures.ts'

const policy = policyWith()
const shown = 'https://shown.example.com'

const cases: [origin: string | undefined, fetchSite: string | undefined, expected: boolean][] = [
  [site, undefined, true],
  [site, 'same-origin', true],
  [site, 'same-site', false],
  [site, 'cross-site', false],
  [site, 'none', false],
  [site, '', false],
  [site, 'Same-Origin', false],
  [shown, undefined, true],
  [shown, 'same-origin', true],
  [shown, 'same-site', false],
  [undefined, 'same-origin', true],
  [undefined, undefined, false],
  [undefined, 'none', false],
  [undefined, 'same-site', false],
  ['null', undefined, false],
  ['null', 'same-origin', false],
  ['', 'same-origin', false],
  [login, 'same-origin', false],
  ['https://example.com', undefined, false],
  [site + '/', undefined, false],
  [site + ':443', undefined, false],
  [site + '.evil.test', undefined, false],
  [`${site}, ${site}`, undefined, false],
  ['https://shown', undefined, false],
]

for (const [origin, fetchSite, expected] of cases) {
  const sent = `Origin ${origin} and Sec-Fetch-Site ${fetchSite}`
  test(`${sent} ${expected ? 'is' : 'is not'} our own page (Fetch Metadata)`, () => {
    const request = requestWith({ headers: { origin, 'sec-fetch-site': fetchSite } })
    assert.equal(isSameOrigin(request, policy), expected)
  })
}

test('a form may come from a listed origin only, wherever it stands to us', () => {
  for (const fetchSite of [undefined, 'cross-site', 'same-site', 'same-origin', 'none']) {
    const headers = { origin: login, 'sec-fetch-site': fetchSite }
    assert.equal(isFormOrigin(requestWith({ headers }), policy), true)
  }
  for (const origin of [
    site,
    shown,
    'null',
    undefined,
    '',
    login + '.evil.test',
    'https://login',
  ]) {
    const headers = { origin, 'sec-fetch-site': 'same-origin' }
    assert.equal(isFormOrigin(requestWith({ headers }), policy), false)
  }
})
