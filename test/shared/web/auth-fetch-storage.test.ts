import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { createAuthFetch } from '../../../shared/web/auth-fetch.ts'
import { openSite } from './bridged-site.ts'
import { lendGlobal, lendStorage } from './page.ts'

const denied = (): never => {
  throw new DOMException('denied', 'SecurityError')
}
const full = new Proxy<Record<string, string>>({}, { set: denied })
const kinds: [string, () => Record<string, string> | null][] = [
  ['is off', denied],
  ['is null', () => null],
  ['is full', () => full],
]

suite('where localStorage', () => {
  for (const [how, storage] of kinds) {
    for (const locks of [true, false]) {
      test(`${how}, each page knows for itself${locks ? '' : ', without Web Locks too'}`, async (t) => {
        const site = await openSite(t)
        if (!locks) lendGlobal(t, 'navigator', {})
        lendStorage(t, storage)
        const { authFetch, logOut } = createAuthFetch()
        const both = await Promise.all([authFetch('/api/a'), authFetch('/api/a')])
        assert.deepEqual(
          both.map(({ status }) => status),
          [200, 200],
        )
        const patches = site.requests.filter((line) => line.startsWith('PATCH'))
        assert.equal(patches.length, 1)
        await logOut()
        assert.equal((await authFetch('/api/a')).status, 401)
      })
    }
  }

  test('is full when the token is renewed, this page still knows when it is due', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: 1e12 })
    const site = await openSite(t)
    const almostFull = new Proxy<Record<string, string>>(
      {},
      {
        set: (items, key, value) =>
          key === 'edgemint-due' ? denied() : Reflect.set(items, key, value),
      },
    )
    lendStorage(t, () => almostFull)
    const { authFetch } = createAuthFetch()
    await authFetch('/api/a')
    site.requests.length = 0
    t.mock.timers.setTime(1e12 + 860_000)
    await authFetch('/api/a')
    assert.deepEqual(site.requests, ['PATCH /set-auth-token', 'GET /api/a'])
  })

  test('is off, a page that goes on still knows', async (t) => {
    const site = await openSite(t)
    lendStorage(t, denied)
    const { authFetch } = createAuthFetch()
    await authFetch('/api/a')
    site.requests.length = 0
    await authFetch('/api/a')
    assert.deepEqual(site.requests, ['GET /api/a'])
  })
})
