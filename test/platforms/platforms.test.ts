import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { after, before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findRoutes, startNetlify } from '../../platforms/netlify/runtime.ts'
import type { Runtime } from '../../platforms/runtime.ts'
import { serve, wrangler, type Served } from './wrangler.ts'

// The source entries as each platform's own build takes them, by netlify.toml and wrangler.toml.

const root = fileURLToPath(new URL('../..', import.meta.url))
const problem = 'application/problem+json'

before(async () => {
  // What both files name as their build command.
  await promisify(execFile)('npm', ['run', 'build'], { cwd: root })
})

suite('Netlify, from functions/', () => {
  let runtime: Runtime
  before(async () => {
    runtime = await startNetlify(`${root}functions`)
  })
  after(() => runtime.close())

  test('its packager finds one function, with the route of the endpoint', async () => {
    const routes = await findRoutes(`${root}functions`)
    assert.deepEqual(routes, { 'set-auth-token': ['/set-auth-token'] })
  })

  test('its bootstrap runs the function', async () => {
    const response = await runtime.fetch({
      method: 'PUT',
      url: 'https://www.example.com/set-auth-token',
      headers: [
        ['origin', 'https://www.example.com'],
        ['authorization', 'Bearer abc'],
      ],
    })
    assert.equal(response?.status, 204)
    const cookie = new Map(response.headers).get('set-cookie')
    assert.match(cookie ?? '', /^__Secure-authToken=abc; .*Domain=example\.com;/)
  })
})

suite('Cloudflare Workers, from wrangler.toml', () => {
  let served: Served
  before(async () => {
    served = await serve(['dev'])
  })
  after(() => served.close())

  test('wrangler deploy --dry-run accepts the file', async () => {
    const { code, output } = await wrangler(['deploy', '--dry-run'])
    assert.equal(code, 0, output)
    assert.doesNotMatch(output, /WARNING/)
  })

  endpointBesideAssets(() => served.url)
})

suite('Cloudflare Pages, from dist/pages', () => {
  let served: Served
  before(async () => {
    served = await serve(['pages', 'dev', 'dist/pages', '--compatibility-date=2026-07-30'])
  })
  after(() => served.close())

  test('_worker.js is there: without it, GET of the endpoint would be a page', () => {
    assert.ok(existsSync(`${root}dist/pages/_worker.js`))
  })

  endpointBesideAssets(() => served.url)
})

/** The traps of a platform that has static files too: they must not answer for the endpoint. */
function endpointBesideAssets(url: () => string): void {
  const endpoint = (): string => `${url()}/set-auth-token`

  test('PUT mints the cookie', async () => {
    // Local servers differ in the scheme that they show the Worker; Sec-Fetch-Site does not care.
    const headers = { authorization: 'Bearer abc', 'sec-fetch-site': 'same-origin' }
    const response = await fetch(endpoint(), { method: 'PUT', headers })
    assert.equal(response.status, 204)
    assert.match(response.headers.getSetCookie()[0], /^__Secure-authToken=abc; /)
  })

  test('a navigation to the endpoint is not answered with a page', async () => {
    const response = await fetch(endpoint(), { headers: { 'sec-fetch-mode': 'navigate' } })
    assert.equal(response.status, 405)
    assert.equal(response.headers.get('content-type'), problem)
  })

  test('a form post reaches the function, not the asset server', async () => {
    const body = new URLSearchParams({ authToken: 'abc' })
    const response = await fetch(endpoint(), { method: 'POST', body })
    assert.equal(response.headers.get('content-type'), problem)
  })

  test('the page is served beside it', async () => {
    const response = await fetch(url())
    assert.match(response.headers.get('content-type') ?? '', /^text\/html/)
  })
}
