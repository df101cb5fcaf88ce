import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request as sendRequest, Agent } from 'node:http'
import { connect, createSecureServer } from 'node:http2'
import type { AddressInfo, Server } from 'node:net'
import { connect as connectSocket } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import { suite, test } from 'node:test'
import { toPlainRequest, toRequest } from '../../local/node-request.ts'
import { sendResponse, toResponse } from '../../local/node-response.ts'
import { requestUrl } from '../../local/request-url.ts'
import { makeSelfSigned } from '../../local/self-signed.ts'
import { aroundAll } from '../around-all.ts'

type Listener = NonNullable<Parameters<typeof createServer>[1]>

/** Answers with what arrived, and two cookies. The path says what is done with the body. */
const echo: Listener = async (incoming, outgoing) => {
  const url = requestUrl(incoming)
  if (!url) return void outgoing.writeHead(421).end()
  const request = toRequest(incoming, url)
  const body = url.pathname === '/unread' ? 'unread' : await readBody(request, url)
  const seen = { url: request.url, method: request.method, headers: [...request.headers], body }
  const headers = new Headers({ 'content-type': 'application/json' })
  headers.append('set-cookie', 'a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT')
  headers.append('set-cookie', 'b=2')
  await sendResponse(outgoing, new Response(JSON.stringify(seen), { status: 201, headers }))
}

async function readBody(request: Request, url: URL): Promise<string> {
  if (url.pathname !== '/given-up') return request.text()
  const reader = request.body!.getReader()
  await reader.read()
  await reader.cancel()
  return 'given up'
}

const bothCookies = ['a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'b=2']
const servers: Server[] = []

async function listen(server: Server): Promise<number> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

let port: number
aroundAll(
  async () => {
    port = await listen(createServer(echo))
  },
  () => servers.forEach((server) => server.close()),
)

interface Sent {
  method?: string
  path?: string
  headers?: Record<string, string | string[]>
  body?: string
  agent?: Agent | false
}

async function send({ method = 'GET', path = '/', headers = {}, body, agent = false }: Sent) {
  const options = { host: '127.0.0.1', port, method, path, headers, agent }
  const request = sendRequest(options)
  request.end(body)
  const [response] = await once(request, 'response')
  const received = await text(response)
  return { response, seen: received && JSON.parse(received), socket: request.socket }
}

suite('HTTP/1', () => {
  test('method, URL, headers and body arrive; headers of the connection do not', async () => {
    const { response, seen } = await send({
      method: 'PUT',
      path: '/set-auth-token?a=%2F',
      headers: { host: 'Example.localhost:81', 'X-One': ['1', '2'], cookie: ['a=1', 'b=2'] },
      body: '{"authToken":"ü"}',
    })
    assert.equal(response.statusCode, 201)
    assert.deepEqual(seen, {
      url: 'http://example.localhost:81/set-auth-token?a=%2F',
      method: 'PUT',
      headers: [
        ['content-length', '18'],
        ['cookie', 'a=1; b=2'],
        ['x-one', '1, 2'],
      ],
      body: '{"authToken":"ü"}',
    })
  })

  test('two Set-Cookie stay two', async () => {
    const { response } = await send({})
    assert.deepEqual(response.headers['set-cookie'], bothCookies)
  })

  for (const path of ['/unread', '/given-up']) {
    test(`a connection lives on after a body ${path.slice(1)}`, { timeout: 10_000 }, async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      const body = 'x'.repeat(3_000_000)
      const first = await send({ method: 'PUT', path, body, agent })
      const second = await send({ agent })
      assert.equal(second.socket, first.socket)
      assert.equal(second.seen.method, 'GET')
      agent.destroy()
    })
  }

  test('as plain data, each header stands for itself, and a body that is no text stays as it is', async () => {
    const plain = createServer(async (incoming, outgoing) => {
      const request = await toPlainRequest(incoming, requestUrl(incoming)!)
      const twice = request.headers.filter(([name]) => name === 'x-twice')
      const headers = twice.map(([, value]): [string, string] => ['set-cookie', value])
      headers.push(['content-length', '99'])
      const octets = Buffer.from(request.body as Uint8Array)
      const response = { status: 200, headers, body: octets.toString(), octets }
      await sendResponse(outgoing, toResponse(response))
    })
    const options = { host: '127.0.0.1', port: await listen(plain), agent: false, method: 'PUT' }
    const request = sendRequest({ ...options, headers: { 'X-Twice': ['a=1', 'b=2'] } })
    const octets = Buffer.from([0, 0xff, 0xfe, 0x80])
    request.end(octets)
    const [response] = await once(request, 'response')
    assert.deepEqual(response.headers['set-cookie'], ['a=1', 'b=2'])
    assert.deepEqual(await buffer(response), octets)
  })
})

suite('the target is a path, or the very origin and a path', () => {
  const targets: [target: string, url: string | undefined][] = [
    ['/a?b', 'http://example.localhost/a?b'],
    ['//evil.test/a', 'http://example.localhost//evil.test/a'],
    ['http://example.localhost/a', 'http://example.localhost/a'],
    ['http://evil.test/a', undefined],
    ['https://example.localhost/a', undefined],
    ['http://example.localhost.evil.test/a', undefined],
    ['http://example.localhost@evil.test/a', undefined],
    ['*', undefined],
  ]
  for (const [target, url] of targets) {
    test(target, async () => {
      const { seen } = await send({ path: target, headers: { host: 'example.localhost' } })
      assert.equal(seen.url, url)
    })
  }

  const hosts = ['', 'a b', 'a/b', 'user@a', 'a:99999', 'a:1:2', '[::g]', 'a, b']
  for (const host of hosts) {
    test(`no URL for the host "${host}"`, async () => {
      const socket = connectSocket(port, '127.0.0.1')
      socket.end(`GET / HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`)
      assert.match(await text(socket), /^HTTP\/1\.1 421 /)
    })
  }
})

test('HTTP/2: the authority is the host, and two Set-Cookie stay two', async () => {
  const certificate = makeSelfSigned(['example.localhost'])
  const server = createSecureServer(certificate, echo as never)
  const session = connect(`https://127.0.0.1:${await listen(server)}`, {
    ca: certificate.cert,
    servername: 'example.localhost',
  })
  try {
    const stream = session.request({
      ':method': 'PUT',
      ':path': '/set-auth-token',
      ':authority': 'example.localhost:81',
      authorization: 'Bearer abc',
    })
    stream.end('body')
    const [headers] = await once(stream, 'response')
    assert.deepEqual(headers['set-cookie'], bothCookies)
    const { url, method, headers: seen, body } = JSON.parse(await text(stream))
    assert.equal(url, 'https://example.localhost:81/set-auth-token')
    assert.deepEqual([method, body], ['PUT', 'body'])
    assert.deepEqual(seen, [['authorization', 'Bearer abc']])
  } finally {
    session.close()
  }
})
