import assert from 'node:assert/strict'
import { suite, test, type TestContext } from 'node:test'
import type { Tokens } from '../../../shared/core/bridge.ts'
import type { Login } from '../../../shared/core/login.ts'
import { apiUnavailable } from '../../../shared/core/problems.ts'
import type { HandlerRequest } from '../../../shared/core/request.ts'
import { exchangeCode } from '../../../shared/web/login/exchange.ts'
import type { Metadata } from '../../../shared/web/login/provider.ts'
import { askApi } from '../../../shared/web/tokens/ask-api.ts'
import { policyWith } from '../core/fixtures.ts'

const url = 'https://id.example.com/token'
const readSecret = (): undefined => undefined

/** A request that has so much time left, in milliseconds, and what is asked meanwhile. */
function lend(t: TestContext, left: number): { request: HandlerRequest; asked: unknown[] } {
  t.mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 })
  const asked: unknown[] = []
  t.mock.method(globalThis, 'fetch', async (...question: unknown[]) => {
    asked.push(question[0])
    return new Response('{}', { status: 500 })
  })
  return { request: { deadline: Date.now() + left } as HandlerRequest, asked }
}

// Who hands it in and does not hear the answer has lost it: Lambda@Edge ends a request that takes too long.
suite('what is good once is not handed in with less than two seconds left', () => {
  for (const [left, questions] of [
    [1999, []],
    [2000, [url]],
  ] as const) {
    test(`the code of a log-in, with ${left} ms`, async (t) => {
      const { request, asked } = lend(t, left)
      const grant = { code: 'a', verifier: 'b', redirectUri: 'https://www.example.com/c' }
      const login = { clientId: 'shop' } as Login
      const metadata = { tokenEndpoint: url } as Metadata
      const exchange = await exchangeCode(grant, login, metadata, request, readSecret)
      assert.equal(exchange, 'unavailable')
      assert.deepEqual(asked, questions)
    })

    test(`the grant of a bridge, with ${left} ms`, async (t) => {
      const { request, asked } = lend(t, left)
      const question = { token: 'a', isRenewal: false, more: {} }
      const tokens = { style: 'oauth2', url, grant: 'code', parameters: {} } as unknown as Tokens
      const answer = await askApi(question, tokens, policyWith(), request, readSecret, 10_000)
      assert.equal(answer, apiUnavailable)
      assert.deepEqual(asked, questions)
    })
  }
})
