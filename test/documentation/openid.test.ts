import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { buildTargets } from '../../platforms/build.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import type { LoginFailure } from '../../shared/web/login/finish.ts'
import { policyOf } from '../cli/policy-of.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'
import { readBlocks } from './blocks.ts'

// docs/openid.md: its config and its code run, and its figures are those of today.

const text = readFileSync(new URL('../../docs/openid.md', import.meta.url), 'utf8')
const blocks = readBlocks().filter(({ place }) => place.startsWith('docs/openid.md:'))
const blockWith = (words: string): string => {
  const found = blocks.filter(({ text: code }) => code.includes(words))
  assert.equal(found.length, 1)
  return found[0].text
}

test('each block is run below', () => {
  assert.deepEqual(
    blocks.map(({ language }) => language),
    ['', 'ts', 'js', 'js', 'js'],
  )
})

test('the config is one, and its redirect URI and a Worker of it are what the page says', async () => {
  const { default: config } = await run(blockWith('login: {'))
  const policy = policyOf(config as EdgemintConfig)
  assert.equal(blocks[0].text, `https://www.example.com${policy.endpoint}`)
  const figures = [await kilobytes(config as EdgemintConfig), await kilobytes({})]
  const said = /a Worker has ([\d.]+) KB instead of ([\d.]*\d)/.exec(text)!.slice(1, 3)
  assert.deepEqual(said, figures, 'write these on the page, and say why in the commit')
})

async function kilobytes(config: Partial<EdgemintConfig>): Promise<string> {
  const [{ contents }] = await buildTargets(policyOf(config), ['workers'])
  return (Buffer.byteLength(contents) / 1000).toFixed(1)
}

test('the lines of the page start a log-in and go to the provider', async (t) => {
  const asked: [unknown, RequestInit | undefined][] = []
  const gone: string[] = []
  t.mock.method(globalThis, 'fetch', async (url: unknown, init?: RequestInit) => {
    asked.push([url, init])
    return Response.json({ url: 'https://login.example.net/auth' })
  })
  Object.assign(globalThis, { location: { assign: (url: string) => gone.push(url) } })
  t.after(() => Reflect.deleteProperty(globalThis, 'location'))
  await run(blockWith("fetch('/set-auth-token/start'"))
  assert.deepEqual(gone, ['https://login.example.net/auth'])
  const [[url, init]] = asked
  assert.deepEqual(
    [url, init?.method, init?.body],
    ['/set-auth-token/start', 'POST', '{"returnTo":"/account/orders"}'],
  )
})

test('the API answers who is not logged in', async () => {
  const { answer } = await run(blockWith('createRemoteJWKSet'))
  const ask = answer as (request: Request) => Promise<Response>
  const response = await ask(new Request('https://api.example.com/is-authed', { method: 'POST' }))
  assert.deepEqual(await response.json(), { isAuthed: false })
})

test('an API that has logged a user in posts its token', async () => {
  const before = `const logInWithOpenId = async () => 'abc'\n`
  const { callback } = await run(before + blockWith('formPostPage'))
  const response = await (callback as () => Promise<Response>)()
  assert.equal(response.headers.get('cache-control'), 'no-store')
  assert.match(await response.text(), /name="authToken" value="abc"/)
})

/** Every one of them: the compiler misses none. */
const failures: Record<LoginFailure, true> = {
  login_expired: true,
  login_rejected: true,
  client_rejected: true,
  login_unavailable: true,
  token_too_large: true,
}

suite('each code that the page may read is explained', () => {
  for (const code of Object.keys(failures)) {
    test(code, () => assert.match(text, new RegExp(`^\\| .*\`${code}\`.* \\|`, 'm')))
  }
})

/** Runs a block as a module of its own, with this repository as its edgemint. */
async function run(code: string): Promise<Record<string, unknown>> {
  const source = code
    .replace("'edgemint/api'", `'${new URL('../../shared/web/api.ts', import.meta.url).href}'`)
    .replace("'jose'", `'${import.meta.resolve('jose')}'`)
  const folder = temporaryFolder({ 'package.json': '{ "type": "module" }', 'block.ts': source })
  return import(pathToFileURL(join(folder, 'block.ts')).href)
}
