import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { suite, test, type TestContext } from 'node:test'
import { clearAuthToken, renewAuthToken, setAuthToken } from '../../../shared/web/client.ts'
import { lendTimeouts } from './lend-timeouts.ts'
import { edgemint, lend, openPage } from './page.ts'

/** A browser that has the cookie `OLD`, and an endpoint whose answers come when the test says so. */
function openSlowly(t: TestContext): { cookie: () => string; answerBoth: () => Promise<void> } {
  let cookie = 'OLD'
  const waiting: (() => void)[] = []
  openPage(t, async (request) => {
    const mayAnswer = new Promise<void>((resolve) => waiting.push(resolve))
    request.headers.set('cookie', `__Secure-authToken=${cookie}`)
    const response = await edgemint(request)
    await mayAnswer
    for (const line of response.headers.getSetCookie()) {
      cookie = /^__Secure-authToken=([^;]*); Max-Age=[^;]*; Domain=/.exec(line)?.[1] ?? cookie
    }
    return response
  })
  return {
    cookie: () => cookie,
    /** Two requests, that which came last first. */
    answerBoth: async () => {
      for (let left = 2; left > 0;) {
        await moment()
        const last = waiting.pop()
        if (last) left--
        last?.()
      }
    },
  }
}

const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

const denied = async (): Promise<never> => {
  throw new DOMException('denied', 'SecurityError')
}

const browsers = {
  'with Web Locks': () => {},
  'without Web Locks (Safari before 15.4, and http)': (t: TestContext) =>
    lend(t, navigator, 'locks', { value: undefined, configurable: true }),
  'that denies Web Locks, as it does cookies': (t: TestContext) =>
    lend(t, navigator, 'locks', { value: { request: denied }, configurable: true }),
}

for (const [browser, prepare] of Object.entries(browsers)) {
  suite(`a browser ${browser}`, () => {
    for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
      test(`${method} reaches the endpoint, and a refusal is told as ever`, async (t) => {
        prepare(t)
        const { requests } = openPage(t, () => new Response(null, { status: 204 }))
        const call = {
          PUT: () => setAuthToken('abc'),
          PATCH: force,
          DELETE: () => clearAuthToken(),
        }
        await call[method]()
        assert.equal(requests.length, 1)
        t.mock.restoreAll()
        openPage(t, () => new Response('<!doctype html>', { status: 404 }))
        await assert.rejects(call[method](), { name: 'AuthTokenError', code: 'endpoint-missing' })
      })
    }

    // Where they are denied there are no cookies either.
    if (browser.includes('denies')) return

    test('a log-out during a renewal ends without a cookie', async (t) => {
      prepare(t)
      const { cookie, answerBoth } = openSlowly(t)
      const all = [force(), clearAuthToken()]
      await answerBoth()
      await Promise.all(all)
      assert.equal(cookie(), '')
    })

    test('a log-in during a renewal ends with its own token', async (t) => {
      prepare(t)
      const { cookie, answerBoth } = openSlowly(t)
      const all = [force(), setAuthToken('NEW')]
      await answerBoth()
      await Promise.all(all)
      assert.equal(cookie(), 'NEW')
    })

    test('a renewal during a log-in, or a log-out, renews what came of it', async (t) => {
      prepare(t)
      const { cookie, answerBoth } = openSlowly(t)
      const all = [setAuthToken('NEW'), force()]
      await answerBoth()
      await Promise.all(all)
      assert.equal(cookie(), 'NEW')
      const others = [clearAuthToken(), assert.rejects(force(), { code: 'not-authenticated' })]
      await answerBoth()
      await Promise.all(others)
      assert.equal(cookie(), '')
    })

    test('who waits for a renewal, to renew, need not ask again', async (t) => {
      prepare(t)
      const { requests } = openPage(t, () => new Response(null, { status: 204 }))
      await Promise.all([renewAuthToken(), renewAuthToken()])
      assert.equal(requests.length, 1)
    })

    test('an endpoint that says nothing keeps nobody waiting for more than 20 s', async (t) => {
      prepare(t)
      const timeouts = lendTimeouts(t)
      openPage(t, (request) =>
        request.method === 'PUT'
          ? new Response(null, { status: 204 })
          : new Promise((_, reject) => {
              request.signal.addEventListener('abort', () => reject(request.signal.reason))
            }),
      )
      const renewal = assert.rejects(force(), { status: 0, code: 'unreachable' })
      const logIn = setAuthToken('NEW')
      await moment()
      assert.deepEqual(timeouts.limits, [20_000])
      timeouts.end()
      await renewal
      await logIn
    })
  })
}

test('a log-in waits for what another tab has under way, by whichever client', async (t) => {
  const { requests } = openPage(t, () => new Response(null, { status: 204 }))
  const tab = new EventEmitter()
  const renewal = navigator.locks.request('edgemint', () => once(tab, 'end'))
  const logIn = setAuthToken('NEW')
  while (tab.listenerCount('end') === 0) await moment()
  await moment()
  assert.equal(requests.length, 0)
  tab.emit('end')
  await Promise.all([renewal, logIn])
  assert.equal(requests.length, 1)
})

test('a browser without AbortSignal.timeout (Safari before 16) renews too', async (t) => {
  const { requests } = openPage(t, () => new Response(null, { status: 204 }))
  lend(t, AbortSignal, 'timeout', { value: undefined, configurable: true })
  await force()
  assert.equal(requests.length, 1)
})

function force(): Promise<void> {
  return renewAuthToken({ force: true })
}
