import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { chooseSite, type Site } from '../../../cli/doctor/choose-site.ts'
import { readOptions } from '../../../cli/doctor/options.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const api = 'https://acme.g.kuroco.app/rcms-api/1'

function chosen(config: object, ...options: string[]): Promise<Site> {
  const folder = temporaryFolder({
    'edgemint.config.js': `export default ${JSON.stringify({ site: 'https://www.acme.com', ...config })}`,
  })
  return chooseSite(readOptions(['--config', join(folder, 'edgemint.config.js'), ...options])!)
}

const strict = 'HttpOnly; Secure; SameSite=Strict'
const life = 'Max-Age=34560000'

test('an API that a bridge leads to is not asked, and no address of it is known to need a log-in', async () => {
  const { api: named, bridge, endpointCookie } = await chosen({ api, bridge: { path: '/api' } })
  assert.equal(named, undefined)
  assert.deepEqual(bridge, {
    path: '/api',
    told: {},
    api: { url: api, tokenHeader: 'authorization' },
  })
  assert.deepEqual(endpointCookie, parseSetCookie(`__Host-authToken=; ${life}; Path=/; ${strict}`))
})

test('such an address is named by --api', async () => {
  const { api: named } = await chosen({ api, bridge: { path: '/api' } }, '--api', `${api}/profile`)
  assert.equal(named, `${api}/profile`)
})

test('the cookies of a bridge with tokens and a stamp, and how long refresh tokens live', async () => {
  const config = {
    api,
    endpoint: '/auth',
    bridge: { path: '/api', preset: 'kuroco' },
    secret: 'EDGEMINT_SECRET',
  }
  const { bridge } = await chosen(config, '--refresh-life', '604800')
  assert.deepEqual(bridge, {
    path: '/api',
    told: {
      refreshCookie: parseSetCookie(`__Secure-authToken-refresh=; ${life}; Path=/auth; ${strict}`),
      stampCookie: parseSetCookie(`__Host-authToken-stamp=; ${life}; Path=/; ${strict}`),
      refreshTokenLife: 604_800,
    },
    api: { url: api, tokenHeader: 'x-rcms-api-access-token' },
  })
})

test('--refresh-life where no refresh token is known of', async () => {
  const life7 = ['--refresh-life', '604800']
  const none = /--refresh-life: the config has no bridge with tokens.*→ Leave it out/s
  await assert.rejects(chosen({ api, bridge: { path: '/api' } }, ...life7), none)
  await assert.rejects(chosen({}, ...life7), none)
  await assert.rejects(
    chooseSite(readOptions(['https://www.acme.com', ...life7])!),
    /--refresh-life is about the bridge of a config.*→ Name that too: --config/s,
  )
})

test('another API is asked', async () => {
  assert.equal((await chosen({ api: 'https://api.acme.com' })).api, 'https://api.acme.com/')
})

for (const origin of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']) {
  test(`${origin} is this machine, and may be http`, async () => {
    const site = await chooseSite(readOptions([origin, '--api', origin])!)
    assert.deepEqual([site.page, site.api], [`${origin}/`, `${origin}/`])
  })
}

test('any other host is to be https', async () => {
  await assert.rejects(
    chooseSite(readOptions(['http://128.0.0.1'])!),
    /is not https.*→ Write "https:\/\/128\.0\.0\.1"/s,
  )
})
