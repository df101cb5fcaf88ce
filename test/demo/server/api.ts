import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Answer } from './send-request.ts'
import { demo } from './running-demo.ts'

const pages = {
  'api.netlify.localhost': 'netlify.localhost',
  'api.cloudflare.localhost': 'cloudflare.localhost',
  'api.cloudfront.localhost': 'cloudfront.localhost',
  'api.vendor.localhost': 'blocked.localhost',
}

function post(url: string, origin?: string, headers: Record<string, string> = {}): Promise<Answer> {
  return demo.fetch(url, { method: 'POST', headers: { ...headers, ...(origin && { origin }) } })
}

function preflight(url: string, origin: string): Promise<Answer> {
  const headers = { origin, 'access-control-request-method': 'POST' }
  return demo.fetch(url, { method: 'OPTIONS', headers })
}

function corsHeaders({ headers }: Answer): [string, string | undefined][] {
  return Object.entries(headers).filter(([name]) => name.startsWith('access-control-'))
}

const blockedPage = (): string => demo.origin('blocked.localhost', 'https')
const blockedApi = (): string => demo.origin('api.vendor.localhost', 'https')

/** The APIs of the running demo, with and without edgemint. */
export function testApis(): void {
  for (const [host, page] of Object.entries(pages)) {
    suite(`https://${host}`, () => {
      test('lets the page read its answers, with credentials and by its exact origin', async () => {
        for (const scheme of ['http', 'https'] as const) {
          const origin = demo.origin(page, scheme)
          const answer = await post(`${demo.origin(host, 'https')}/is-authed`, origin)
          assert.equal(answer.status, 200)
          assert.equal(answer.headers.vary, 'Origin')
          assert.equal(answer.headers['cache-control'], 'no-store')
          assert.deepEqual(Object.fromEntries(corsHeaders(answer)), {
            'access-control-allow-origin': origin,
            'access-control-allow-credentials': 'true',
          })
        }
      })

      test('answers the preflight of the page', async () => {
        const origin = demo.origin(page, 'https')
        const answer = await preflight(`${demo.origin(host, 'https')}/login`, origin)
        assert.equal(answer.status, 204)
        assert.equal(answer.headers['access-control-allow-origin'], origin)
        assert.equal(answer.headers['access-control-allow-methods'], 'POST')
        assert.equal(answer.headers['access-control-allow-headers'], 'content-type')
      })

      test('neither answers another origin nor does what it asks for', async () => {
        const strangers = [
          'https://evil.test',
          'null',
          demo.origin(host, 'https'),
          `${demo.origin(page, 'https')}.evil.test`,
          demo.origin(page, 'https').replace(/:\d+$/, ''),
          demo.origin(page === 'netlify.localhost' ? 'cloudflare.localhost' : 'netlify.localhost'),
        ]
        for (const origin of strangers) {
          const refused = await post(`${demo.origin(host, 'https')}/login`, origin)
          assert.equal(refused.status, 404, origin)
          assert.equal(refused.body, '{}')
          assert.deepEqual(refused.setCookie, [])
          assert.deepEqual(corsHeaders(refused), [])
          assert.equal(refused.headers.vary, 'Origin')
          const asked = await preflight(`${demo.origin(host, 'https')}/login`, origin)
          assert.deepEqual(corsHeaders(asked), [])
        }
      })

      test('answers no request without an origin, but tells a person who opens it what it is', async () => {
        assert.equal((await post(`${demo.origin(host)}/login`)).status, 404)
        const opened = await demo.fetch(`${demo.origin(host)}/`)
        assert.equal(opened.status, 200)
        assert.match(opened.body, /API/)
      })
    })
  }

  suite('the set-up that Safari blocks', () => {
    test('the API sets a cookie of its own, for itself alone, and knows it again', async () => {
      const login = await post(`${blockedApi()}/login`, blockedPage())
      assert.deepEqual(JSON.parse(login.body), { loggedIn: true })
      assert.equal(login.setCookie.length, 1)
      assert.match(
        login.setCookie[0],
        /^__Secure-authToken=demo-[0-9a-f]{32}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=None$/,
      )
      const [cookie] = login.setCookie[0].split(';')
      const isAuthed = async (headers: Record<string, string>): Promise<unknown> =>
        JSON.parse((await post(`${blockedApi()}/is-authed`, blockedPage(), headers)).body)
      assert.deepEqual(await isAuthed({ cookie }), { isAuthed: true })
      assert.deepEqual(await isAuthed({}), { isAuthed: false })
      assert.deepEqual(await isAuthed({ cookie: `${cookie}; ${cookie}` }), { isAuthed: false })
      assert.deepEqual(await isAuthed({ cookie: '__Secure-authToken=abc' }), { isAuthed: false })
    })

    test('the API expires its cookie on log-out', async () => {
      const { status, setCookie } = await post(`${blockedApi()}/logout`, blockedPage())
      assert.equal(status, 200)
      assert.deepEqual(setCookie, [
        '__Secure-authToken=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=None',
      ])
    })

    test('the page has no endpoint', async () => {
      const headers = { origin: blockedPage(), authorization: 'Bearer abc' }
      const answer = await demo.fetch(`${blockedPage()}/set-auth-token`, { method: 'PUT', headers })
      assert.equal(answer.status, 404)
      assert.deepEqual(answer.setCookie, [])
    })

    test('where edgemint is, the API sets no cookie and leaves the log-out to the site', async () => {
      const origin = demo.origin('netlify.localhost')
      const login = await post(`${demo.origin('api.netlify.localhost')}/login`, origin)
      assert.deepEqual(login.setCookie, [])
      assert.match(JSON.parse(login.body).authToken, /^demo-[0-9a-f]{32}$/)
      const logout = await post(`${demo.origin('api.netlify.localhost')}/logout`, origin)
      assert.equal(logout.status, 404)
      assert.deepEqual(logout.setCookie, [])
    })
  })
}
