import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cookieAmbiguous, notAuthenticated, tokenMissing } from '../../../shared/core/problems.ts'
import { bodyUnreadable } from '../../../cloudfront/body-unreadable.ts'
import { bearerToken, readHeader } from '../../../shared/core/read-header.ts'
import { cookieOctets, policyWith, requestWith } from './fixtures.ts'

const policy = policyWith()

const cases: [authorization: string | undefined, token: string | undefined][] = [
  [undefined, undefined],
  ['', undefined],
  ['Bearer abc', 'abc'],
  ['bearer abc', 'abc'],
  ['BEARER abc', 'abc'],
  ['Bearer   abc', 'abc'],
  ['Bearer', ''],
  ['Bearer ', ''],
  ['Bearer a b', 'a b'],
  ['Bearer Bearer', 'Bearer'],
  ['Bearer\tabc', undefined],
  ['Bearerabc', undefined],
  ['Bearer-x abc', undefined],
  ['x Bearer abc', undefined],
  ['Basic dTpw', undefined],
  ['Basic dTpw, Bearer abc', undefined],
  ['Bearer a\u2028b', 'a\u2028b'],
  ['Bearer \u2028', '\u2028'],
  ['Bearer abc ', 'abc '],
  ['Bearer abc, Bearer abd', 'abc, Bearer abd'],
  ['\nBearer abc', undefined],
]

for (const [authorization, token] of cases) {
  test(`Authorization "${authorization}" holds ${token} (RFC 6750, section 2.1)`, () => {
    assert.equal(bearerToken(requestWith({ headers: { authorization } })), token)
  })
}

test('every cookie-octet is read from the header as it is', () => {
  const request = requestWith({ headers: { authorization: `Bearer ${cookieOctets}` } })
  assert.deepEqual(readHeader(request, policy), { token: cookieOctets })
})

test('a bare scheme hands in an empty token: it was tried', () => {
  assert.deepEqual(readHeader(requestWith({ headers: { authorization: 'Bearer' } }), policy), {
    token: '',
  })
})

test('without a token in the header a Content-Type tells that there is a body', () => {
  const headers = { 'content-type': 'text/plain' }
  assert.equal(readHeader(requestWith({ headers }), policy), bodyUnreadable)
  assert.equal(readHeader(requestWith({ method: 'POST', headers }), policy), bodyUnreadable)
})

test('without either there is no token', () => {
  assert.equal(readHeader(requestWith(), policy), tokenMissing)
  assert.equal(readHeader(requestWith({ headers: { 'content-type': '' } }), policy), tokenMissing)
})

test('the header of a POST is not looked at: a form has no headers', () => {
  const headers = { authorization: 'Bearer abc' }
  assert.equal(readHeader(requestWith({ method: 'POST', headers }), policy), tokenMissing)
})

test('the one cookie that the browser holds is the token of a PATCH', () => {
  const headers = { authorization: 'Bearer new' }
  const request = requestWith({ method: 'PATCH', headers, cookieValues: ['abc'] })
  assert.deepEqual(readHeader(request, policy), { token: 'abc' })
})

for (const cookieValues of [[], [''], ['"a"'], ['a,b']]) {
  test(`a PATCH with ${JSON.stringify(cookieValues)} is not logged in`, () => {
    const request = requestWith({ method: 'PATCH', cookieValues })
    assert.equal(readHeader(request, policy), notAuthenticated)
  })
}

for (const cookieValues of [
  ['a', 'a'],
  ['a', 'b'],
  ['', 'a'],
  ['', ''],
  ['a', 'b', 'c'],
]) {
  test(`a PATCH with ${JSON.stringify(cookieValues)} is told that there are two (RFC 6265, section 8.6)`, () => {
    const request = requestWith({ method: 'PATCH', cookieValues })
    assert.equal(readHeader(request, policy), cookieAmbiguous)
  })
}

test('the cookie of a PATCH is asked for by the name of the policy', () => {
  const named = policyWith({ cookie: { name: '__Host-session' } })
  const request = {
    ...requestWith({ method: 'PATCH' }),
    cookieValues: (name: string) => (name === '__Host-session' ? ['abc'] : []),
  }
  assert.deepEqual(readHeader(request, named), { token: 'abc' })
})
