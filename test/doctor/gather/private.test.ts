import assert from 'node:assert/strict'
import { after, before, beforeEach, suite, test } from 'node:test'
import { loadPage, type LoadedPage } from '../../../doctor/gather/load-page.ts'
import { openNetwork } from '../../../doctor/gather/network.ts'
import { https, type Handler } from '../network/https-server.ts'
import { whyNoNameServer } from '../network/name-server.ts'
import { startRig, type Rig } from '../network/rig.ts'

/** What was asked, as `host/path`. */
let asked: string[] = []

const redirects: Record<string, string> = {
  'www.shop.example/in': 'https://in.shop.example:{port}/first',
  'www.shop.example/out': 'https://out.shop.example:{port}/in',
  'out.shop.example/in': 'https://in.shop.example:{port}/first',
  'in.shop.example/first': 'https://in.shop.example:{port}/second',
  'www.shop.example/long': `https://www.shop.example:{port}/${'é'.repeat(2000)}`,
}

const site: Handler = (request, response) => {
  const place = request.headers.host!.split(':')[0] + request.url!
  asked.push(place)
  const location = redirects[place]?.replace('{port}', String(request.socket.localPort))
  const headers = { 'content-type': 'text/html', server: 'of-the-inside' }
  response.writeHead(location === undefined ? 200 : 302, {
    ...headers,
    ...(location !== undefined && { location: Buffer.from(location).toString('latin1') }),
  })
  response.end()
}

suite('a page that redirects into a private network', { skip: whyNoNameServer }, () => {
  let rig: Rig
  before(async () => {
    rig = await startRig({
      records: ['www', 'out', 'in'].map((name) => `${name}.shop.example. 60 IN A 127.1.0.1`),
      servers: { '127.1.0.1': https(site) },
    })
  })
  after(() => rig.close())
  beforeEach(() => {
    asked = []
  })

  /** Loads it where DNS gives these addresses; all are served by loopback. */
  async function load(
    path: string,
    addresses: Partial<Record<string, string[]>>,
  ): Promise<LoadedPage> {
    const { signal } = new AbortController()
    const network = openNetwork({ dns: rig.dns, ca: rig.ca, signal, progress: () => {} })
    const resolve = async (host: string) => ({ cnames: [], addresses: addresses[host] ?? [] })
    const start = new URL(rig.origin(`www.shop.example${path}`))
    return await loadPage({ ...network, resolve }, start, signal)
  }

  for (const [title, inside] of [
    ['an address of RFC 1918', ['10.0.0.1']],
    ['loopback behind NAT64', ['64:ff9b::7f00:1']],
    ['one private address among public ones', ['8.8.4.4', '2606:4700::1', 'fd00::1']],
  ] as const) {
    for (const path of ['/in', '/out']) {
      test(`${title} is asked nothing, and its headers are in no output: ${path}`, async () => {
        const { facts } = await load(path, {
          'www.shop.example': ['8.8.8.8'],
          'out.shop.example': ['8.8.8.8'],
          'in.shop.example': [...inside],
        })
        assert.ok(asked.length > 0 && asked.every((place) => !place.startsWith('in.')), `${asked}`)
        assert.equal(facts.redirects!.at(-1), rig.origin('in.shop.example/first'))
        const detail = 'the page redirects to an address of a private network'
        assert.deepEqual(facts.answer, { failure: { reason: 'unreachable', detail } })
      })
    }
  }

  test('of a host that is itself in one is followed: the user named it', async () => {
    const inside = { 'www.shop.example': ['10.0.0.1', 'fd00::1'], 'in.shop.example': ['10.0.0.2'] }
    const { facts } = await load('/in', inside)
    assert.deepEqual(asked, [
      'www.shop.example/in',
      'in.shop.example/first',
      'in.shop.example/second',
    ])
    assert.equal(facts.answer!.status, 200)
  })

  test('of a host that adds a private address to its public one is not', async () => {
    const mixed = { 'www.shop.example': ['8.8.8.8', '10.0.0.1'], 'in.shop.example': ['10.0.0.2'] }
    await load('/in', mixed)
    assert.deepEqual(asked, ['www.shop.example/in'])
  })

  test('a redirect to a URL that facts have no room for is not followed', async () => {
    const { facts } = await load('/long', { 'www.shop.example': ['8.8.8.8'] })
    assert.deepEqual(asked, ['www.shop.example/long'])
    assert.match(facts.answer!.failure!.detail, /^it redirects to a URL of \d{5} characters$/)
  })
})
