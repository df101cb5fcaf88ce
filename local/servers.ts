import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { UsageError } from '../shared/config/usage-error.ts'
import type { Certificate } from './certificate.ts'
import type { Ports } from './origins.ts'

export interface Listeners {
  answer: (
    request: IncomingMessage,
    response: ServerResponse,
    scheme: 'http' | 'https',
  ) => Promise<void>
  /** For a request to change the protocol, such as WebSocket's. Without it such a request is answered as any other. */
  upgrade?: (
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    scheme: 'http' | 'https',
  ) => void
}

/**
 * Listens on both ports of 127.0.0.1: one address, or Safari would find page and API too far apart.
 *
 * @param command what is shown to whoever must choose another port
 * @throws {UsageError} where a port is taken
 */
export async function startServers(
  certificate: Certificate,
  ports: Ports,
  { answer, upgrade }: Listeners,
  command: string,
): Promise<{ close: () => Promise<void> }> {
  const listener =
    (scheme: 'http' | 'https') => (request: IncomingMessage, response: ServerResponse) => {
      answer(request, response, scheme).catch((error: Error) => {
        // Whoever asked went away in the middle of the request: nobody is left to be told.
        if (error === request.errored) return
        const isKnown = error instanceof UsageError
        process.stderr.write(
          isKnown
            ? `edgemint: ${error.message}\n`
            : `${request.method} ${request.headers.host}: ${error.stack}\n`,
        )
        // No half answer is taken for a whole one.
        if (response.headersSent) return void response.destroy()
        const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
        const told = isKnown ? error.message : 'This request failed. The terminal says why.'
        response.writeHead(502, headers).end(`${told}\n`)
      })
    }
  const http = createServer(listener('http'))
  const https = createSecureServer(certificate, listener('https'))
  if (upgrade) {
    http.on('upgrade', (...parts) => upgrade(...parts, 'http'))
    https.on('upgrade', (...parts) => upgrade(...parts, 'https'))
  }
  const closers = [http, https].map(closerOf)
  const close = async (): Promise<void> => {
    await Promise.all(closers.map((closer) => closer()))
  }
  try {
    await listen(http, ports.http, '--port', command)
    await listen(https, ports.https, '--https-port', command)
  } catch (error) {
    await close()
    throw error
  }
  return { close }
}

function listen(server: Server, port: number, option: string, command: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portIsTaken(port, option, command) : error)
    })
    server.listen(port, '127.0.0.1', resolve)
  })
}

function portIsTaken(port: number, option: string, command: string): UsageError {
  return new UsageError(
    `port ${port} is taken by another program.\n  → Stop that program, or choose another port: ${command} ${option} ${port > 64_535 ? port - 1000 : port + 1000}`,
    1,
  )
}

/** Closes every connection too. Node itself loses sight of those that have changed the protocol. */
function closerOf(server: Server): () => Promise<void> {
  const sockets = new Set<Duplex>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
}
