import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test, type TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import { CookieJar } from 'tough-cookie'
import { startKuroco } from '../../demo/server/kuroco-site.ts'
import { withHandler } from '../../local/with-handler.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { createEndpoint } from '../../shared/web/fetch-handler.ts'
import { policyOf } from '../cli/policy-of.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'
import { createStorage, lendGlobal, lendStorage } from '../shared/web/page.ts'
import { readBlocks } from './blocks.ts'

// docs/kuroco.md: its configs are ones, and the lines of its page log in at the demo's Kuroco, on both ways.

const text = readFileSync(new URL('../../docs/kuroco.md', import.meta.url), 'utf8')
const blocks = readBlocks().filter(({ place }) => place.startsWith('docs/kuroco.md:'))
const blockWith = (words: string): string => {
  const found = blocks.filter(({ text: code }) => code.includes(words))
  assert.equal(found.length, 1)
  return found[0].text
}

const site = 'https://www.example.com'
const kurocoApi = 'https://example.g.kuroco.app/rcms-api/1'

suite('docs/kuroco.md', () => {
  test('each block is run below, or by commands.test.ts', () => {
    assert.deepEqual(
      blocks.map(({ language }) => language),
      ['ts', 'sh', 'js', 'sh', 'ts', 'js'],
    )
  })

  test('its configs are ones, of the cookies and paths that it names', async () => {
    const policy = await policyIn(blockWith("preset: 'kuroco' },"))
    const { bridge } = policy
    assert.equal(bridge!.origin + bridge!.base, kurocoApi)
    assert.deepEqual(
      [bridge!.tokens!.url, bridge!.tokens!.logOut],
      [`${kurocoApi}/token`, `${kurocoApi}/logout`],
    )
    for (const { name } of [policy.cookie, bridge!.tokens!.cookie]) assert.ok(text.includes(name))
    const { start, landing } = await policyIn(blockWith('landing: true'))
    assert.ok(text.includes(`\`${site}${landing}\``))
    assert.ok(blockWith('saml_login').includes(`fetch('${start}'`))
    const [, other] = /`(bridge: \{ path: '\/api', preset: 'kuroco', tokens: .*?)`/.exec(text)!
    const renamed = await policyIn(
      `export default { site: '${site}', api: '${kurocoApi}', ${other} }`,
    )
    assert.equal(renamed.bridge!.tokens!.url, `${kurocoApi}/my-token`)
  })

  test('its page logs in, calls the API, and logs out', async (t) => {
    const jar = await openSite(t, await policyIn(blockWith("preset: 'kuroco' },")))
    const { startSession, loadArticles, endSession } = (await run(
      blockWith('startSession'),
    )) as Record<string, (...args: string[]) => Promise<any>>
    await assert.rejects(startSession('alice@example.com', 'wrong'), /Wrong e-mail address/)
    await startSession('alice@example.com', 'edgemint')
    assert.equal((await loadArticles()).list.length, 3)
    assert.deepEqual(await namesIn(jar), ['__Host-authToken', '__Secure-authToken-refresh'])
    await endSession()
    assert.deepEqual(await namesIn(jar), [])
    assert.equal(await loadArticles(), undefined)
  })

  test('its button starts a log-in elsewhere, which lands', async (t) => {
    const policy = await policyIn(blockWith('landing: true'))
    const jar = await openSite(t, policy)
    const gone: string[] = []
    lendGlobal(t, 'location', { assign: (url: string) => gone.push(url) })
    await run(blockWith('saml_login'))
    assert.match(gone[0], /^https:\/\/example\.g\.kuroco\.app\/direct\/login\/saml_login\//)
    const login = await fetch(`${kurocoApi}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'alice@example.com', password: 'edgemint' }),
    })
    const { grant_token } = (await login.json()) as { grant_token: string }
    const landed = await fetch(`${policy.landing}?grant_token=${grant_token}&member_id=1`)
    assert.equal(landed.status, 200)
    assert.match(await landed.text(), /\/account\/orders/)
    assert.ok((await namesIn(jar)).includes('__Host-authToken'))
  })
})

/** The endpoint of a policy on the site, with the demo's Kuroco behind it, and a page there with a jar. */
async function openSite(t: TestContext, policy: Policy): Promise<CookieJar> {
  const kuroco = await startKuroco({ http: 8080, https: 8443 })
  t.after(() => kuroco.close())
  const jar = new CookieJar()
  const send = globalThis.fetch
  const { origin: real, pathname } = new URL(kuroco.address)
  const tokens = policy.bridge!.tokens!
  const moved = (url: string): string => url.replace(kurocoApi, kuroco.address)
  const endpoint = createEndpoint(
    withHandler({
      ...policy,
      bridge: {
        ...policy.bridge!,
        origin: real,
        base: pathname,
        tokens: { ...tokens, url: moved(tokens.url), logOut: moved(tokens.logOut!) },
      },
    }),
  )
  class PageRequest extends Request {
    constructor(input: Parameters<typeof fetch>[0], init?: RequestInit) {
      super(typeof input === 'string' ? new URL(input, site) : input, init)
    }
  }
  lendGlobal(t, 'Request', PageRequest)
  lendGlobal(t, 'origin', site)
  const storage = createStorage()
  lendStorage(t, () => storage)
  lendGlobal(t, 'fetch', async (input: Parameters<typeof fetch>[0], init?: RequestInit) => {
    const request = new PageRequest(input, init)
    if (!request.url.startsWith(site)) return send(moved(request.url), init)
    request.headers.set('cookie', await jar.getCookieString(request.url))
    request.headers.set('origin', site)
    const response = (await endpoint(request))!
    for (const line of response.headers.getSetCookie()) await jar.setCookie(line, request.url)
    return response
  })
  return jar
}

/** Those that the browser would send to the endpoint: all. */
async function namesIn(jar: CookieJar): Promise<string[]> {
  const cookies = await jar.getCookies(`${site}/set-auth-token`)
  return cookies.map(({ key }) => key).toSorted()
}

async function policyIn(code: string): Promise<Policy> {
  const { default: config } = await run(code)
  return policyOf(config as EdgemintConfig)
}

/** Runs a block as a module of its own, with this repository as its edgemint. */
async function run(code: string): Promise<Record<string, unknown>> {
  const client = new URL('../../shared/web/auth-fetch.ts', import.meta.url).href
  const source = code.replace("'edgemint/auth-fetch'", `'${client}'`)
  const folder = temporaryFolder({ 'package.json': '{ "type": "module" }', 'block.ts': source })
  return import(pathToFileURL(join(folder, 'block.ts')).href)
}
