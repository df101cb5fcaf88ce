import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { clearAuthToken, renewAuthToken, setAuthToken } from '../../../shared/web/client.ts'
import { edgemint, lendStorage, openPage, type Page } from './page.ts'

const day = 86_400_000
const now = Date.UTC(2026, 0, 15)

/** A page at a mocked time, whose endpoint answers with these statuses in turn, then with 204. */
function openPageAt(t: TestContext, ...statuses: number[]): Page {
  t.mock.timers.enable({ apis: ['Date'], now })
  return openPage(t, () => new Response(null, { status: statuses.shift() ?? 204 }))
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

test('log-in and log-out settle the cookie for a day too', async (t) => {
  const page = openPageAt(t)
  await setAuthToken('abc')
  await renewAuthToken()
  t.mock.timers.setTime(now + 2 * day)
  await clearAuthToken()
  await renewAuthToken()
  assert.deepEqual(methods(page), ['PUT', 'DELETE'])
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

test('who is not logged in is not asked again for a day', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now })
  const page = openPage(t, edgemint)
  await assert.rejects(renewAuthToken(), { status: 401, code: 'not-authenticated' })
  await renewAuthToken()
  t.mock.timers.setTime(now + day + 1)
  await assert.rejects(renewAuthToken(), { code: 'not-authenticated' })
  assert.equal(page.requests.length, 2)
})

test('after any other refusal the next page load asks again', async (t) => {
  const refusals = [400, 401, 403, 404, 405, 413, 415, 500, 200]
  const page = openPageAt(t, ...refusals)
  for (const status of refusals) await assert.rejects(renewAuthToken(), { status })
  await renewAuthToken()
  await renewAuthToken()
  assert.equal(page.requests.length, refusals.length + 1)
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
  for (const junk of ['', 'soon', 'NaN', 'Infinity', '{}', 'null']) {
    page.storage.edgemint = junk
    await renewAuthToken()
    assert.deepEqual({ ...page.storage }, { edgemint: String(now) })
  }
  assert.equal(page.requests.length, 6)
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
