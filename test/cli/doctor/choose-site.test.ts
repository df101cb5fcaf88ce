import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { chooseSite, type Site } from '../../../cli/doctor/choose-site.ts'
import { readOptions } from '../../../cli/doctor/options.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const api = 'https://acme.g.kuroco.app/rcms-api/1'

function chosen(config: object): Promise<Site> {
  const folder = temporaryFolder({
    'edgemint.config.js': `export default ${JSON.stringify({ site: 'https://www.acme.com', ...config })}`,
  })
  return chooseSite(readOptions(['--config', join(folder, 'edgemint.config.js')])!)
}

test('an API that a bridge leads to is not asked whether the cookie comes', async () => {
  const {
    api: looked,
    bridgePath,
    endpointCookie,
  } = await chosen({ api, bridge: { path: '/api' } })
  assert.equal(looked, undefined)
  assert.equal(bridgePath, '/api')
  assert.equal(endpointCookie?.name, '__Host-authToken')
})

test('another one is', async () => {
  assert.equal((await chosen({ api: 'https://api.acme.com' })).api, 'https://api.acme.com/')
})
