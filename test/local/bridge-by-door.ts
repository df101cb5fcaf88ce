import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as send, type ClientRequest, type IncomingMessage } from 'node:http'
import { buffer, text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { octets, sha256, startSmallApi, type Echoed, type SmallApi } from './small-api.ts'

/** A server of this machine with the endpoint and the bridge before a site. */
export interface Door {
  /** Where the page is. Everything listens on 127.0.0.1. */
  origin: string
  /** All that its terminal has shown so far. */
  output: () => string
  close: () => Promise<unknown>
}

const token = 'a-token-of-the-bridge'

const codeOf = async (response: IncomingMessage): Promise<[number, string]> => [
  response.statusCode!,
  (JSON.parse(await text(response)) as { code: string }).code,
]

/** The bridge of a door, with an API on loopback: judged and passed on as in production, streamed both ways. */
export function testBridge(open: (config: EdgemintConfig) => Promise<Door>): void {
  let api: SmallApi
  let door: Door
  before(async () => {
    api = await startSmallApi()
    door = await open({
      site: 'https://www.example.com',
      api: api.address,
      bridge: { path: '/api', header: 'X-Access-Token' },
    })
  })
  after(async () => {
    await door?.close()
    api?.close()
  })

  /** As a script of the page asks; headers that are undefined are left out. */
  const begin = (
    path: string,
    method = 'GET',
    more: Record<string, string | undefined> = {},
  ): ClientRequest => {
    const { host, port } = new URL(door.origin)
    const all = {
      host,
      cookie: `__Host-authToken=${token}; other=1`,
      'sec-fetch-site': 'same-origin',
      ...(method === 'GET' ? {} : { origin: door.origin }),
      ...more,
    }
    const headers = Object.fromEntries(
      Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined),
    )
    return send({ host: '127.0.0.1', port, path, method, headers, agent: false })
  }
  const ask = async (...asked: Parameters<typeof begin>): Promise<IncomingMessage> => {
    const request = begin(...asked)
    request.end()
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    return response
  }
  test('the API gets the token in the header, and none of the site’s cookies', async () => {
    const request = begin('/api/articles?page=%2F2', 'PATCH', { 'content-length': '4' })
    request.end('body')
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    assert.equal(response.statusCode, 203)
    const echoed = JSON.parse(await text(response)) as Echoed
    assert.deepEqual(
      [echoed.method, echoed.url, echoed.body],
      ['PATCH', '/v1/articles?page=%2F2', 'body'],
    )
    assert.equal(echoed.headers['x-access-token'], token)
    assert.equal(echoed.headers.cookie, undefined)
    assert.equal(echoed.headers.host, new URL(api.address).host)
    assert.equal(echoed.headers['content-length'], '4')
    assert.equal(echoed.headers['transfer-encoding'], undefined)
    assert.equal(response.headers['set-cookie'], undefined)
    assert.equal(response.headers['access-control-allow-origin'], undefined)
    assert.equal(response.headers['content-security-policy'], 'sandbox')
  })

  test('a request without a body has none at the API', async () => {
    const { headers, body } = JSON.parse(await text(await ask('/api/x', 'DELETE'))) as Echoed
    assert.deepEqual([headers['transfer-encoding'], body], [undefined, ''])
  })

  test('what is not admitted does not reach the API', async () => {
    const askedBefore = api.asked.length
    const evil = 'http://evil.localhost'
    const crossSite = { 'sec-fetch-site': 'cross-site', origin: evil }
    assert.deepEqual(await codeOf(await ask('/api/x', 'GET', { cookie: undefined })), [
      401,
      'not-authenticated',
    ])
    assert.deepEqual(await codeOf(await ask('/api/x', 'POST', crossSite)), [403, 'cross-origin'])
    assert.deepEqual(await codeOf(await ask('/api/x', 'OPTIONS', crossSite)), [403, 'cross-origin'])
    const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    assert.deepEqual(await codeOf(await ask('/api/x', 'GET', navigation)), [
      403,
      'navigation-refused',
    ])
    assert.deepEqual(await codeOf(await ask('/api//x')), [400, 'path-malformed'])
    assert.equal(api.asked.length, askedBefore)
  })

  test('a path beside the bridge’s is the site’s', async () => {
    const askedBefore = api.asked.length
    await text(await ask('/apis'))
    await text(await ask('/api/../x'))
    assert.equal(api.asked.length, askedBefore)
  })

  test('events come one by one, and the answer’s head before them', async () => {
    const response = await ask('/api/events')
    assert.equal(response.headers['content-type'], 'text/event-stream')
    const chunks = response.setEncoding('utf8').iterator()
    for (const event of ['first', 'last']) {
      api.goOn()
      assert.equal((await chunks.next()).value, `data: ${event}\n\n`)
    }
    assert.ok((await chunks.next()).done)
  })

  test('a long body of octets arrives as it is, there and back', async () => {
    const request = begin('/api/hash', 'PUT')
    request.end(octets)
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    assert.equal(await text(response), sha256(octets))
    assert.equal(sha256(await buffer(await ask('/api/octets'))), sha256(octets))
  })

  test('an API that does not answer is a 503, and one line in the terminal', async () => {
    const shown = door.output()
    const response = await ask('/api/down?private=1')
    assert.equal(response.headers['retry-after'], '5')
    assert.deepEqual(await codeOf(response), [503, 'api-unavailable'])
    const [said] = await lineAfter(shown)
    assert.match(
      said,
      /edgemint: GET \/api\/down: The API does not answer\. .+ The bridge leads to http:\/\/localhost:\d+\/v1$/,
    )
    assert.ok(!door.output().includes(token) && !door.output().includes('private'))
  })

  test('an answer that breaks off is broken off here too, with one line in the terminal', async () => {
    const shown = door.output()
    const response = await ask('/api/broken')
    await once(response, 'readable')
    api.goOn()
    await assert.rejects(text(response))
    const [said] = await lineAfter(shown)
    assert.match(said, /edgemint: GET \/api\/broken: The API broke off its answer\. /)
  })

  test('who goes away is no fault of the API’s: nothing is said', async () => {
    const shown = door.output()
    const response = await ask('/api/events')
    response.destroy()
    const upload = begin('/api/hash', 'PUT', { 'content-length': '1000' })
    upload.once('error', () => {})
    upload.write('half')
    await until(() => api.asked.at(-1) === '/v1/hash')
    upload.destroy()
    const patient = begin('/api/never')
    patient.once('error', () => {})
    patient.end()
    await until(() => api.asked.at(-1) === '/v1/never')
    patient.destroy()
    // And the API learns of it.
    await until(() => api.asked.at(-1) === 'gone')
    // What is said is said in order: by now all of that would have been.
    await text(await ask('/api/down'))
    const lines = await lineAfter(shown)
    assert.deepEqual(
      lines.map((line) => /GET \S+:|PUT \S+:/.exec(line)?.[0]),
      ['GET /api/down:'],
    )
  })

  /** What the terminal shows more than it did, as soon as that is a line. */
  async function lineAfter(shown: string): Promise<string[]> {
    const lines = (): string[] => door.output().slice(shown.length).split('\n').filter(Boolean)
    await until(() => lines().length > 0)
    return lines()
  }
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!isSo()) {
    assert.ok(Date.now() < deadline, `not so: ${isSo}`)
    await new Promise((later) => setTimeout(later, 10))
  }
}
