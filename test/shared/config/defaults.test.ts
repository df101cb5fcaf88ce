import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import { defaults, longestLife } from '../../../shared/config/defaults.ts'
import { setAuthToken } from '../../../shared/web/client.ts'

const root = new URL('../../../', import.meta.url)
const { endpoint, cookie, returnTo } = defaults

/** The default that a file documents for a field, as it stands there. */
function documented(file: string, field: string): string | undefined {
  const text = readFileSync(new URL(file, root), 'utf8')
  const pattern = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\s*${field}\\?:`)
  return /Default(?: and maximum)?: `?([^`.\n]+?)`?[ .]/.exec(pattern.exec(text)?.[1] ?? '')?.[1]
}

suite('a default that is documented is the one that holds', () => {
  for (const [file, field, value] of [
    ['shared/config/config.ts', 'endpoint', endpoint],
    ['shared/config/config.ts', 'name', cookie.name],
    ['shared/config/config.ts', 'maxAge', cookie.maxAge.toLocaleString('en')],
    ['shared/config/config.ts', 'sameSite', cookie.sameSite],
    ['shared/config/config.ts', 'path', cookie.path],
    ['shared/config/config.ts', 'returnTo', `['${returnTo.join("', '")}']`],
    ['shared/web/client.ts', 'endpoint', endpoint],
    ['shared/web/api.ts', 'cookieName', cookie.name],
  ] as const) {
    test(`${field} in ${file}: ${value}`, () => assert.equal(documented(file, field), value))
  }
})

test('the client, which imports nothing, asks the endpoint of the defaults', async (t) => {
  const { mock } = t.mock.method(
    globalThis,
    'fetch',
    async () => new Response(null, { status: 204 }),
  )
  await setAuthToken('abc').catch(() => {})
  assert.equal((mock.calls[0].arguments as unknown[])[0], endpoint)
})

test('the cookie lives as long as browsers let it', () => {
  assert.equal(cookie.maxAge, longestLife)
  assert.equal(longestLife, 400 * 24 * 60 * 60)
})
