import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { withHandler } from '../../../local/with-handler.ts'
import { createFetchHandler } from '../../../shared/web/fetch-handler.ts'
import { policyOf } from '../../cli/policy-of.ts'
import { https, type Handler } from '../network/https-server.ts'
import { whyNoNameServer } from '../network/name-server.ts'
import type { Rig } from '../network/rig.ts'
import { startRig } from '../network/rig.ts'
import { page } from '../network/sites.ts'

const bridged = createFetchHandler(
  withHandler(
    policyOf({
      site: 'https://www.shop.example',
      api: 'https://api.vendor.example/v1',
      bridge: { path: '/api' },
    }),
  ),
)

/** A page, and edgemint's real handler on the bridge's path. The API is nowhere, and not asked. */
const site: Handler = async (request, response) => {
  if (!request.url!.startsWith('/api')) return page(request, response)
  const { method = '', headers } = request
  const url = `https://${headers.host}${request.url}`
  const answer = await bridged(
    new Request(url, { method, headers: headers as Record<string, string> }),
  )
  response.writeHead(answer.status, [...answer.headers].flat())
  response.end(await answer.text())
}

suite('the bridge, asked without a cookie', { skip: whyNoNameServer }, () => {
  let rig: Rig
  before(async () => {
    rig = await startRig({
      records: ['www.shop.example. 60 IN A 127.1.0.1', 'spa.shop.example. 60 IN A 127.1.0.2'],
      servers: { '127.1.0.1': https(site), '127.1.0.2': https(page) },
    })
  })
  after(() => rig.close())

  test('edgemint says that nobody is logged in', async () => {
    const { bridge } = await rig.gather('www.shop.example', { bridgePath: '/api' })
    assert.equal(bridge!.url, rig.origin('www.shop.example/api'))
    assert.deepEqual([bridge!.answer!.status, bridge!.answer!.problem], [401, 'not-authenticated'])
  })

  test('a site without it answers with its page', async () => {
    const { bridge } = await rig.gather('spa.shop.example', { bridgePath: '/api' })
    assert.deepEqual([bridge!.answer!.status, bridge!.answer!.problem], [200, undefined])
  })

  test('where the config has none, none is asked', async () => {
    assert.ok(!('bridge' in (await rig.gather('www.shop.example'))))
  })
})
