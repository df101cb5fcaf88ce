import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { test } from 'node:test'
import { aroundAll } from '../around-all.ts'
import { policyOf } from '../cli/policy-of.ts'
import { beginToAsk, startStreaming, type StreamingEdge } from './streaming-edges.ts'

// A WebSocket through a Worker: the handshake is judged as any request, and gets the token.

const key = 'dGhlIHNhbXBsZSBub25jZQ=='
/** A text message, unmasked as a server sends it (RFC 6455, section 5.7). */
const message = Buffer.from([0x81, 2, 0x68, 0x69])

const asked: IncomingMessage['headers'][] = []
const sockets: Duplex[] = []
const api = createServer((_, response) => response.end('no WebSocket'))
api.on('upgrade', ({ headers }, socket: Duplex) => {
  asked.push(headers)
  sockets.push(socket)
  const said = `${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
  const accept = createHash('sha1').update(said).digest('base64')
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'upgrade: websocket',
    'connection: Upgrade',
    'set-cookie: __Host-authToken=evil',
    `sec-websocket-accept: ${accept}`,
  ]
  // At once, so that a message may be there with the answer.
  socket.write(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), message]))
})

let edge: StreamingEdge
aroundAll(
  async () => {
    await new Promise<void>((resolve) => api.listen(0, 'localhost', resolve))
    const url = `http://localhost:${(api.address() as AddressInfo).port}`
    edge = await startStreaming('workers', policyOf({ api: url, bridge: { path: '/api' } }))
  },
  async () => {
    // Node does not close what has changed the protocol, and workerd waits for it.
    for (const socket of sockets) socket.destroy()
    await edge?.close()
    api.closeAllConnections()
    api.close()
  },
)

function shakeHands(origin: string): ReturnType<typeof beginToAsk> {
  const sent = beginToAsk(edge, 'GET', '/api/socket')
  sent.setHeader('connection', 'Upgrade')
  sent.setHeader('upgrade', 'websocket')
  sent.setHeader('sec-websocket-key', key)
  sent.setHeader('sec-websocket-version', '13')
  sent.setHeader('sec-fetch-mode', 'websocket')
  sent.setHeader('sec-fetch-dest', 'empty')
  sent.setHeader('origin', origin)
  sent.end()
  return sent
}

test('a WebSocket of our page gets the token, and sets no cookie', async () => {
  const [answer, socket, head] = (await once(shakeHands('https://www.example.com'), 'upgrade')) as [
    IncomingMessage,
    Duplex,
    Buffer,
  ]
  // What was read with the answer comes beside the socket.
  socket.unshift(head)
  assert.equal(answer.headers['set-cookie'], undefined)
  const [came] = await once(socket, 'data')
  assert.deepEqual(came, message)
  socket.destroy()
  const [{ authorization, cookie }] = asked.splice(0)
  assert.deepEqual([authorization, cookie], ['Bearer T', undefined])
})

test('one of another site, which no preflight precedes, is refused', async () => {
  const [answer] = (await once(shakeHands('https://evil.test'), 'response')) as [IncomingMessage]
  answer.resume()
  assert.equal(answer.statusCode, 403)
  assert.equal(asked.length, 0)
})
