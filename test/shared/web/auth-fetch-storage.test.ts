import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import * as loaded from '../../../shared/web/auth-fetch.ts'
import { openSite } from './bridged-site.ts'
import { lendGlobal, lendStorage } from './page.ts'

const source = fileURLToPath(new URL('../../../shared/web/auth-fetch.ts', import.meta.url))
let pages = 0

/** The module as a page loads it: by itself, since it remembers that storage is off. */
async function openTab(): Promise<loaded.AuthFetch> {
  const banner = { js: `// ${pages++}` }
  const options = { bundle: true, format: 'esm', write: false, banner } as const
  const { outputFiles } = await build({ entryPoints: [source], ...options })
  const code = Buffer.from(outputFiles[0].contents).toString('base64')
  return import(`data:text/javascript;base64,${code}`) as Promise<loaded.AuthFetch>
}

const denied = (): never => {
  throw new DOMException('denied', 'SecurityError')
}
const full = new Proxy<Record<string, string>>({}, { set: denied })
const kinds: [string, () => Record<string, string> | null][] = [
  ['is off', denied],
  ['is null', () => null],
  ['is full', () => full],
]

suite('where localStorage', () => {
  for (const [how, storage] of kinds) {
    for (const locks of [true, false]) {
      test(`${how}, each page knows for itself${locks ? '' : ', without Web Locks too'}`, async (t) => {
        const site = await openSite(t)
        if (!locks) lendGlobal(t, 'navigator', {})
        lendStorage(t, storage)
        const { authFetch, logOut } = await openTab()
        const both = await Promise.all([authFetch('/api/a'), authFetch('/api/a')])
        assert.deepEqual(
          both.map(({ status }) => status),
          [200, 200],
        )
        const patches = site.requests.filter((line) => line.startsWith('PATCH'))
        assert.equal(patches.length, 1)
        await logOut()
        assert.equal((await authFetch('/api/a')).status, 401)
      })
    }
  }

  test('is off, a page that goes on still knows', async (t) => {
    const site = await openSite(t)
    lendStorage(t, denied)
    await loaded.authFetch('/api/a')
    site.requests.length = 0
    await loaded.authFetch('/api/a')
    assert.deepEqual(site.requests, ['GET /api/a'])
  })
})
