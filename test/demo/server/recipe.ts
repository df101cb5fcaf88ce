import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { CookieJar } from 'tough-cookie'
import type { Answer } from './send-request.ts'
import { demo } from './running-demo.ts'

const endpoints = [
  { site: 'netlify.localhost', path: '/set-auth-token', readsBody: true },
  { site: 'cloudflare.localhost', path: '/set-auth-token', readsBody: true },
  { site: 'cloudfront.localhost', path: '/set-auth-token', readsBody: false },
  { site: 'cloudfront.localhost', path: '/lambda-edge/set-auth-token', readsBody: true },
]
const rest = 'Path=/; HttpOnly; Secure; SameSite=Strict'

/** The recipe, from log-in to log-out, on each endpoint of the running demo. */
export function testRecipe(): void {
  for (const scheme of ['http', 'https'] as const) {
    for (const { site, path, readsBody } of endpoints) {
      test(`the recipe at ${scheme}://${site}${path}: log in, be known to the API, renew, log out`, async () => {
        const page = demo.origin(site, scheme)
        const api = demo.origin(`api.${site}`, scheme)
        const jar = new CookieJar(undefined, { prefixSecurity: 'strict' })

        const send = async (method: string, url: string, more: object = {}): Promise<Answer> => {
          const cookie = jar.getCookieStringSync(url)
          const headers = { origin: page, ...(cookie && { cookie }), ...headersOf(more) }
          const answer = await demo.fetch(url, { method, ...more, headers })
          for (const line of answer.setCookie) jar.setCookieSync(line, url)
          return answer
        }
        const isAuthed = async (): Promise<unknown> =>
          JSON.parse((await send('POST', `${api}/is-authed`)).body)

        assert.deepEqual(await isAuthed(), { isAuthed: false })
        const login = await send('POST', `${api}/login`)
        assert.deepEqual(login.setCookie, [])
        const { authToken } = JSON.parse(login.body)

        const json = {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ authToken }),
        }
        const bearer = { headers: { authorization: `Bearer ${authToken}` } }
        if (!readsBody) assert.equal((await send('PUT', page + path, json)).status, 415)
        const minted = await send('PUT', page + path, readsBody ? json : bearer)
        assert.equal(minted.status, 204)
        assert.deepEqual(minted.setCookie, [
          `__Secure-authToken=; Max-Age=0; ${rest}`,
          `__Secure-authToken=${authToken}; Max-Age=34560000; Domain=${site}; ${rest}`,
        ])
        assert.deepEqual(await isAuthed(), { isAuthed: true })

        const renewed = await send('PATCH', page + path)
        assert.equal(renewed.status, 204)
        assert.deepEqual(renewed.setCookie, minted.setCookie)

        const cleared = await send('DELETE', page + path)
        assert.equal(cleared.status, 204)
        assert.deepEqual(cleared.setCookie, [
          `__Secure-authToken=; Max-Age=0; ${rest}`,
          `__Secure-authToken=; Max-Age=0; Domain=${site}; ${rest}`,
        ])
        assert.deepEqual(await isAuthed(), { isAuthed: false })
        assert.equal((await send('PATCH', page + path)).status, 401)
      })
    }
  }

  suite('a token in the header is minted on every endpoint, refused from another origin', () => {
    for (const { site, path } of endpoints) {
      test(site + path, async () => {
        const page = demo.origin(site)
        const put = (origin: string): Promise<Answer> => {
          const headers = { origin, authorization: 'Bearer abc' }
          return demo.fetch(page + path, { method: 'PUT', headers })
        }
        assert.equal((await put(page)).setCookie.length, 2)
        for (const origin of ['https://evil.test', demo.origin(`api.${site}`)]) {
          const { status, setCookie } = await put(origin)
          assert.equal(status, 403)
          assert.deepEqual(setCookie, [])
        }
      })
    }
  })

  suite('the site’s further hosts', () => {
    for (const { site, path } of endpoints) {
      const mintAt = async (host: string): Promise<string[]> => {
        const page = demo.origin(host, 'https')
        const headers = { origin: page, authorization: 'Bearer abc' }
        return (await demo.fetch(page + path, { method: 'PUT', headers })).setCookie
      }

      test(`www.${site}${path} sets the cookie for the whole site`, async () => {
        assert.deepEqual(await mintAt(`www.${site}`), [
          `__Secure-authToken=; Max-Age=0; ${rest}`,
          `__Secure-authToken=; Max-Age=0; Domain=www.${site}; ${rest}`,
          `__Secure-authToken=abc; Max-Age=34560000; Domain=${site}; ${rest}`,
        ])
      })

      test(`preview--${site}${path} is not under the domain: its cookie is host-only`, async () => {
        assert.deepEqual(await mintAt(`preview--${site}`), [
          `__Secure-authToken=abc; Max-Age=34560000; ${rest}`,
        ])
      })
    }
  })
}

/** The page shows what its server says of the answers' cookies, which no script can see. */
export function testToldCookies(): void {
  for (const { site, path } of endpoints) {
    for (const host of [site, `www.${site}`, `preview--${site}`]) {
      test(`${host}${path} sets what the page there can read`, async () => {
        const page = demo.origin(host, 'https')
        const { cookie, setCookies } = JSON.parse((await demo.fetch(`${page}/demo.json`)).body)
        const described = setCookies[host]
        for (const [method, start] of [
          ['PUT', `${cookie.name}=abc; ${described.minted}`],
          ['PATCH', `${cookie.name}=abc; ${described.minted}`],
          ['DELETE', `${cookie.name}=; ${described.cleared}`],
        ]) {
          const token = method === 'PUT' && { authorization: 'Bearer abc' }
          const headers = { origin: page, cookie: `${cookie.name}=abc`, ...token }
          const { setCookie } = await demo.fetch(page + path, { method, headers })
          assert.equal(setCookie.at(-1), start)
          assert.equal(setCookie.length - 1, described.expired)
        }
      })
    }
  }

  test('so does the API that sets its own cookie', async () => {
    const page = demo.origin('blocked.localhost', 'https')
    const { cookie, setCookies } = JSON.parse((await demo.fetch(`${page}/demo.json`)).body)
    const { minted, cleared, expired } = setCookies['blocked.localhost']
    const setCookie = async (path: string): Promise<string[]> => {
      const url = demo.origin('api.vendor.localhost', 'https') + path
      const answer = await demo.fetch(url, { method: 'POST', headers: { origin: page } })
      return answer.setCookie.map((line) => line.replace(/=demo-\w+/, '=…'))
    }
    assert.deepEqual(await setCookie('/login'), [`${cookie.name}=…; ${minted}`])
    assert.deepEqual(await setCookie('/logout'), [`${cookie.name}=; ${cleared}`])
    assert.equal(expired, 0)
  })
}

function headersOf(more: { headers?: object }): object {
  return more.headers ?? {}
}
