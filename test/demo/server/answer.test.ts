import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request as sendRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { answer, type Demo } from '../../../demo/server/answer.ts'
import type { DemoSite } from '../../../demo/server/demo-site.ts'
import { sites } from '../../../demo/server/sites.ts'

const fetch = (): never => assert.fail('the engine was asked')

test('a method that no engine can be asked with is refused', async (t) => {
  const [site] = sites
  const demo = { sites: [{ site, fetch } as Partial<DemoSite> as DemoSite], pages: {} } as Demo
  const server = createServer((request, response) => {
    answer(request, response, 'http', demo, { http: 1, https: 2 }).catch(() =>
      response.writeHead(502).end(),
    )
  }).listen(0, '127.0.0.1')
  t.after(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const headers = { host: site.host }
  const options = { host: '127.0.0.1', port, method: 'TRACE', path: '/set-auth-token', headers }
  const [response] = await once(sendRequest(options).end(), 'response')
  response.resume()
  assert.equal(response.statusCode, 501)
})
