import assert from 'node:assert/strict'
import type { PlainResponse } from '../../platforms/runtime.ts'
import { expectedBody, type VectorAnswer } from './vectors.ts'

/** The answer is to the octet what the vector wants. */
export function assertAnswer(response: PlainResponse | undefined, expected: VectorAnswer): void {
  assert.ok(response, 'the request was passed on')
  const cookies = response.headers.filter(([name]) => name === 'set-cookie')
  const headers = Object.fromEntries(response.headers)
  assert.equal(response.status, expected.status)
  assert.deepEqual(
    cookies.map(([, value]) => value),
    expected.setCookie ?? [],
  )
  assert.equal(response.body, expectedBody(expected))
  assert.equal(headers['cache-control'], 'no-store')
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers.allow, expected.headers?.allow)
  assert.equal(headers.location, expected.headers?.location)
  if (expected.problem) assert.equal(headers['content-type'], 'application/problem+json')
  assert.equal(headers['www-authenticate'], expected.status === 401 ? 'Bearer' : undefined)
  const crossOrigin = Object.keys(headers).filter((name) => name.startsWith('access-control-'))
  assert.deepEqual(crossOrigin, [])
}
