import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { buildTargets } from '../../platforms/build.ts'
import { startWorkerd } from '../../platforms/cloudflare/runtime.ts'
import type { Runtime } from '../../platforms/runtime.ts'
import { policyOf } from '../cli/policy-of.ts'

test('workers: an API that says nothing is a 503, and workerd ends what it was asked', async (t) => {
  const api = createServer().listen(0, 'localhost')
  t.after(() => api.close())
  await once(api, 'listening')
  const { port } = api.address() as AddressInfo
  const runtime = await startBridge(`http://localhost:${port}`)
  t.after(() => runtime.close())
  const asked = once(api, 'request', { signal: AbortSignal.timeout(60_000) })
  const answer = await runtime.fetch({
    method: 'GET',
    url: 'https://www.example.com/api',
    headers: [
      ['sec-fetch-site', 'same-origin'],
      ['cookie', '__Host-authToken=T'],
    ],
  })
  assert.equal(answer!.status, 503)
  assert.equal(JSON.parse(answer!.body).code, 'api-unavailable')
  const [{ socket }] = (await asked) as [IncomingMessage]
  if (!socket.destroyed) await once(socket, 'close')
})

/**
 * The bundle that is shipped, but with a patience of three seconds instead of thirty: on a busy machine, a shorter one
 * was over before the API was asked.
 */
async function startBridge(api: string): Promise<Runtime> {
  const [{ contents }] = await buildTargets(policyOf({ api, bridge: { path: '/api' } }), [
    'workers',
  ])
  const patience = /=3e4\)/g
  assert.equal(contents.match(patience)?.length, 1)
  return startWorkerd(contents.replace(patience, '=3e3)'), 'origin')
}
