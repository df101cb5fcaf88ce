import assert from 'node:assert/strict'
import { test } from 'node:test'
import { comeAgain, done, refuse } from '../../../shared/core/answer.ts'
import { notAuthenticated, secretUnavailable, tokenMissing } from '../../../shared/core/problems.ts'

const cookies = [{ name: 'a', variants: [{ value: 'b', attributes: 'Path=/' }] }]
const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

test('what was done is told by 204, without a body', () => {
  assert.deepEqual(done(cookies), { status: 204, headers: always, cookies, body: '' })
})

test('a form is sent on by 303, which never posts the token again (RFC 9110, section 15.4.4)', () => {
  assert.deepEqual(done(cookies, '/welcome'), {
    status: 303,
    headers: { ...always, location: '/welcome' },
    cookies,
    body: '',
  })
})

test('a refusal is problem details and sets no cookie (RFC 9457)', () => {
  assert.deepEqual(refuse(tokenMissing, 'PUT'), {
    status: 400,
    headers: { ...always, 'content-type': 'application/problem+json' },
    cookies: [],
    body: JSON.stringify({
      title: 'token missing',
      status: 400,
      code: 'token-missing',
      detail: tokenMissing.detail,
    }),
  })
})

test('the title is the code in words', () => {
  const problem = { status: 400, code: 'content-type-unsupported', detail: '' } as const
  assert.equal(JSON.parse(refuse(problem).body).title, 'content type unsupported')
})

test('a 401 names a scheme, other refusals do not (RFC 9110, section 15.5.2)', () => {
  assert.equal(refuse(notAuthenticated).headers['www-authenticate'], 'Bearer')
  assert.equal('www-authenticate' in refuse(tokenMissing).headers, false)
})

test('whoever cannot be answered now is told when to come again (RFC 9110, section 10.2.3)', () => {
  assert.equal(comeAgain(refuse(secretUnavailable)).headers['retry-after'], '5')
  assert.equal('retry-after' in comeAgain(refuse(tokenMissing)).headers, false)
})

test('the answer to HEAD has no body (RFC 9110, section 9.3.2)', () => {
  const { body, headers } = refuse(tokenMissing, 'HEAD')
  assert.equal(body, '')
  assert.equal(headers['content-type'], 'application/problem+json')
})

test('no two answers share their headers', () => {
  assert.notEqual(done([]).headers, done([]).headers)
})
