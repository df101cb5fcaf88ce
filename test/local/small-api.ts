import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** An API that does what the path below `/v1` says. */
export interface SmallApi {
  /** What `api` is in the config. */
  address: string
  /** The paths that it was asked for, and `gone` where the caller of `/never` went away. */
  asked: string[]
  /** Lets the answer to `/events` go on. */
  goOn: () => void
  close: () => void
}

/** What `/echo` answers. */
export interface Echoed {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
}

export async function startSmallApi(): Promise<SmallApi> {
  const asked: string[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const { method = '', url = '', headers } = request
    asked.push(url)
    switch (url.replace(/\?.*/, '')) {
      case '/v1/events':
        // Nothing but the head of the answer goes out before the reader has it.
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
        for (const event of ['first', 'last']) {
          await once(server, 'go-on')
          response.write(`data: ${event}\n\n`)
        }
        return response.end()
      case '/v1/hash': {
        const hash = createHash('sha256')
        for await (const chunk of request) hash.update(chunk as Buffer)
        return response.end(hash.digest('hex'))
      }
      case '/v1/octets':
        return response.end(octets)
      case '/v1/broken':
        response.writeHead(200, { 'content-length': '100' }).write('half')
        await once(server, 'go-on')
        return response.destroy()
      case '/v1/token': {
        const pair = { access_token: lasting('abc'), refresh_token: lasting('def') }
        return response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify(pair))
      }
      case '/v1/never':
        return response.once('close', () => asked.push('gone'))
      case '/v1/down':
        return response.destroy()
      default:
        response.setHeader('set-cookie', 'api=1')
        response.setHeader('access-control-allow-origin', '*')
        response.writeHead(203)
        return response.end(JSON.stringify({ method, url, headers, body: await text(request) }))
    }
  }
  // Whoever asks may break off.
  const server = createServer((...pair) => void answer(...pair).catch(() => {}))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}/v1`,
    asked,
    goOn: () => server.emit('go-on'),
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** A token of an hour, as Kuroco hands it out. */
const lasting = (value: string): object => ({
  value,
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
})

/** More than any buffer on the way holds, and no text. */
export const octets = Buffer.alloc(
  9_000_000,
  Uint8Array.from({ length: 257 }, (_, i) => i),
)

export const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex')
