import assert from 'node:assert/strict'
import { suite, test, type TestContext } from 'node:test'
import { startTarget } from '../../platforms/build.ts'
import type { PlainResponse, Runtime } from '../../platforms/runtime.ts'
import type { Secrets } from '../../platforms/secrets.ts'
import type { Target } from '../../platforms/target.ts'
import { targets } from '../../platforms/targets.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { policyOf } from '../cli/policy-of.ts'
import {
  json,
  startAnswering,
  type Answering,
  type AnsweringServer,
} from '../shared/web/verify/answering-server.ts'
import { signingKey } from '../shared/web/verify/signing-key.ts'

// Who is asked about tokens stands on loopback, and each platform's own engine asks.

const site = 'https://www.example.com'
const key = await signingKey('one')
const stranger = await signingKey('one')

const down: Answering = (request) => void request.socket.destroy()
const slow: Answering = () => {}
const page: Answering = (_request, response) => void response.end('<!doctype html>')
const long: Answering = (_request, response) => void response.end(' '.repeat(2_000_000))
const redirect: Answering = ({ url }, response) =>
  url === '/elsewhere'
    ? json({ keys: [key.publicJwk] })({} as never, response)
    : void response.writeHead(307, { location: '/elsewhere' }).end()

/** By a name that a config may have http with. */
async function listen(t: TestContext, answering: Answering): Promise<AnsweringServer> {
  const server = await startAnswering(t, answering)
  return { ...server, url: server.url.replace('127.0.0.1', 'localhost') }
}

async function put(runtime: Runtime, token: string): Promise<PlainResponse> {
  const headers: [string, string][] = [
    ['origin', site],
    ['authorization', `Bearer ${token}`],
  ]
  const answer = await runtime.fetch({ method: 'PUT', url: `${site}/set-auth-token`, headers })
  assert.ok(answer, runtime.engine)
  return answer
}

/** Status and code; a refusal has no cookie, and one for the time being says when to come back. */
function outcome({ status, headers, body }: PlainResponse): string {
  const value = (name: string): string | undefined => headers.find(([field]) => field === name)?.[1]
  if (status === 204) return /; Max-Age=(\d+); /.exec(lastCookie(headers))![1]
  assert.equal(value('set-cookie'), undefined)
  assert.equal(value('retry-after'), status === 503 ? '5' : undefined)
  return `${status} ${(JSON.parse(body) as { code: string }).code}`
}

function lastCookie(headers: [string, string][]): string {
  return headers.findLast(([name]) => name === 'set-cookie')![1]
}

/** Mints by a bundle of this target. */
async function start(
  t: TestContext,
  target: Target,
  verify: NonNullable<EdgemintConfig['verify']>,
  secrets?: Secrets,
): Promise<(token: string) => Promise<string>> {
  const runtime = await startTarget(target, policyOf({ verify }), secrets)
  t.after(() => runtime.close())
  return async (token) => outcome(await put(runtime, token))
}

function keySet(jwks: string): NonNullable<EdgemintConfig['verify']> {
  const issuer = 'https://login.example.net'
  return { jwks, algorithms: ['ES256'], issuer, audience: 'shop' }
}

for (const target of targets.filter(({ hasNetwork }) => hasNetwork)) {
  suite(target.title, () => {
    test('takes what is signed with a key of the set, and asks for it once', async (t) => {
      const server = await listen(t, json({ keys: [key.publicJwk] }))
      const mint = await start(t, target, keySet(server.url))
      assert.match(await mint(await key.sign()), /^59\d$/)
      assert.equal(await mint(await stranger.sign()), '401 token-rejected')
      assert.equal(server.count(), 1)
    })

    for (const [what, answering] of Object.entries({ down, redirect, page, long })) {
      test(`a key set that is ${what}`, async (t) => {
        const server = await listen(t, answering)
        const mint = await start(t, target, keySet(server.url))
        assert.equal(await mint(await key.sign()), '503 keys-unavailable')
        assert.equal(server.count(), 1)
      })
    }

    test('asks the API about each token', async (t) => {
      const server = await listen(t, json({}))
      const mint = await start(t, target, { introspect: { style: 'ask', url: server.url } })
      const unavailable = '503 introspection-unavailable'
      const expected: [Answering, string][] = [
        [json({}), '34560000'],
        [json({}, 401), '401 token-rejected'],
        [json({}, 403), '401 token-rejected'],
        [json({}, 404), unavailable],
        [down, unavailable],
        [redirect, unavailable],
        [long, unavailable],
        [slow, unavailable],
      ]
      for (const [answering, answer] of expected) {
        server.answer(answering)
        assert.equal(await mint('opaque'), answer)
      }
      // Deno asks again where a connection that it has used before breaks off, as it did at the first "down".
      assert.equal(server.count(), expected.length + (target.name === 'netlify-edge' ? 1 : 0))
    })

    test('asks the issuer about each token, with the secret that is bound', async (t) => {
      const server = await listen(t, json({}))
      const introspect = { style: 'rfc7662', url: server.url, clientId: 'edgemint' } as const
      const verify = { introspect: { ...introspect, clientSecret: 'CLIENT_SECRET' } }
      const mint = await start(t, target, verify, { CLIENT_SECRET: 'short one' })
      let asked = ''
      const answering =
        (value: object, status = 200): Answering =>
        (request, response) => {
          request.on('data', (part) => (asked += part))
          request.on('end', () => json(value, status)(request, response))
          asked = `${request.method} ${request.headers.authorization} `
        }
      const exp = Math.floor(Date.now() / 1000) + 600
      const credentials = Buffer.from('edgemint:short+one').toString('base64')
      const unavailable = '503 introspection-unavailable'
      const expected: [Answering, RegExp][] = [
        [answering({ active: true, exp }), /^59\d$/],
        [answering({ active: true }), /^34560000$/],
        [answering({ active: false }), /^401 token-rejected$/],
        [answering({ active: false }, 401), new RegExp(unavailable)],
        [answering({ active: 'true' }), new RegExp(unavailable)],
      ]
      for (const [respond, answer] of expected) {
        server.answer(respond)
        assert.match(await mint('opaque'), answer)
        assert.equal(asked, `POST Basic ${credentials} token=opaque`)
      }
      for (const failing of [down, redirect, long, page]) {
        server.answer(failing)
        assert.equal(await mint('opaque'), unavailable)
      }
    })

    test('asks nobody without the secret', async (t) => {
      const server = await listen(t, json({ active: true }))
      const introspect = { style: 'rfc7662', url: server.url, clientId: 'edgemint' } as const
      const verify = { introspect: { ...introspect, clientSecret: 'CLIENT_SECRET' } }
      const mint = await start(t, target, verify, {})
      assert.equal(await mint('opaque'), '503 secret-unavailable')
      assert.equal(server.count(), 0)
    })
  })
}
