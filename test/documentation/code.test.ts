import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { suite, test, type TestContext } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { InlineConfig } from 'vite'
import { readPlan } from '../../doctor/plan/read-plan.ts'
import { withHandler } from '../../local/with-handler.ts'
import type { AuthFetch } from '../../shared/web/auth-fetch.ts'
import { readForm } from '../../shared/core/read-form.ts'
import { createEndpoint, createFetchHandler } from '../../shared/web/fetch-handler.ts'
import { policyOf } from '../cli/policy-of.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'
import { openSite } from '../shared/web/bridged-site.ts'
import { edgemint, lendGlobal, openPage } from '../shared/web/page.ts'
import { inlineConfig, starts, viteProject } from '../vite/vite-project.ts'
import { readBlocks, type Block } from './blocks.ts'

const site = 'https://www.example.com'
const name = '__Secure-authToken'

interface Example {
  /** What only this block holds. */
  holds: string
  run: (code: string, t: TestContext) => Promise<void>
}

const examples: Example[] = [
  {
    holds: "site: 'https://www.example.com',\n  api:",
    async run(code) {
      const { default: config } = await runModule(code)
      assert.deepEqual(config, { site, api: 'https://api.example.com' })
      assert.equal(policyOf(config as never).cookie.domain, 'example.com')
    },
  },
  {
    holds: 'await logIn(email, password)',
    async run(code, t) {
      const page = openPage(t, mayRenew)
      const before = `const email = '', password = ''\nconst logIn = async () => ({ authToken: 'abc' })\n`
      await runModule(before + code)
      const methods = page.requests.map(({ init }) => init.method)
      // Just logged in: nothing to renew yet.
      assert.deepEqual(methods, ['PUT', 'DELETE'])
    },
  },
  {
    holds: 'inBody: true',
    async run(code, t) {
      const page = openPage(t)
      const before = `import { setAuthToken } from 'edgemint/client'\nconst authToken = 'abc'\n`
      await runModule(before + code)
      assert.equal(page.requests[0].init.body, '{"authToken":"abc"}')
    },
  },
  {
    holds: 'await logIn(token)',
    async run(code, t) {
      const bridged = await openSite(t)
      await runModule(`const token = 'abc'\n${code}`)
      const expected = ['PUT /set-auth-token', 'GET /api/articles', 'DELETE /set-auth-token']
      assert.deepEqual(bridged.requests, expected)
    },
  },
  {
    holds: "import { authFetch } from '/edgemint.js'",
    async run(code, t) {
      const bridged = await openSite(t)
      const before = `export const shown = []\nconst location = {}, document = { body: { append: (text) => shown.push(text) } }\n`
      const [, script] = /<script type="module">([^]*)<\/script>/.exec(code)!
      const { shown } = await runModule(
        before + script.replace('/edgemint.js', 'edgemint/auth-fetch'),
      )
      assert.deepEqual(shown, ['answer to GET'])
      const get = 'GET /api/articles'
      assert.deepEqual(bridged.requests, [get, 'PATCH /set-auth-token', get])
    },
  },
  {
    holds: "JSON.stringify({ title: 'Hello' })",
    async run(code, t) {
      const bridged = await openSite(t)
      await runModule(code)
      const post = 'POST /api/articles {"title":"Hello"}'
      assert.deepEqual(bridged.requests, [post, 'PATCH /set-auth-token', post])
    },
  },
  {
    holds: 'createAuthFetch({',
    async run(code, t) {
      const bridged = await openSite(t)
      bridged.endpoint = '/auth/token'
      const page = (await runModule(code)) as unknown as AuthFetch
      assert.equal((await page.authFetch('/other')).status, 401)
      await page.logIn('abc', { inBody: true })
      assert.equal((await page.authFetch('/api/a')).status, 200)
      const put = 'PUT /auth/token {"grantToken":"abc"}'
      assert.deepEqual(bridged.requests, ['GET /other', put, 'GET /api/a'])
    },
  },
  {
    holds: 'await logIn(grant_token)',
    async run(code, t) {
      const bridged = await openSite(t)
      const { fetch } = globalThis
      lendGlobal(t, 'fetch', (input: string, init?: RequestInit) =>
        input === 'https://acme.g.kuroco.app/rcms-api/1/login'
          ? Response.json({ grant_token: 'abc' })
          : fetch(input, init),
      )
      await runModule(`const email = '', password = ''\n${code}`)
      const expected = ['PUT /set-auth-token', 'GET /api/profile', 'DELETE /set-auth-token']
      assert.deepEqual(bridged.requests, expected)
    },
  },
  {
    holds: "fetch('/set-auth-token/start', {",
    async run(code, t) {
      const landing = createEndpoint(
        withHandler(
          policyOf({
            site,
            api: 'https://acme.g.kuroco.app/rcms-api/1',
            bridge: { path: '/api', preset: 'kuroco', tokens: { landing: true } },
            returnTo: ['/account'],
          }),
        ),
      )
      let answer: Response | undefined
      openPage(t, async (request) => (answer = (await landing(request))!))
      const { location } = await runModule(`export const location = {}\n${code}`)
      assert.equal(answer?.status, 204)
      assert.match(answer.headers.getSetCookie().join(), /^__Host-edgemint-landing=.+SameSite=Lax$/)
      assert.match(
        (location as unknown as { href: string }).href,
        /^https:\/\/acme\.g\.kuroco\.app\/direct/,
      )
    },
  },
  {
    holds: "fetch('/set-auth-token', {",
    async run(code, t) {
      let answer: Response | undefined
      openPage(t, async (request) => (answer = await edgemint(request)))
      await runModule(`const authToken = 'abc'\n${code}`)
      assert.equal(answer?.status, 204)
      assert.ok(answer.headers.getSetCookie().at(-1)?.startsWith(`${name}=abc; `))
    },
  },
  {
    holds: "fetch('https://api.example.com/is-authed'",
    async run(code, t) {
      const page = openPage(t, () => Response.json({ isAuthed: true }))
      await runModule(code)
      const [{ url, init }] = page.requests
      assert.deepEqual(
        [url, init.method, init.credentials],
        ['https://api.example.com/is-authed', 'POST', 'include'],
      )
    },
  },
  {
    holds: "app.post('/is-authed'",
    async run(code) {
      const before = `import express from '${import.meta.resolve('express')}'\nexport const app = express()\n${isGenuine}`
      const { app } = await runModule(before + code)
      const server = createServer(app as RequestListener).listen(0, '127.0.0.1')
      await once(server, 'listening')
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/is-authed`
      try {
        const ask = (method: string, origin: string): Promise<Response> =>
          fetch(url, { method, headers: { origin, cookie: `${name}=abc` } })
        const asked = await ask('POST', site)
        assert.deepEqual(await asked.json(), { isAuthed: true })
        assert.equal(asked.headers.get('access-control-allow-origin'), site)
        assert.equal((await ask('POST', 'https://evil.test')).status, 403)
        const preflight = await fetch(url, {
          method: 'OPTIONS',
          headers: { origin: site, 'access-control-request-method': 'POST' },
        })
        assert.equal(preflight.status, 204)
      } finally {
        server.close()
      }
    },
  },
  {
    holds: 'export async function handler(event)',
    async run(code) {
      const before = `import { corsAnswer, isAuthed } from 'edgemint/api'\n${isGenuine}`
      const { handler } = await runModule(before + code)
      const ask = (method: string, origin: string) =>
        (handler as (event: object) => Promise<{ statusCode: number; body?: string }>)({
          version: '2.0',
          headers: { origin, 'access-control-request-method': 'POST' },
          cookies: [`${name}=abc`],
          requestContext: { http: { method } },
        })
      const { statusCode, body } = await ask('POST', site)
      assert.deepEqual([statusCode, body], [200, '{"isAuthed":true}'])
      assert.equal((await ask('POST', 'https://evil.test')).statusCode, 403)
      assert.equal((await ask('OPTIONS', site)).statusCode, 204)
    },
  },
  {
    holds: 'former: [',
    async run(code) {
      const { default: config } = await runModule(`export default { site: '${site}', ${code} }`)
      assert.equal(policyOf(config as never).cookie.name, name)
    },
  },
  {
    holds: '<form method="post"',
    async run(code) {
      const origin = 'https://login.example.com'
      const endpoint = createFetchHandler({
        ...policyOf({ site, formOrigins: [origin] }),
        readForm,
      })
      const [, action] = /action="(.*?)"/.exec(code) ?? []
      const fields = [...code.matchAll(/name="(.*?)" value="(.*?)"/g)]
      const body = new URLSearchParams(
        fields.map(([, field, value]): [string, string] => [field, value.replace('…', 'abc')]),
      )
      const { status, headers } = await endpoint(
        new Request(action, { method: 'POST', headers: { origin }, body }),
      )
      assert.deepEqual([status, headers.get('location')], [303, '/'])
    },
  },
  {
    holds: '// vite.config.js',
    async run(code) {
      const plugin = new URL('../../vite/plugin.ts', import.meta.url).href
      const { default: config } = await runModule(
        code
          .replace("'edgemint/vite'", `'${plugin}'`)
          .replace("from 'vite'", `from '${import.meta.resolve('vite')}'`),
      )
      const { port, close } = await starts.dev({
        ...inlineConfig(viteProject()),
        ...(config as InlineConfig),
      })
      const origin = `http://127.0.0.1:${port}`
      try {
        const headers = { origin, authorization: 'Bearer abc' }
        const answer = await fetch(`${origin}/set-auth-token`, { method: 'PUT', headers })
        assert.equal(answer.status, 204)
      } finally {
        await close()
      }
    },
  },
  {
    holds: "from 'astro/config'",
    async run(code) {
      // The project of Astro there has it word for word.
      const [, file] = /^\/\/ (.*)/.exec(code) ?? []
      assert.ok(
        readFileSync(new URL('../projects/projects.ts', import.meta.url), 'utf8').includes(
          `config: '${file}'`,
        ),
      )
    },
  },
  {
    holds: '"version": 1',
    async run(code) {
      assert.ok('facts' in readPlan(JSON.parse(code)))
    },
  },
]

suite('every code block of the README and the docs runs', () => {
  // Pictures and what a terminal shows have no language; commands have a test of their own.
  const blocks = readBlocks()
    .filter(({ language }) => language !== '' && language !== 'sh')
    // Their own tests run them.
    .filter(({ place }) => !/^docs\/(attach|deploy|kuroco|openid|verify)\.md:/.test(place))
    // bridge.test.ts runs its configs.
    .filter(({ place, language }) => !place.startsWith('docs/bridge.md:') || language !== 'ts')

  for (const block of blocks) {
    test(`${block.place}, ${block.language}`, async (t) => {
      const found = examples.filter(({ holds }) => block.text.includes(holds))
      assert.equal(found.length, 1, 'give it an example above')
      await found[0].run(block.text, t)
    })
  }

  test('no example is left without a block', () => {
    const left = examples.filter(({ holds }) => !blocks.some(({ text }) => text.includes(holds)))
    assert.deepEqual(left, [])
  })
})

const isGenuine = `const isGenuine = (token) => token === 'abc'\n`

/** A visitor who is logged in. */
function mayRenew(request: Request): Response | Promise<Response> {
  if (request.method === 'PATCH') request.headers.set('cookie', `${name}=abc`)
  return edgemint(request)
}

/** Runs a block as a module of its own, with this repository as its edgemint. */
async function runModule(code: Block['text']): Promise<Record<string, unknown>> {
  const source = code.replace(/'edgemint\/(api|auth-fetch|client)'/g, (_, entry: string) => {
    const file = new URL(`../../shared/web/${entry}.ts`, import.meta.url)
    return `'${pathToFileURL(fileURLToPath(file)).href}'`
  })
  const folder = temporaryFolder({ 'package.json': '{ "type": "module" }', 'block.ts': source })
  return import(pathToFileURL(join(folder, 'block.ts')).href)
}
