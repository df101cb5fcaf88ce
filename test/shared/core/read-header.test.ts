import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodyUnreadable, notAuthenticated, tokenMissing } from '../../../shared/core/problems.ts'
import { bearerToken, readHeader } from '../../../shared/core/read-header.ts'
import { cookieOctets, requestWith } from './fixtures.ts'

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
]

for (const [authorization, token] of cases) {
  test(`Authorization "${authorization}" holds ${token} (RFC 6750, section 2.1)`, () => {
    assert.equal(bearerToken(requestWith({ headers: { authorization } })), token)
  })
}

test('every cookie-octet is read from the header as it is', () => {
  const request = requestWith({ headers: { authorization: `Bearer ${cookieOctets}` } })
  assert.deepEqual(readHeader(request), { token: cookieOctets })
})

test('a bare scheme hands in an empty token: it was tried', () => {
  assert.deepEqual(readHeader(requestWith({ headers: { authorization: 'Bearer' } })), { token: '' })
})

test('without a token in the header a Content-Type tells that there is a body', () => {
  const headers = { 'content-type': 'text/plain' }
  assert.equal(readHeader(requestWith({ headers })), bodyUnreadable)
  assert.equal(readHeader(requestWith({ method: 'POST', headers })), bodyUnreadable)
})

test('without either there is no token', () => {
  assert.equal(readHeader(requestWith()), tokenMissing)
  assert.equal(readHeader(requestWith({ headers: { 'content-type': '' } })), tokenMissing)
})

test('the header of a POST is not looked at: a form has no headers', () => {
  const headers = { authorization: 'Bearer abc' }
  assert.equal(readHeader(requestWith({ method: 'POST', headers })), tokenMissing)
})

test('the one cookie that the browser holds is the token of a PATCH', () => {
  const headers = { authorization: 'Bearer new' }
  const request = requestWith({ method: 'PATCH', headers, cookieValues: ['abc'] })
  assert.deepEqual(readHeader(request), { token: 'abc' })
})

for (const cookieValues of [[], ['a', 'a'], ['a', 'b'], [''], ['', 'a'], ['"a"'], ['a,b']]) {
  test(`a PATCH with ${JSON.stringify(cookieValues)} is not authenticated (RFC 6265, section 8.6)`, () => {
    const request = requestWith({ method: 'PATCH', cookieValues })
    assert.equal(readHeader(request), notAuthenticated)
  })
}
