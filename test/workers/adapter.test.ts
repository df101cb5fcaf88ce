import assert from 'node:assert/strict'
import { suite, test, type TestContext } from 'node:test'
import { createWorker } from '../../workers/adapter.ts'
import { policyOf } from '../cli/policy-of.ts'

const worker = createWorker(policyOf())
const site = 'https://www.example.com'
const others = [
  '/',
  '/app/',
  '/set-auth-token/',
  '/set-auth-tokens',
  '/SET-AUTH-TOKEN',
  '/app/set-auth-token',
  '/?/set-auth-token',
]

function mint(path = '/set-auth-token'): Request {
  const headers = { origin: site, authorization: 'Bearer abc' }
  return new Request(site + path, { method: 'PUT', headers })
}

/** Stands in for the zone's origin, which `fetch` reaches in a Worker. */
function replaceOrigin(t: TestContext, response = new Response()): unknown[][] {
  const calls: unknown[][] = []
  t.mock.method(globalThis, 'fetch', async (...args: unknown[]) => {
    calls.push(args)
    return response
  })
  return calls
}

function assetsThatAnswer(response = new Response()) {
  const calls: unknown[][] = []
  const fetch = async (...args: unknown[]): Promise<Response> => {
    calls.push(args)
    return response
  }
  return { calls, bindings: { ASSETS: { fetch } } }
}

suite('with static assets, another path goes to them and nowhere else', () => {
  for (const path of others) {
    test(path, async (t) => {
      const origin = replaceOrigin(t)
      const response = new Response('page')
      const { calls, bindings } = assetsThatAnswer(response)
      const request = mint(path)
      assert.equal(await worker.fetch(request, bindings), response)
      assert.equal(calls.length, 1)
      assert.equal(calls[0][0], request)
      assert.deepEqual(origin, [])
    })
  }
})

suite('on a route of a zone, another path goes to the origin', () => {
  for (const path of others) {
    test(path, async (t) => {
      const response = new Response('page')
      const calls = replaceOrigin(t, response)
      const request = mint(path)
      assert.equal(await worker.fetch(request, {}), response)
      assert.deepEqual(calls, [[request]])
      assert.equal(calls[0][0], request)
    })
  }

  test('and its body is not read on the way', async (t) => {
    replaceOrigin(t)
    const request = new Request(`${site}/upload`, { method: 'POST', body: 'text' })
    await worker.fetch(request, {})
    assert.equal(request.bodyUsed, false)
    assert.equal(await request.text(), 'text')
  })
})

suite('the endpoint is answered by the Worker itself', () => {
  for (const path of ['/set-auth-token', '/set-auth-token?a=b', '/set-auth-token#part']) {
    test(path, async (t) => {
      const origin = replaceOrigin(t)
      const { calls, bindings } = assetsThatAnswer()
      const response = await worker.fetch(mint(path), bindings)
      assert.equal(response.status, 204)
      assert.deepEqual(response.headers.getSetCookie(), [
        '__Secure-authToken=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict',
        '__Secure-authToken=; Max-Age=0; Domain=www.example.com; Path=/; HttpOnly; Secure; SameSite=Strict',
        '__Secure-authToken=abc; Max-Age=34560000; Domain=example.com; Path=/; HttpOnly; Secure; SameSite=Strict',
      ])
      assert.deepEqual([...calls, ...origin], [])
    })
  }

  test('where the config puts it', async (t) => {
    const calls = replaceOrigin(t)
    const moved = createWorker(policyOf({ endpoint: '/auth/cookie' }))
    assert.equal((await moved.fetch(mint('/auth/cookie'), {})).status, 204)
    assert.deepEqual(calls, [])
    await moved.fetch(mint(), {})
    assert.equal(calls.length, 1)
  })

  test('a refused method too: no page is shown instead', async (t) => {
    const origin = replaceOrigin(t)
    const { calls, bindings } = assetsThatAnswer()
    const response = await worker.fetch(new Request(`${site}/set-auth-token`), bindings)
    assert.equal(response.status, 405)
    assert.deepEqual([...calls, ...origin], [])
  })
})

test('what the origin fails with reaches the caller', async (t) => {
  const failure = new Error('origin is down')
  t.mock.method(globalThis, 'fetch', () => Promise.reject(failure))
  await assert.rejects(worker.fetch(mint('/'), {}), failure)
})
