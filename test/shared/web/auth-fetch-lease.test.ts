import assert from 'node:assert/strict'
import { beforeEach, suite, test, type TestContext } from 'node:test'
import { createAuthFetch } from '../../../shared/web/auth-fetch.ts'
import { arrival, openSite, type Site } from './bridged-site.ts'
import { lendGlobal, lendWaits } from './page.ts'

const begin = 1e12

// A page of its own for each test: what one has given up holds for five seconds.
let { authFetch, logOut } = createAuthFetch()
beforeEach(() => void ({ authFetch, logOut } = createAuthFetch()))

const patches = ({ requests }: Site): number =>
  requests.filter((line) => line.startsWith('PATCH')).length

const withoutLocks = (t: TestContext): void => lendGlobal(t, 'navigator', {})

/** A clock for the page, which goes on while it waits, and not otherwise. */
function lendClock(t: TestContext, happen: () => void = () => {}): void {
  t.mock.timers.enable({ apis: ['Date'], now: begin })
  lendWaits(t, (delay) => {
    t.mock.timers.tick(Math.ceil(delay))
    happen()
  })
}

suite('the lease', () => {
  test('of a tab that was closed while it renewed is waited for, lock or no lock', async (t) => {
    const site = await openSite(t)
    lendClock(t)
    site.storage['edgemint-busy'] = String(begin + 500)
    await authFetch('/api/a')
    const took = Date.now() - begin
    assert.ok(took >= 499 && took <= 601, `${took} ms`)
    assert.equal(patches(site), 1)
  })

  test('that would be over in more than 16 seconds is by another clock, and does not count', async (t) => {
    const site = await openSite(t)
    lendClock(t)
    site.storage['edgemint-busy'] = String(begin + 17_000)
    await authFetch('/api/a')
    assert.equal(Date.now(), begin)
    assert.equal(patches(site), 1)
  })

  test('is three seconds long where a lock is held too', async (t) => {
    const site = await openSite(t)
    site.delay = 100
    const answered = authFetch('/api/a')
    await arrival(site, 'PATCH')
    const left = Number(site.storage['edgemint-busy']) - Date.now()
    assert.ok(left > 0 && left <= 3001, `${left} ms`)
    await answered
  })
})

suite('without Web Locks (Safari before 15.4, and http)', () => {
  test('one tab renews for all', async (t) => {
    const site = await openSite(t)
    withoutLocks(t)
    site.delay = 100
    const tabs = [createAuthFetch(), createAuthFetch(), createAuthFetch()]
    const answers = await Promise.all(tabs.map((tab) => tab.authFetch('/api/a')))
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200],
    )
    assert.equal(patches(site), 1)
    assert.equal(site.storage['edgemint-busy'], '0')
  })

  test('who writes last has the lease: the other one waits again', async (t) => {
    const site = await openSite(t)
    withoutLocks(t)
    let isFirst = true
    lendClock(t, () => {
      if (isFirst) site.storage['edgemint-busy'] = String(Date.now() + 300)
      isFirst = false
    })
    await logOut()
    const took = Date.now() - begin
    assert.ok(took > 350 && took <= 601, `${took} ms`)
  })

  test('it is 15 seconds long', async (t) => {
    const site = await openSite(t)
    withoutLocks(t)
    const done = logOut()
    const left = Number(site.storage['edgemint-busy']) - Date.now()
    assert.ok(left > 10_000 && left <= 15_001, `${left} ms`)
    await done
  })
})
