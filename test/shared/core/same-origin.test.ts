import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authCookies } from '../../../shared/core/cookie.ts'
import { formPostHost, sameOriginHost } from '../../../shared/core/same-origin.ts'
import { login, policyWith, requestWith, rest, site } from './fixtures.ts'

const shown = 'https://shown.example.com'
const policy = policyWith({
  siteOrigins: [shown, 'https://shown.example.net:8443', 'https://[2001:db8::1]:8443', site],
})
const hostname = 'www.example.com'

const cases: [origin: string | undefined, fetchSite: string | undefined, host?: string][] = [
  [site, undefined, hostname],
  [site, 'same-origin', hostname],
  [site, 'same-site'],
  [site, 'cross-site'],
  [site, 'none'],
  [site, ''],
  [site, 'Same-Origin'],
  [shown, undefined, 'shown.example.com'],
  [shown, 'same-origin', 'shown.example.com'],
  [shown, 'same-site'],
  ['https://shown.example.net:8443', undefined, 'shown.example.net'],
  ['https://shown.example.net:8443', 'same-origin', 'shown.example.net'],
  ['https://shown.example.net:8443', 'cross-site'],
  ['https://shown.example.net', 'same-origin'],
  ['https://shown.example.net:443', 'same-origin'],
  ['http://shown.example.com', 'same-origin'],
  ['https://Shown.example.com', 'same-origin'],
  [undefined, 'same-origin', hostname],
  [undefined, undefined],
  [undefined, 'none'],
  [undefined, 'same-site'],
  ['null', undefined],
  ['null', 'same-origin'],
  ['', 'same-origin'],
  [login, 'same-origin'],
  ['https://example.com', undefined],
  [site + '/', undefined],
  [site + ':443', undefined],
  [site + '.evil.test', undefined],
  [`${site}, ${site}`, undefined],
  ['https://shown', undefined],
]

for (const [origin, fetchSite, host] of cases) {
  const sent = `Origin ${origin} and Sec-Fetch-Site ${fetchSite}`
  test(`${sent}: ${host ? `our own page, on ${host}` : 'not our own page'} (Fetch Metadata)`, () => {
    const request = requestWith({ headers: { origin, 'sec-fetch-site': fetchSite } })
    assert.equal(sameOriginHost(request, policy), host)
  })
}

test('a listed origin that is the request’s own says nothing of a proxy', () => {
  const request = requestWith({ hostname: 'seen.example.com' })
  assert.equal(sameOriginHost(request, policy), 'seen.example.com')
})

test('a listed IPv6 address is our own, and on it the cookie is host-only', () => {
  const request = requestWith({ headers: { origin: 'https://[2001:db8::1]:8443' } })
  const host = sameOriginHost(request, policy)
  assert.ok(host)
  const [{ variants }] = authCookies(policy, host, 'abc', 1000)
  assert.deepEqual(variants, [{ value: 'abc', attributes: `Max-Age=1000${rest}` }])
})

test('a form may come from a listed origin only, wherever it stands to us', () => {
  for (const fetchSite of [undefined, 'cross-site', 'same-site', 'same-origin', 'none']) {
    const headers = { origin: login, 'sec-fetch-site': fetchSite }
    assert.equal(formPostHost(requestWith({ headers }), policy), hostname)
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
    assert.equal(formPostHost(requestWith({ headers }), policy), undefined)
  }
})
