import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  bodyMalformed,
  bodyTooLarge,
  bodyUnreadable,
  contentTypeUnsupported,
  tokenAmbiguous,
  tokenMissing,
} from '../../../shared/core/problems.ts'
import { readHeaderAndBody } from '../../../shared/core/read-body.ts'
import { formRequest, jsonRequest, policyWith, requestWith } from './fixtures.ts'

const policy = policyWith()
const bearer = { authorization: 'Bearer abc' }

test('JSON in a PUT holds the token', () => {
  assert.deepEqual(readHeaderAndBody(jsonRequest('{"authToken":"abc"}'), policy), { token: 'abc' })
})

for (const [body, token] of [
  ['{}', undefined],
  ['{"authToken":1}', 1],
  ['{"authToken":null}', null],
  ['{"__proto__":{"authToken":"abc"}}', undefined],
  ['[]', undefined],
  ['null', undefined],
  ['"abc"', undefined],
  ['{"authToken":"a","authToken":"b"}', 'b'],
] as const) {
  test(`${body} hands in ${token}, to be validated`, () => {
    assert.deepEqual(readHeaderAndBody(jsonRequest(body), policy), { token })
  })
}

for (const body of ['{', 'authToken=abc', "{'authToken':'abc'}", ' ']) {
  test(`${body} is not JSON, with or without a token in the header`, () => {
    assert.equal(readHeaderAndBody(jsonRequest(body), policy), bodyMalformed)
    assert.equal(readHeaderAndBody(jsonRequest(body, bearer), policy), bodyMalformed)
  })
}

test('without a body the header of a PUT decides', () => {
  assert.deepEqual(readHeaderAndBody(requestWith({ headers: bearer }), policy), { token: 'abc' })
  assert.equal(readHeaderAndBody(requestWith(), policy), tokenMissing)
})

test('a bare Bearer is an empty token, not a missing one', () => {
  const request = requestWith({ headers: { authorization: 'Bearer' } })
  assert.deepEqual(readHeaderAndBody(request, policy), { token: '' })
})

test('header and body may agree, and must not differ', () => {
  const same = jsonRequest('{"authToken":"abc"}', bearer)
  assert.deepEqual(readHeaderAndBody(same, policy), { token: 'abc' })
  const other = jsonRequest('{"authToken":"abd"}', bearer)
  assert.equal(readHeaderAndBody(other, policy), tokenAmbiguous)
})

test('another scheme in the header does not hide the token of the body', () => {
  const request = jsonRequest('{"authToken":"abc"}', { authorization: 'Basic dTpw' })
  assert.deepEqual(readHeaderAndBody(request, policy), { token: 'abc' })
})

for (const type of [undefined, 'text/plain', 'application/x-www-form-urlencoded', 'text/json']) {
  test(`a PUT of ${type} is refused, even with a token in the header`, () => {
    const headers = { ...bearer, 'content-type': type }
    const request = requestWith({ headers, body: '{"authToken":"abc"}' })
    assert.equal(readHeaderAndBody(request, policy), contentTypeUnsupported)
  })
}

for (const type of [undefined, 'application/json', 'multipart/form-data; boundary=x']) {
  test(`a POST of ${type} is refused`, () => {
    const headers = { 'content-type': type }
    const request = requestWith({ method: 'POST', headers, body: 'authToken=abc' })
    assert.equal(readHeaderAndBody(request, policy), contentTypeUnsupported)
  })
}

test('why a body could not be read is the answer, whatever the header says', () => {
  const request = requestWith({ headers: bearer, body: bodyTooLarge })
  assert.equal(readHeaderAndBody(request, policy), bodyTooLarge)
})

test('where the platform shows no body, the header of a PUT still counts', () => {
  const put = requestWith({ headers: bearer, body: bodyUnreadable })
  assert.deepEqual(readHeaderAndBody(put, policy), { token: 'abc' })
  const form = { ...formRequest(''), body: bodyUnreadable }
  assert.equal(readHeaderAndBody(form, policy), bodyUnreadable)
})

test('a PATCH takes the token from the cookie, whatever the body is', () => {
  for (const body of ['', '{', '{"authToken":"new"}', bodyTooLarge, bodyUnreadable]) {
    const request = { ...jsonRequest('', bearer), method: 'PATCH', cookieValues: ['held'], body }
    assert.deepEqual(readHeaderAndBody(request, policy), { token: 'held' })
  }
})
