import assert from 'node:assert/strict'
import { suite, test, type TestContext } from 'node:test'
import { clearAuthToken, renewAuthToken, setAuthToken } from '../../../shared/web/client.ts'
import { edgemint, lendStorage, openPage, type Page } from './page.ts'

const day = 86_400_000
const now = Date.UTC(2026, 0, 15)

/** A page at a mocked time, whose endpoint answers with these statuses in turn, then with 204. */
function openPageAt(t: TestContext, ...statuses: number[]): Page {
  t.mock.timers.enable({ apis: ['Date'], now })
  return openPage(t, () => new Response(null, { status: statuses.shift() ?? 204 }))
}

/** A browser without a cookie, and the endpoint as it is. */
function openLoggedOut(t: TestContext): Page {
  t.mock.timers.enable({ apis: ['Date'], now })
  return openPage(t, edgemint)
}

const methods = ({ requests }: Page): unknown[] => requests.map(({ init }) => init.method)

test('the first page load renews, the next ones do not ask again for a day', async (t) => {
  const page = openPageAt(t)
  await renewAuthToken()
  await renewAuthToken()
  t.mock.timers.setTime(now + day)
  await renewAuthToken({})
  assert.deepEqual(methods(page), ['PATCH'])
  t.mock.timers.setTime(now + day + 1)
  await renewAuthToken()
  assert.deepEqual(methods(page), ['PATCH', 'PATCH'])
  await renewAuthToken()
  assert.equal(page.requests.length, 2)
})

test('a log-in settles the cookie for a day too', async (t) => {
  const page = openPageAt(t)
  await setAuthToken('abc')
  await renewAuthToken()
  assert.deepEqual(methods(page), ['PUT'])
  t.mock.timers.setTime(now + day + 1)
  await renewAuthToken()
  assert.deepEqual(methods(page), ['PUT', 'PATCH'])
})

test('force asks at once, and settles it for the next day', async (t) => {
  const page = openPageAt(t)
  await setAuthToken('abc')
  await renewAuthToken({ force: false })
  assert.equal(page.requests.length, 1)
  await renewAuthToken({ force: true })
  await renewAuthToken({ force: true, endpoint: '/session' })
  await renewAuthToken()
  assert.deepEqual(
    page.requests.map(({ url }) => url),
    ['/set-auth-token', '/set-auth-token', '/session'],
  )
})

suite('who is not logged in', () => {
  test('is asked once, and not again however long it takes', async (t) => {
    const page = openLoggedOut(t)
    await assert.rejects(renewAuthToken(), { status: 401, code: 'not-authenticated' })
    for (const days of [0, 0, 2, 7, 400, 4000]) {
      t.mock.timers.setTime(now + days * day)
      await renewAuthToken()
      await renewAuthToken({ force: false })
    }
    assert.deepEqual(methods(page), ['PATCH'])
  })

  test('is renewed again from a log-in on, in this tab or another one of the same storage', async (t) => {
    const page = openLoggedOut(t)
    await assert.rejects(renewAuthToken())
    await setAuthToken('abc')
    t.mock.timers.setTime(now + day + 1)
    await assert.rejects(renewAuthToken())
    assert.deepEqual(methods(page), ['PATCH', 'PUT', 'PATCH'])
  })

  test('is asked by force, as after a form post, and renewed from then on', async (t) => {
    const page = openPageAt(t)
    page.storage.edgemint = '-1'
    await renewAuthToken()
    assert.equal(page.requests.length, 0)
    await renewAuthToken({ force: true })
    await renewAuthToken()
    t.mock.timers.setTime(now + day + 1)
    await renewAuthToken()
    assert.deepEqual(methods(page), ['PATCH', 'PATCH'])
  })

  test('stays known as such when force meets a 401', async (t) => {
    const page = openLoggedOut(t)
    for (let i = 0; i < 2; i++) {
      await assert.rejects(renewAuthToken({ force: true }), { code: 'not-authenticated' })
      await renewAuthToken()
    }
    assert.equal(page.requests.length, 2)
  })

  test('is asked once again when the storage was emptied', async (t) => {
    const page = openLoggedOut(t)
    await assert.rejects(renewAuthToken())
    delete page.storage.edgemint
    await assert.rejects(renewAuthToken(), { code: 'not-authenticated' })
    await renewAuthToken()
    assert.equal(page.requests.length, 2)
  })

  test('is not asked after a log-out', async (t) => {
    const page = openPageAt(t)
    await setAuthToken('abc')
    await clearAuthToken()
    t.mock.timers.setTime(now + 30 * day)
    await renewAuthToken()
    assert.deepEqual(methods(page), ['PUT', 'DELETE'])
  })
})

test('a log-out that was refused does not end renewal', async (t) => {
  const page = openPageAt(t, 503)
  await assert.rejects(clearAuthToken(), { status: 503 })
  await renewAuthToken()
  assert.deepEqual(methods(page), ['DELETE', 'PATCH'])
})

test('a 401 that is older than a log-in is forgotten', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now })
  const page = openPage(t, async (request) => {
    // As another tab writes it, which waits for nobody in a browser without Web Locks.
    page.storage.edgemint = String(now)
    return edgemint(request)
  })
  await assert.rejects(renewAuthToken(), { code: 'not-authenticated' })
  assert.equal(page.storage.edgemint, String(now))
})

test('a token that is refused says nothing about the cookie that may be there', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now })
  const problem = { title: 'token rejected', code: 'token-rejected', detail: 'It has expired.' }
  const page = openPage(t, () => Response.json(problem, { status: 401 }))
  page.storage.edgemint = String(now - 2 * day)
  await assert.rejects(setAuthToken('abc'), { status: 401, code: 'token-rejected' })
  assert.equal(page.storage.edgemint, String(now - 2 * day))
  await assert.rejects(renewAuthToken(), { code: 'token-rejected' })
  await renewAuthToken()
  assert.deepEqual(methods(page), ['PUT', 'PATCH'])
})

test('the 401 of a gate is no answer about the cookie: the next page load asks again', async (t) => {
  for (const body of ['Password?', '{"code":"unauthorized"}', '{"detail":"Password?"}']) {
    const page = openPage(t, () => new Response(body, { status: 401 }))
    for (let i = 0; i < 2; i++) await assert.rejects(renewAuthToken(), { code: 'gate-refused' })
    assert.equal(page.requests.length, 2)
    assert.deepEqual({ ...page.storage }, {})
    t.mock.restoreAll()
  }
})

test('after any other refusal the next page load asks again', async (t) => {
  const refusals = [400, 401, 403, 404, 405, 413, 415, 500, 200]
  const page = openPageAt(t, ...refusals)
  for (const status of refusals) await assert.rejects(renewAuthToken(), { status })
  await renewAuthToken()
  await renewAuthToken()
  assert.equal(page.requests.length, refusals.length + 1)
})

test('after a refusal by the endpoint itself that is no 401, the next page load asks again', async (t) => {
  for (const [status, code] of [
    [403, 'cross-origin'],
    [503, 'keys-unavailable'],
  ] as const) {
    const page = openPage(t, () => Response.json({ code, detail: 'Try it again.' }, { status }))
    for (let i = 0; i < 2; i++) await assert.rejects(renewAuthToken(), { status, code })
    assert.equal(page.requests.length, 2)
    t.mock.restoreAll()
  }
})

test('after no answer the next page load asks again', async (t) => {
  const page = openPage(t, () => {
    throw new TypeError('offline')
  })
  await assert.rejects(renewAuthToken(), { code: 'unreachable' })
  await assert.rejects(renewAuthToken(), { code: 'unreachable' })
  assert.equal(page.requests.length, 2)
})

test('a clock that was set back does not put off renewal', async (t) => {
  const page = openPageAt(t)
  await renewAuthToken()
  t.mock.timers.setTime(now - day)
  await renewAuthToken()
  assert.equal(page.requests.length, 1)
  t.mock.timers.setTime(now - day - 1)
  await renewAuthToken()
  assert.equal(page.requests.length, 2)
})

test('the time is kept under one key, and junk there does not put off renewal', async (t) => {
  const page = openPageAt(t)
  for (const junk of ['', 'soon', 'out', 'NaN', 'Infinity', '{}', 'null', '0']) {
    page.storage.edgemint = junk
    await renewAuthToken()
    assert.deepEqual({ ...page.storage }, { edgemint: String(now) })
  }
  assert.equal(page.requests.length, 8)
})

test('where localStorage is off every page load renews, and nothing breaks', async (t) => {
  const page = openPageAt(t)
  lendStorage(t, () => {
    throw new DOMException('denied', 'SecurityError')
  })
  await renewAuthToken()
  await renewAuthToken()
  await setAuthToken('abc')
  await clearAuthToken()
  assert.deepEqual(methods(page), ['PATCH', 'PATCH', 'PUT', 'DELETE'])
})

test('where localStorage is full every page load renews, and nothing breaks', async (t) => {
  const page = openPageAt(t)
  const full = new Proxy<Record<string, string>>(
    {},
    {
      set() {
        throw new DOMException('full', 'QuotaExceededError')
      },
    },
  )
  lendStorage(t, () => full)
  await renewAuthToken()
  await renewAuthToken()
  assert.equal(page.requests.length, 2)
})
