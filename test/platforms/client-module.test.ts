import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test, type TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'
import { authFetchModule, clientFile, clientModule } from '../../platforms/client-module.ts'
import type { AuthFetch } from '../../shared/web/auth-fetch.ts'
import type { Bridge } from '../../shared/core/bridge.ts'
import * as client from '../../shared/web/client.ts'
import { policyOf } from '../cli/policy-of.ts'
import { importCode } from './build-all.ts'

const elsewhere = policyOf({ endpoint: '/auth/cookie' })

/** The method and the path of each request. */
function requestsOf(t: TestContext): string[] {
  const requests: string[] = []
  t.mock.method(globalThis, 'fetch', async (path: string, { method }: RequestInit) => {
    requests.push(`${method} ${path}`)
    return new Response(null, { status: 204 })
  })
  return requests
}

async function importFile(policy = elsewhere): Promise<typeof client> {
  return (await importCode(await clientFile(policy))) as unknown as typeof client
}

const kilobytes = (octets: number): string => `${(octets / 1000).toFixed(1)} KB`

for (const [page, policy] of [
  ['README.md', policyOf()],
  ['docs/bridge.md', policyOf({ api: 'https://api.vendor.test', bridge: { path: '/api' } })],
] as const) {
  test(`${page} says how long the file is that build --client writes, and how much of it is sent`, async () => {
    const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8')
    const file = await clientFile(policy)
    const figures = `${kilobytes(file.length)}, ${kilobytes(gzipSync(file).length)} as it is sent`
    assert.ok(text.includes(figures), `write on the page: ${figures}`)
  })
}

suite('the ready client', () => {
  test('asks the endpoint of the config, without being told at each call', async (t) => {
    const { setAuthToken, renewAuthToken, clearAuthToken } = await importFile()
    const requests = requestsOf(t)
    await setAuthToken('abc')
    await setAuthToken('abc', { inBody: true })
    await renewAuthToken({ force: true })
    await clearAuthToken()
    const expected = ['PUT', 'PUT', 'PATCH', 'DELETE'].map((method) => `${method} /auth/cookie`)
    assert.deepEqual(requests, expected)
  })

  test('asks another one where a call names it', async (t) => {
    const { setAuthToken, clearAuthToken } = await importFile()
    const requests = requestsOf(t)
    await setAuthToken('abc', { endpoint: '/other' })
    await clearAuthToken({ endpoint: undefined } as unknown as client.ClientOptions)
    assert.deepEqual(requests, ['PUT /other', 'DELETE /auth/cookie'])
  })

  for (const [what, policy] of [
    ['another endpoint', elsewhere],
    ['the default one', policyOf()],
  ] as const) {
    test(`with ${what} it exports what edgemint/client does, and imports nothing`, async () => {
      const module = await importFile(policy)
      assert.deepEqual(Object.keys(module), Object.keys(client))
      await assert.rejects(module.setAuthToken(''), {
        name: 'AuthTokenError',
        code: 'token-missing',
      })
      assert.doesNotMatch(await clientFile(policy), /\bimport\b/)
    })
  }

  test('says in its first line whose it is', async () => {
    const [first] = (await clientFile(elsewhere)).split('\n')
    assert.match(first, /^\/\/ Written by edgemint build\. .*setAuthToken/)
  })

  test('costs a page 1,390 octets at most, with the first line', async () => {
    const sizes = await Promise.all([policyOf(), elsewhere].map((policy) => clientFile(policy)))
    assert.ok(sizes[0].length <= 1290, `${sizes[0].length} octets`)
    assert.ok(sizes[1].length <= 1390, `${sizes[1].length} octets`)
  })
})

suite('with a bridge', () => {
  const bridge = {
    path: '/api',
    origin: 'https://api.example.net',
    base: '',
    header: 'x-token',
    scheme: '',
    cookies: [],
    navigation: false,
  }
  const bridged = { ...elsewhere, bridge }

  test('the ready client has authFetch, logIn and logOut for its endpoint as well', async (t) => {
    const module = await importFile(bridged)
    const names = [...Object.keys(client), 'authFetch', 'logIn', 'logOut']
    assert.deepEqual(Object.keys(module).toSorted(), names.toSorted())
    const requests = requestsOf(t)
    await (module as unknown as AuthFetch).logIn('abc')
    await module.setAuthToken('abc')
    assert.deepEqual(requests, ['PUT /auth/cookie', 'PUT /auth/cookie'])
    const file = await clientFile(bridged)
    assert.match(file.split('\n')[0], /clearAuthToken, authFetch, logIn and logOut\.$/)
    assert.doesNotMatch(file, /\bimport\b/)
    assert.ok(file.length <= 3426, `${file.length} octets`)
  })

  test('as a module of a bundler authFetch knows the endpoint, the path and the field of the grant', () => {
    assert.match(
      authFetchModule(bridged),
      /createAuthFetch\({"endpoint":"\/auth\/cookie","path":"\/api"}\)/,
    )
    const tokens = { field: 'grantToken' } as NonNullable<Bridge['tokens']>
    const code = authFetchModule({ ...bridged, bridge: { ...bridge, tokens } })
    assert.match(code, /"field":"grantToken"/)
    assert.match(authFetchModule(policyOf()), /createAuthFetch\({"endpoint":"\/set-auth-token"}\)/)
  })
})

test('as a module of a bundler it takes all from edgemint/client', () => {
  assert.equal(clientModule(policyOf()), "export * from 'edgemint/client'\n")
  const code = clientModule(elsewhere)
  assert.deepEqual(
    [...code.matchAll(/from '(.+)'/g)].map(([, name]) => name),
    ['edgemint/client', 'edgemint/client'],
  )
  assert.match(code, /"\/auth\/cookie"/)
})
