import assert from 'node:assert/strict'
import { test } from 'node:test'
import { handle } from '../../../shared/core/handle.ts'
import {
  bodyMalformed,
  bodyTooLarge,
  contentTypeUnsupported,
  tokenAmbiguous,
  tokenMissing,
} from '../../../shared/core/problems.ts'
import { bodyUnreadable } from '../../../cloudfront/body-unreadable.ts'
import { readHeaderAndBody } from '../../../shared/core/read-body.ts'
import { bridgePolicy, tokens } from './bridge-fixtures.ts'
import { formRequest, jsonRequest, policyWith, requestWith } from './fixtures.ts'

const policy = policyWith()
const bearer = { authorization: 'Bearer abc' }

test('JSON in a PUT holds the token', async () => {
  const request = jsonRequest('{"authToken":"abc"}')
  assert.deepEqual(await readHeaderAndBody(request, policy), { token: 'abc' })
})

test('where the API hands out tokens, the grant is in the field that the config names', async () => {
  const withTokens = bridgePolicy({ tokens: { ...tokens!, field: 'grantToken' } })
  const grant = jsonRequest('{"grantToken":"g","authToken":"abc"}')
  assert.deepEqual(await readHeaderAndBody(grant, withTokens), { token: 'g' })
  assert.equal(
    await readHeaderAndBody(jsonRequest('{"authToken":"abc"}'), withTokens),
    tokenMissing,
  )
})

test('of two fields of the name the last one counts (RFC 8259, section 4)', async () => {
  const body = '{"authToken":"a","authToken":"b"}'
  assert.deepEqual(await readHeaderAndBody(jsonRequest(body), policy), { token: 'b' })
})

for (const body of [
  '{}',
  'null',
  '[]',
  '"x"',
  '"authToken"',
  '7',
  'true',
  '[{"authToken":"abc"}]',
  '["authToken"]',
  '{"access_token":"abc"}',
  '{"authtoken":"abc"}',
  '{"a":{"authToken":"abc"}}',
  '{"__proto__":{"authToken":"abc"}}',
]) {
  test(`${body} holds no token: without one in the header it is missing`, async () => {
    assert.equal(await readHeaderAndBody(jsonRequest(body), policy), tokenMissing)
    const basic = jsonRequest(body, { authorization: 'Basic dTpw' })
    assert.equal(await readHeaderAndBody(basic, policy), tokenMissing)
  })

  test(`${body} does not matter beside a token in the header`, async () => {
    assert.deepEqual(await readHeaderAndBody(jsonRequest(body, bearer), policy), { token: 'abc' })
  })
}

for (const value of [null, '', 0, 1, true, ['abc'], { authToken: 'abc' }]) {
  const body = JSON.stringify({ authToken: value })
  test(`${body} is a token that is malformed, with or without one in the header`, async () => {
    for (const headers of [{}, bearer]) {
      const { status, body: text } = await handle(
        jsonRequest(body, headers),
        policy,
        readHeaderAndBody,
      )
      assert.deepEqual([status, JSON.parse(text).code], [400, 'token-malformed'])
    }
  })
}

for (const body of ['{', 'authToken=abc', "{'authToken':'abc'}", ' ']) {
  test(`${body} is not JSON, with or without a token in the header`, async () => {
    assert.equal(await readHeaderAndBody(jsonRequest(body), policy), bodyMalformed)
    assert.equal(await readHeaderAndBody(jsonRequest(body, bearer), policy), bodyMalformed)
  })
}

test('without a body the header of a PUT decides', async () => {
  assert.deepEqual(await readHeaderAndBody(requestWith({ headers: bearer }), policy), {
    token: 'abc',
  })
  assert.equal(await readHeaderAndBody(requestWith(), policy), tokenMissing)
})

test('a bare Bearer is an empty token, not a missing one', async () => {
  const request = requestWith({ headers: { authorization: 'Bearer' } })
  assert.deepEqual(await readHeaderAndBody(request, policy), { token: '' })
})

test('header and body may agree, and must not differ', async () => {
  const same = jsonRequest('{"authToken":"abc"}', bearer)
  assert.deepEqual(await readHeaderAndBody(same, policy), { token: 'abc' })
  const other = jsonRequest('{"authToken":"abd"}', bearer)
  assert.equal(await readHeaderAndBody(other, policy), tokenAmbiguous)
})

test('another scheme in the header does not hide the token of the body', async () => {
  const request = jsonRequest('{"authToken":"abc"}', { authorization: 'Basic dTpw' })
  assert.deepEqual(await readHeaderAndBody(request, policy), { token: 'abc' })
})

for (const type of [undefined, 'text/plain', 'application/x-www-form-urlencoded', 'text/json']) {
  test(`a PUT of ${type} is refused, even with a token in the header`, async () => {
    const headers = { ...bearer, 'content-type': type }
    const request = requestWith({ headers, body: '{"authToken":"abc"}' })
    assert.equal(await readHeaderAndBody(request, policy), contentTypeUnsupported)
  })
}

for (const type of [undefined, 'application/json', 'multipart/form-data; boundary=x']) {
  test(`a POST of ${type} is refused`, async () => {
    const headers = { 'content-type': type }
    const request = requestWith({ method: 'POST', headers, body: 'authToken=abc' })
    assert.equal(await readHeaderAndBody(request, policy), contentTypeUnsupported)
  })
}

test('why a body could not be read is the answer, whatever the header says', async () => {
  const request = requestWith({ headers: bearer, body: bodyTooLarge })
  assert.equal(await readHeaderAndBody(request, policy), bodyTooLarge)
})

test('where the platform shows no body, the header of a PUT still counts', async () => {
  const put = requestWith({ headers: bearer, body: null })
  assert.deepEqual(await readHeaderAndBody(put, policy), { token: 'abc' })
  const form = formRequest('', { body: null })
  assert.equal(await readHeaderAndBody(form, policy), bodyUnreadable)
})

test('a body that takes its time is waited for', async () => {
  const request = { ...jsonRequest(''), readBody: async () => '{"authToken":"abc"}' }
  assert.deepEqual(await readHeaderAndBody(request, policy), { token: 'abc' })
})

test('a PATCH takes the token from the cookie and does not read the body', async () => {
  const request = {
    ...requestWith({ method: 'PATCH', headers: bearer, cookieValues: ['held'] }),
    readBody: () => assert.fail('the body was read'),
  }
  assert.deepEqual(await readHeaderAndBody(request, policy), { token: 'held' })
})
