import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clearCookies, mintCookie, stringifySetCookie } from '../../../shared/core/cookie.ts'
import { domainAndRest, policyWith, rest } from './fixtures.ts'

const cookie = policyWith().cookie
const hostOnly = policyWith({ cookie: { ...cookie, domain: '' } })

test('a cookie is written as name=value and its attributes (RFC 6265, section 4.1.1)', () => {
  const line = stringifySetCookie({ name: 'n', value: 'v=w', attributes: 'Max-Age=1; Secure' })
  assert.equal(line, 'n=v=w; Max-Age=1; Secure')
})

test('Max-Age comes first, then Domain, then what never changes', () => {
  const minted = mintCookie(policyWith(), 'www.example.com', 'abc')
  assert.deepEqual(minted, {
    name: '__Secure-authToken',
    value: 'abc',
    attributes: `Max-Age=1000${domainAndRest}`,
  })
})

for (const host of ['example.com', 'www.example.com', 'a.b.c.example.com']) {
  test(`${host} may set Domain=example.com (RFC 6265, section 5.1.3)`, () => {
    assert.equal(mintCookie(policyWith(), host, 'a').attributes, `Max-Age=1000${domainAndRest}`)
  })
}

for (const host of [
  'notexample.com',
  'example.com.evil.net',
  'com',
  'main--site.netlify.app',
  'example.co',
  'localhost',
  '127.0.0.1',
  '',
]) {
  test(`on "${host}" the cookie is host-only`, () => {
    assert.equal(mintCookie(policyWith(), host, 'a').attributes, `Max-Age=1000${rest}`)
    assert.deepEqual(clearCookies(policyWith(), host), [
      { name: '__Secure-authToken', value: '', attributes: `Max-Age=0${rest}` },
    ])
  })
}

test('without a configured domain the cookie is host-only on every host', () => {
  assert.equal(mintCookie(hostOnly, 'www.example.com', 'a').attributes, `Max-Age=1000${rest}`)
  assert.equal(clearCookies(hostOnly, 'www.example.com').length, 1)
})

test('clear expires the cookie with its domain, then the host-only twin', () => {
  const attributes = clearCookies(policyWith(), 'www.example.com').map((item) => item.attributes)
  assert.deepEqual(attributes, [`Max-Age=0${domainAndRest}`, `Max-Age=0${rest}`])
})
