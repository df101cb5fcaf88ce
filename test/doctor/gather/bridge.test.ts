import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import { after, before, suite, test } from 'node:test'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import type { BridgeRequest } from '../../../doctor/gather/probe-bridge.ts'
import { readPlan } from '../../../doctor/plan/read-plan.ts'
import { https, type Handler } from '../network/https-server.ts'
import { whyNoNameServer } from '../network/name-server.ts'
import type { Rig } from '../network/rig.ts'
import { startRig } from '../network/rig.ts'
import { bridgedSite, page } from '../network/sites.ts'

const asked: IncomingMessage[] = []

/** An API that serves whoever asks for `/v1/open`, and else wants its header. */
const vendor: Handler = (request, response) => {
  asked.push(request)
  const isOpen = request.url === '/v1/open' || 'x-token' in request.headers
  response.writeHead(isOpen ? 200 : 401, { 'content-type': 'application/json' }).end('{}')
}

/** A host that leads the bridge's path to the API by a rule of its own. */
const proxying: Handler = (request, response) =>
  request.url!.startsWith('/api') ? vendor(request, response) : page(request, response)

const redirecting: Handler = ({ socket }, response) => {
  response.writeHead(301, { location: `https://www.stranger.example:${socket.localPort}/` }).end()
}

const refreshCookie = parseSetCookie('__Secure-authToken-refresh=; Path=/set-auth-token; Secure')

suite('the bridge, asked without a cookie', { skip: whyNoNameServer }, () => {
  let rig: Rig
  let bridge: BridgeRequest
  before(async () => {
    rig = await startRig({
      records: [
        'www.shop.example. 60 IN A 127.1.0.1',
        'spa.shop.example. 60 IN A 127.1.0.2',
        'proxied.shop.example. 60 IN A 127.1.0.3',
        'moved.shop.example. 60 IN A 127.1.0.4',
        'www.stranger.example. 60 IN A 127.1.0.2',
        'api.vendor.example. 60 IN A 127.2.0.1',
      ],
      servers: {
        '127.1.0.1': https(
          bridgedSite('https://www.shop.example', 'https://api.vendor.example/v1'),
        ),
        '127.1.0.2': https(page),
        '127.1.0.3': https(proxying),
        '127.1.0.4': https(redirecting),
        '127.2.0.1': https(vendor),
      },
    })
    bridge = {
      path: '/api',
      told: { refreshCookie, refreshTokenLife: 604_800 },
      api: { url: rig.origin('api.vendor.example/v1'), tokenHeader: 'x-token' },
    }
  })
  after(() => rig.close())

  test('edgemint says that nobody is logged in, and the API is not asked', async () => {
    asked.length = 0
    const facts = await rig.gather('www.shop.example', { bridge })
    const { answer, ...others } = facts.bridge!
    assert.deepEqual(others, { url: rig.origin('www.shop.example/api'), ...bridge.told })
    assert.deepEqual([answer!.status, answer!.problem], [401, 'not-authenticated'])
    assert.deepEqual(facts.api, bridge.api)
    assert.deepEqual(facts.hosts['api.vendor.example'].addresses, ['127.2.0.1'])
    assert.equal(asked.length, 0)
    assert.deepEqual(readPlan(facts), { facts })
  })

  test('a site without it answers with its page', async () => {
    const { bridge: seen } = await rig.gather('spa.shop.example', { bridge })
    assert.deepEqual([seen!.answer!.status, seen!.answer!.problem], [200, undefined])
  })

  test('a host that leads the path to the API answers as the API does', async () => {
    const { bridge: seen } = await rig.gather('proxied.shop.example', { bridge })
    const { status, headers, problem } = seen!.answer!
    assert.deepEqual(
      [status, headers!['content-type'], problem],
      [401, 'application/json', undefined],
    )
  })

  test('a page on a stranger’s site has nobody asked, and what the config says stays known', async () => {
    asked.length = 0
    const facts = await rig.gather('moved.shop.example', { bridge })
    assert.deepEqual(facts.bridge, { url: rig.origin('www.stranger.example/api'), ...bridge.told })
    assert.equal(asked.length, 0)
  })

  test('where the config has none, none is asked', async () => {
    assert.ok(!('bridge' in (await rig.gather('www.shop.example'))))
  })

  for (const [path, status] of [
    ['/v1/profile', 401],
    ['/v1/open', 200],
  ] as const) {
    test(`an address of the API that needs a log-in, asked once and past the bridge: ${path}`, async () => {
      asked.length = 0
      const { api } = await rig.gather('www.shop.example', {
        bridge,
        api: `api.vendor.example${path}`,
      })
      assert.equal(api!.url, rig.origin(`api.vendor.example${path}`))
      assert.equal(api!.tokenHeader, 'x-token')
      assert.deepEqual(Object.keys(api!.answers!), ['without-token'])
      assert.equal(api!.answers!['without-token']!.status, status)
      assert.deepEqual(
        asked.map(({ method, url }) => [method, url]),
        [['GET', path]],
      )
      const sent = ['x-token', 'cookie', 'authorization', 'origin']
      assert.deepEqual(
        sent.filter((name) => name in asked[0].headers),
        [],
      )
    })
  }

  test('what all addresses begin with, or the host alone, is none that needs a log-in', async () => {
    asked.length = 0
    for (const path of ['/v1', '/v1/', '/', '']) {
      const { api } = await rig.gather('www.shop.example', {
        bridge,
        api: `api.vendor.example${path}`,
      })
      assert.equal(api!.answers, undefined)
    }
    assert.equal(asked.length, 0)
  })
})
