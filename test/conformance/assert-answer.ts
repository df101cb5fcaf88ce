import assert from 'node:assert/strict'
import type { PlainResponse } from '../../platforms/runtime.ts'
import { expectedBody, type VectorAnswer } from './vectors.ts'

/** The answer is to the octet what the vector wants. */
export function assertAnswer(response: PlainResponse | undefined, expected: VectorAnswer): void {
  assert.ok(response, 'the request was passed on')
  const cookies = response.headers.filter(([name]) => name === 'set-cookie')
  const headers = Object.fromEntries(response.headers)
  assert.equal(response.status, expected.status)
  const wanted = expected.setCookie ?? []
  assert.deepEqual(
    cookies.map(([, value], i) => withoutDelay(value, wanted[i])),
    wanted,
  )
  assert.equal(response.body, expectedBody(expected))
  assert.equal(headers['cache-control'], 'no-store')
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers.allow, expected.headers?.allow)
  assert.equal(headers.location, expected.headers?.location)
  assert.equal(headers['retry-after'], expected.headers?.['retry-after'])
  if (expected.problem) assert.equal(headers['content-type'], 'application/problem+json')
  assert.equal(headers['www-authenticate'], expected.status === 401 ? 'Bearer' : undefined)
  const crossOrigin = Object.keys(headers).filter((name) => name.startsWith('access-control-'))
  assert.deepEqual(crossOrigin, [])
}

/** A Set-Cookie header with the Max-Age that is wanted, where that goes by the clock and is as good as right. */
function withoutDelay(header: string, wanted = ''): string {
  const [mark, life] = /⟨(\d+)⟩/.exec(wanted) ?? []
  if (mark === undefined) return header
  return header.replace(/Max-Age=(\d+)/, (field, age) => {
    const delay = Number(life) - Number(age)
    return delay >= 0 && delay <= 10 ? `Max-Age=${mark}` : field
  })
}
