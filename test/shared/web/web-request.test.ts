import assert from 'node:assert/strict'
import { test } from 'node:test'
import { handlerRequest } from '../../../shared/web/web-request.ts'

const url = new URL('https://www.example.com/set-auth-token?a=b&c')

test('the query has no question mark', () => {
  assert.equal(handlerRequest(new Request(url), url).query, 'a=b&c')
})

// The way that workerd is fast on. That it cannot be seen in an answer is in content-length.test.ts.
for (const [length, size, isAtOnce] of [
  ['1', 1, true],
  ['16384', 16_384, true],
  ['16385', 16_385, false],
  ['0', 1, false],
  [undefined, 1, false],
] as const) {
  test(`a body of ${length ?? 'no known'} octets is read ${isAtOnce ? 'at once' : 'in parts'}`, async (t) => {
    const headers = new Headers(length === undefined ? {} : { 'content-length': length })
    const request = new Request(url, { method: 'PUT', headers, body: 'a'.repeat(size) })
    const { mock } = t.mock.method(request, 'text')
    await handlerRequest(request, url).readBody()
    assert.equal(mock.callCount(), isAtOnce ? 1 : 0)
  })
}
