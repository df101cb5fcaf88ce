import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { createAuthFetch } from '../../../shared/web/auth-fetch.ts'
import { arrival, listen, openSite } from './bridged-site.ts'
import { lend, lendGlobal, lendWaits } from './page.ts'

// A page of its own for each test: what one has given up holds for five seconds.
let { authFetch } = createAuthFetch()
beforeEach(() => void ({ authFetch } = createAuthFetch()))

const postStream = (): Promise<Response> => {
  const init = { method: 'POST', body: new Blob(['a=b']).stream(), duplex: 'half' as const }
  return authFetch('/api/a', init)
}

const deny = (): Promise<never> => Promise.reject(new DOMException('', 'SecurityError'))

const problem = (code: string): { status: number; body: string } => ({
  status: 401,
  body: JSON.stringify({ title: 'no', code, detail: 'Log in again.' }),
})
const rejected = problem('token-rejected')

const renewed = ['GET /api/a', 'PATCH /set-auth-token', 'GET /api/a']

suite('authFetch', () => {
  test('is fetch while the API takes the token, and leaves nothing in storage', async (t) => {
    const site = await openSite(t)
    site.valid = 0
    const response = await authFetch('/api/a', { method: 'DELETE', headers: { 'x-a': 'b' } })
    assert.equal(response.status, 200)
    assert.equal(await response.text(), 'answer to DELETE')
    assert.deepEqual(site.requests, ['DELETE /api/a'])
    assert.deepEqual({ ...site.storage }, {})
  })

  test('renews on a 401, and sends the request once more', async (t) => {
    const site = await openSite(t)
    const response = await authFetch(new URL('/api/a', site.origin))
    assert.equal(response.status, 200)
    assert.deepEqual(site.requests, renewed)
  })

  test('keeps two times, and nothing else: when 80 to 85 % of the life are over, and that nobody renews', async (t) => {
    const site = await openSite(t)
    const start = Date.now()
    await authFetch('/api/a')
    const { 'edgemint-due': due, ...others } = site.storage
    assert.deepEqual(others, { 'edgemint-busy': '0' })
    assert.ok(Number(due) >= start + 800_000 && Number(due) <= Date.now() + 850_001, due)
  })

  test('takes a day for the life where the endpoint does not say it', async (t) => {
    const site = await openSite(t)
    site.life = undefined
    await authFetch('/api/a')
    const hours = (Number(site.storage['edgemint-due']) - Date.now()) / 3_600_000
    assert.ok(hours > 19.1 && hours < 20.5, String(hours))
  })

  test('renews once for ten requests in each of two tabs', async (t) => {
    const site = await openSite(t)
    site.delay = 20
    const tabs = [createAuthFetch(), createAuthFetch()]
    const responses = await Promise.all(
      tabs.flatMap((tab) => Array.from({ length: 10 }, () => tab.authFetch('/api/a'))),
    )
    assert.deepEqual(new Set(responses.map(({ status }) => status)), new Set([200]))
    assert.equal(site.requests.filter((line) => line.startsWith('PATCH')).length, 1)
  })

  test('says what fetch says to what it cannot send', async (t) => {
    const site = await openSite(t)
    await assert.rejects(authFetch('http://'), TypeError)
    await assert.rejects(authFetch('/api/a', { body: 'a' }), TypeError)
    assert.deepEqual(site.requests, [])
  })
})

suite('a body', () => {
  const form = new FormData()
  form.set('a', 'b')
  const bodies: [string, () => NonNullable<RequestInit['body']>, string][] = [
    ['a text', () => 'a=b', 'a=b'],
    ['a buffer', () => new TextEncoder().encode('a=b'), 'a=b'],
    ['a Blob', () => new Blob(['a=b']), 'a=b'],
    ['URLSearchParams', () => new URLSearchParams({ a: 'b' }), 'a=b'],
    ['a form', () => form, 'name="a"\r\n\r\nb\r\n'],
  ]
  for (const [what, body, expected] of bodies) {
    test(`that is ${what} is sent twice, in a Request too`, async (t) => {
      const site = await openSite(t)
      const init = { method: 'POST', body: body() }
      assert.equal((await authFetch('/api/a', init)).status, 200)
      site.valid++
      assert.equal((await authFetch(new Request('/api/a', init))).status, 200)
      const sent = site.requests.filter((line) => line.startsWith('POST'))
      assert.deepEqual(
        sent.map((line) => line.includes(expected)),
        [true, true, true, true],
      )
    })
  }

  test('and headers are those of the moment of the call, as with fetch', async (t) => {
    const site = await openSite(t)
    site.storage['edgemint-due'] = '1'
    const body = new URLSearchParams({ a: 'b' })
    const answered = authFetch('/api/a', { method: 'POST', body })
    body.set('a', 'changed')
    await answered
    assert.deepEqual(site.requests, ['PATCH /set-auth-token', 'POST /api/a a=b'])
  })

  test('that is a stream is sent once: the 401 comes back, and the next call finds a new token', async (t) => {
    const site = await openSite(t)
    const first = await postStream()
    assert.deepEqual([first.status, await first.text()], [401, 'answer to POST'])
    assert.equal((await postStream()).status, 200)
    const expected = ['POST /api/a a=b', 'PATCH /set-auth-token', 'POST /api/a a=b']
    assert.deepEqual(site.requests, expected)
  })

  test('of a Request is used up afterwards, as with fetch', async (t) => {
    await openSite(t)
    const request = new Request('/api/a', { method: 'POST', body: 'a=b' })
    const answered = authFetch(request)
    assert.equal(request.bodyUsed, true)
    await answered
    await assert.rejects(authFetch(request), TypeError)
  })
})

suite('a 401 that is not the bridge’s', () => {
  test('comes back as it is from another origin', async (t) => {
    const site = await openSite(t)
    site.storage['edgemint-due'] = '1'
    const other = await listen(t, (_, response) => response.writeHead(401).end('other'))
    const response = await authFetch(other + '/api/a', { credentials: 'include' })
    assert.deepEqual([response.status, await response.text()], [401, 'other'])
    assert.deepEqual(site.requests, [])
  })

  test('comes back as it is from another origin whose name begins as ours does', async (t) => {
    const site = await openSite(t)
    lendGlobal(t, 'origin', site.origin.slice(0, -1))
    assert.equal((await authFetch(new URL('/api/a', site.origin))).status, 401)
    assert.deepEqual(site.requests, ['GET /api/a'])
  })

  test('comes back as it is from another origin that a redirect led to', async (t) => {
    const site = await openSite(t)
    const other = await listen(t, (_, response) => response.writeHead(401).end())
    const moved = await listen(t, (_, response) => {
      response.writeHead(307, { location: other }).end()
    })
    lendGlobal(t, 'origin', moved)
    assert.equal((await authFetch(moved)).status, 401)
    assert.deepEqual(site.requests, [])
  })

  test('comes back as it is where no cookie was sent', async (t) => {
    const site = await openSite(t)
    site.storage['edgemint-due'] = '1'
    assert.equal((await authFetch('/api/a', { credentials: 'omit' })).status, 401)
    assert.deepEqual(site.requests, ['GET /api/a'])
  })

  test('comes back as it is from outside the path that is given', async (t) => {
    const site = await openSite(t)
    const bridge = createAuthFetch({ path: '/api' })
    assert.equal((await bridge.authFetch('/other')).status, 401)
    // Who begins with the same letters is no neighbour of the bridge: nothing is sent twice.
    assert.equal((await bridge.authFetch('/apiary/pay?at=/api/', { method: 'POST' })).status, 401)
    assert.deepEqual(site.requests, ['GET /other', 'POST /apiary/pay?at=/api/'])
    for (const within of ['/api/a', '/api', '/api?a=b', '/api#a']) {
      site.valid++
      assert.equal((await bridge.authFetch(within)).status, 200, within)
    }
  })

  test('costs one renewal, and for five seconds none', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: 1e12 })
    const site = await openSite(t)
    const tab = createAuthFetch()
    await tab.authFetch('/api/a')
    site.valid = -1
    site.answers = Array.from({ length: 3 }, () => ({ status: 204 }))
    for (let i = 0; i < 3; i++) assert.equal((await tab.authFetch('/api/a')).status, 401)
    const get = 'GET /api/a'
    assert.deepEqual(site.requests, [...renewed, ...renewed, get, get])
    t.mock.timers.setTime(1e12 + 5002)
    await tab.authFetch('/api/a')
    assert.deepEqual(site.requests.slice(8), renewed)
  })
})

suite('early', () => {
  test('from 80 % of the life on, the token is renewed before a request, once', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: 1e12 })
    const site = await openSite(t)
    await authFetch('/api/a')
    site.requests.length = 0
    t.mock.timers.setTime(1e12 + 799_000)
    await authFetch('/api/a')
    assert.deepEqual(site.requests, ['GET /api/a'])
    t.mock.timers.setTime(1e12 + 860_000)
    await Promise.all([
      authFetch('/api/a'),
      authFetch('/api/a'),
      createAuthFetch().authFetch('/api/a'),
    ])
    const three = Array.from({ length: 3 }, () => 'GET /api/a')
    assert.deepEqual(site.requests.slice(1), ['PATCH /set-auth-token', ...three])
  })

  test('a renewal that fails holds nothing up: the token that is there goes', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: 1e12 })
    const site = await openSite(t)
    const tab = createAuthFetch()
    site.valid = 0
    site.storage['edgemint-due'] = '1'
    site.answers = [{ status: 503 }]
    assert.equal((await tab.authFetch('/api/a')).status, 200)
    assert.equal((await tab.authFetch('/api/a')).status, 200)
    const patch = 'PATCH /set-auth-token'
    assert.deepEqual(site.requests, [patch, 'GET /api/a', 'GET /api/a'])
    t.mock.timers.setTime(1e12 + 5002)
    await tab.authFetch('/api/a')
    assert.deepEqual(site.requests.slice(3), [patch, 'GET /api/a'])
  })

  test('never holds up a request with keepalive, whose page may be on the way out', async (t) => {
    const site = await openSite(t)
    site.storage['edgemint-due'] = '1'
    assert.equal((await authFetch('/api/a', { keepalive: true })).status, 200)
    assert.deepEqual(site.requests, renewed)
  })

  test('junk in storage is no time', async (t) => {
    const site = await openSite(t)
    site.valid = 0
    for (const junk of ['', 'soon', 'NaN', '{}', '-0']) {
      site.storage['edgemint-due'] = junk
      await authFetch('/api/a')
    }
    assert.deepEqual(new Set(site.requests), new Set(['GET /api/a']))
  })
})

suite('a caller who loses patience', () => {
  test('before the call sends nothing', async (t) => {
    const site = await openSite(t)
    site.storage['edgemint-due'] = '1'
    await assert.rejects(authFetch('/api/a', { signal: AbortSignal.abort() }), {
      name: 'AbortError',
    })
    assert.deepEqual(site.requests, [])
  })

  for (const [when, due] of [
    ['before a request', '1'],
    ['after a 401', ''],
  ] as const) {
    test(`while the token is renewed ${when} is told so at once, and the renewal goes on`, async (t) => {
      const site = await openSite(t)
      site.storage['edgemint-due'] = due
      let open!: () => void
      site.gate = new Promise<void>((resolve) => (open = resolve))
      const reason = new Error('enough')
      const abort = new AbortController()
      const answered = authFetch('/api/a', { signal: abort.signal })
      await arrival(site, 'PATCH')
      abort.abort(reason)
      await assert.rejects(answered, reason)
      open()
      assert.equal((await authFetch('/api/a')).status, 200)
      assert.equal(site.requests.filter((line) => line.startsWith('PATCH')).length, 1)
    })
  }
})

suite('a renewal that fails', () => {
  test('by the API’s no is tried once more after 400 to 800 ms, and then the first answer comes back', async (t) => {
    const site = await openSite(t)
    const tab = createAuthFetch()
    site.answers = [rejected, rejected]
    const waits = lendWaits(t)
    const response = await tab.authFetch('/api/a')
    assert.ok(waits.length === 1 && waits[0] >= 400 && waits[0] < 800, `${waits} ms`)
    assert.deepEqual([response.status, await response.text()], [401, 'answer to GET'])
    const patch = 'PATCH /set-auth-token'
    assert.deepEqual(site.requests, ['GET /api/a', patch, patch])
    await tab.authFetch('/api/a')
    assert.deepEqual(site.requests.slice(3), ['GET /api/a'])
    assert.equal(await site.jar.getCookieString(site.origin), 'access=0; refresh=1')
  })

  test('by the API’s no does not matter where the second attempt wins', async (t) => {
    const site = await openSite(t)
    site.answers = [rejected]
    lendWaits(t)
    assert.equal((await authFetch('/api/a')).status, 200)
  })

  test('by the API’s no does not matter where somebody else has won meanwhile', async (t) => {
    const site = await openSite(t)
    site.answers = [rejected]
    lendWaits(t, async () => {
      await site.jar.setCookie('access=1; Path=/', site.origin)
      site.storage['edgemint-due'] = String(Date.now() + 60_000)
    })
    assert.equal((await authFetch('/api/a')).status, 200)
    assert.deepEqual(site.requests, renewed)
  })

  for (const [how, answer] of [
    ['for want of a cookie', problem('not-authenticated')],
    ['by a password gate', { status: 401 }],
    ['by a 503', { status: 503 }],
    ['by a page', { status: 200, body: '<!doctype html>' }],
    ['by a redirect', { status: 302, headers: { location: '/log-in' } }],
    ['without an answer', null],
  ] as const) {
    test(`${how} lets the first answer back, and leaves the cookies alone`, async (t) => {
      const site = await openSite(t)
      const tab = createAuthFetch()
      site.answers = [answer]
      const response = await tab.authFetch('/api/a')
      assert.deepEqual([response.status, await response.text()], [401, 'answer to GET'])
      assert.deepEqual(site.requests, ['GET /api/a', 'PATCH /set-auth-token'])
      assert.equal(await site.jar.getCookieString(site.origin), 'access=0; refresh=1')
    })
  }

  test('because nothing answers holds up other tabs for 20 seconds at most', async (t) => {
    const site = await openSite(t)
    site.delay = 10_000
    const limits: number[] = []
    const { timeout } = AbortSignal
    t.mock.method(AbortSignal, 'timeout', (limit: number) => {
      limits.push(limit)
      return timeout(50)
    })
    assert.equal((await createAuthFetch().authFetch('/api/a')).status, 401)
    assert.deepEqual(limits, [20_000])
  })

  test('because Web Locks are denied lets the first answer back', async (t) => {
    const site = await openSite(t)
    lendGlobal(t, 'navigator', { locks: { request: deny } })
    assert.equal((await authFetch('/api/a')).status, 401)
    assert.deepEqual(site.requests, ['GET /api/a'])
  })

  test('a browser without AbortSignal.timeout (Safari before 16) renews too', async (t) => {
    await openSite(t)
    lend(t, AbortSignal, 'timeout', { value: undefined, configurable: true })
    assert.equal((await authFetch('/api/a')).status, 200)
  })
})

test('a renewal goes on where its page is left meanwhile: the cookies of its answer must not be lost', async (t) => {
  await openSite(t)
  const { mock } = t.mock.method(globalThis, 'fetch')
  await authFetch('/api/a')
  const kept = mock.calls.map(({ arguments: [, init] }) => init?.keepalive)
  assert.deepEqual(kept, [undefined, true, undefined])
})

test('one tab at a time: what holds the lock is waited for', async (t) => {
  const site = await openSite(t)
  let answered: Promise<Response> | undefined
  await navigator.locks.request('edgemint', async () => {
    answered = authFetch('/api/a')
    await arrival(site, 'GET')
    await wait(50)
    assert.deepEqual(site.requests, ['GET /api/a'])
    site.storage['edgemint-due'] = '9e15'
    await site.jar.setCookie('access=1; Path=/', site.origin)
  })
  assert.equal((await answered)?.status, 200)
  assert.deepEqual(site.requests, ['GET /api/a', 'GET /api/a'])
})
