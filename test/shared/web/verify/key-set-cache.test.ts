import assert from 'node:assert/strict'
import { suite, test, type TestContext } from 'node:test'
import { createKeySetCache, type KeySetCache } from '../../../../shared/web/verify/key-set-cache.ts'
import { lendTimeouts } from '../lend-timeouts.ts'
import { json, startAnswering, type Answering, type AnsweringServer } from './answering-server.ts'
import { signingKey, type SigningKey } from './signing-key.ts'

const minutes = 60_000
const down = json({ error: 'down' }, 500)
const first = await signingKey('first')
const second = await signingKey('second')

interface Started {
  cache: KeySetCache
  server: AnsweringServer
  /** Lets time pass, in milliseconds. */
  wait: (time: number) => void
}

async function start(t: TestContext, answering: Answering = keysOf(first)): Promise<Started> {
  const server = await startAnswering(t, answering)
  let time = 1_800_000_000_000
  const cache = createKeySetCache(server.url, () => time)
  return { cache, server, wait: (passed) => (time += passed) }
}

function keysOf(...keys: SigningKey[]): Answering {
  return json({ keys: keys.map(({ publicJwk }) => publicJwk) })
}

async function ids(keys: ReturnType<KeySetCache['current']>): Promise<unknown[] | undefined> {
  return (await keys)?.jwks().keys.map(({ kid }) => kid)
}

suite('the keys of a URL', () => {
  test('are fetched once in ten minutes', async (t) => {
    const { cache, server, wait } = await start(t)
    assert.deepEqual(await ids(cache.current()), ['first'])
    wait(10 * minutes - 1)
    await cache.current()
    assert.equal(server.count(), 1)
    wait(1)
    server.answer(keysOf(second))
    assert.deepEqual(await ids(cache.current()), ['second'])
    assert.equal(server.count(), 2)
  })

  test('are asked for as such', async (t) => {
    let accept: string | undefined
    const { cache } = await start(t, ({ headers }, response) => {
      accept = headers.accept
      response.end()
    })
    await cache.current()
    assert.equal(accept, 'application/json, application/jwk-set+json')
  })

  test('serve for a day while their server is down, and it is asked every five seconds at most', async (t) => {
    const { cache, server, wait } = await start(t)
    await cache.current()
    server.answer(down)
    wait(10 * minutes)
    assert.deepEqual(await ids(cache.current()), ['first'])
    assert.deepEqual(await ids(cache.current()), ['first'])
    assert.equal(server.count(), 2)
    wait(5000)
    await cache.current()
    assert.equal(server.count(), 3)
    wait(24 * 60 * minutes - 10 * minutes - 5001)
    assert.deepEqual(await ids(cache.current()), ['first'])
    wait(5001)
    assert.equal(await cache.current(), undefined)
    server.answer(keysOf(second))
    wait(5000)
    assert.deepEqual(await ids(cache.current()), ['second'])
  })

  test('are fetched anew when the clock has been set back, and so is a failure forgotten', async (t) => {
    const { cache, server, wait } = await start(t)
    await cache.current()
    server.answer(down)
    wait(-60 * minutes)
    assert.deepEqual(await ids(cache.current()), ['first'])
    assert.equal(server.count(), 2)
    server.answer(keysOf(second))
    wait(-60 * minutes)
    assert.deepEqual(await ids(cache.current()), ['second'])
    wait(-60 * minutes)
    await cache.renewed()
    assert.equal(server.count(), 4)
  })

  test('that never came are asked for again after five seconds', async (t) => {
    const { cache, server, wait } = await start(t, down)
    assert.equal(await cache.current(), undefined)
    wait(4999)
    assert.equal(await cache.current(), undefined)
    assert.equal(server.count(), 1)
    wait(1)
    server.answer(keysOf(first))
    assert.deepEqual(await ids(cache.current()), ['first'])
  })

  test('are one fetch each for those who come while there are none', async (t) => {
    const { cache, server } = await start(t)
    const both = await Promise.all([ids(cache.current()), ids(cache.current())])
    assert.deepEqual(both, [['first'], ['first']])
    assert.equal(server.count(), 2)
  })

  test('that one of two fetches at the same time has brought are there', async (t) => {
    const { cache, server } = await start(t, (request, response) => {
      const answering = server.count() === 1 ? keysOf(first) : down
      answering(request, response)
    })
    await Promise.all([cache.current(), cache.current()])
    assert.equal(server.count(), 2)
    assert.deepEqual(await ids(cache.renewed()), ['first'])
  })

  test('that are old are renewed by one request, and the others go on with them', async (t) => {
    const { cache, server, wait } = await start(t)
    await cache.current()
    wait(10 * minutes)
    await Promise.all([cache.current(), cache.current(), cache.current()])
    assert.equal(server.count(), 2)
  })

  test('are fetched for an unknown key once in five seconds, and who comes meanwhile waits for them', async (t) => {
    const { cache, server, wait } = await start(t)
    await cache.current()
    server.answer(keysOf(first, second))
    wait(4999)
    assert.deepEqual(await ids(cache.renewed()), ['first'])
    assert.equal(server.count(), 1)
    wait(1)
    const [one, another] = [cache.renewed(), cache.renewed()]
    assert.deepEqual(await ids(one), ['first', 'second'])
    assert.equal(await another, await one)
    await cache.renewed()
    assert.equal(server.count(), 2)
  })

  test('that are never told, because the browser of who has asked has left a Worker, are waited for two seconds, and asked for after five', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    t.mock.method(AbortSignal, 'timeout', () => new AbortController().signal)
    const { cache, server, wait } = await start(t)
    await cache.current()
    const asked = new Promise<void>((resolve) => server.answer(() => resolve()))
    wait(5000)
    void cache.renewed()
    await asked
    const waiting = cache.renewed()
    t.mock.timers.tick(2000)
    assert.equal(await waiting, undefined)
    server.answer(keysOf(second))
    wait(5000)
    assert.deepEqual(await ids(cache.renewed()), ['second'])
  })

  test('an unknown key while their server is down: nothing can be said', async (t) => {
    const { cache, server, wait } = await start(t)
    await cache.current()
    server.answer(down)
    wait(5000)
    assert.equal(await cache.renewed(), undefined)
    assert.equal(await cache.renewed(), undefined)
    assert.equal(server.count(), 2)
    assert.deepEqual(await ids(cache.current()), ['first'])
  })
})

suite('no keys are', () => {
  const refused: [string, Answering][] = [
    ['a page', (_request, response) => void response.end('<!doctype html><title>Log in</title>')],
    ['nothing', (_request, response) => void response.end()],
    ['JSON of another kind', json({ keys: 'none' })],
    ['a list', json([])],
    ['another status', json({ keys: [first.publicJwk] }, 203)],
    [
      '2 MB',
      (_request, response) =>
        void response.end(JSON.stringify({ keys: [], more: 'a'.repeat(2_000_000) })),
    ],
    [
      'half an answer',
      (_request, response) =>
        void response.writeHead(200, { 'content-length': 9 }).write('{', () => response.destroy()),
    ],
    [
      'a redirect to them',
      ({ url }, response) => {
        if (url === '/elsewhere') keysOf(first)({} as never, response)
        else response.writeHead(302, { location: '/elsewhere' }).end()
      },
    ],
  ]
  for (const [what, answering] of refused) {
    test(what, async (t) => {
      const { cache } = await start(t, answering)
      assert.equal(await cache.current(), undefined)
    })
  }

  test('those of a server that takes longer than two seconds', async (t) => {
    const { limits, end } = lendTimeouts(t)
    const { cache } = await start(t, end)
    assert.equal(await cache.current(), undefined)
    assert.deepEqual(limits, [2000])
  })

  test('those of nobody', async () => {
    assert.equal(await createKeySetCache('http://127.0.0.1:9/keys').current(), undefined)
  })
})

test('a set without keys is one: nothing is signed by it', async (t) => {
  const { cache } = await start(t, json({ keys: [] }))
  assert.deepEqual(await ids(cache.current()), [])
})
