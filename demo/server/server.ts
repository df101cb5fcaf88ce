import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Certificate } from '../../local/certificate.ts'
import { answer, type Demo } from './answer.ts'
import type { Ports } from './origins.ts'

/** Listens on both ports of 127.0.0.1: one address, or Safari would find page and API too far apart. */
export async function startServers(
  certificate: Certificate,
  ports: Ports,
  current: () => Demo,
): Promise<{ close: () => Promise<void> }> {
  const listener =
    (scheme: 'http' | 'https') => (request: IncomingMessage, response: ServerResponse) => {
      answer(request, response, scheme, current(), ports).catch((error: Error) => {
        process.stderr.write(`${request.method} ${request.headers.host}: ${error.stack}\n`)
        if (!response.headersSent) response.writeHead(502)
        response.end()
      })
    }
  const http = createServer(listener('http'))
  const https = createSecureServer(certificate, listener('https'))
  const close = async (): Promise<void> => {
    await Promise.all([http, https].map(closeServer))
  }
  try {
    await listen(http, ports.http, '--port')
    await listen(https, ports.https, '--https-port')
  } catch (error) {
    await close()
    throw error
  }
  return { close }
}

function listen(server: Server, port: number, option: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portIsTaken(port, option) : error)
    })
    server.listen(port, '127.0.0.1', resolve)
  })
}

function portIsTaken(port: number, option: string): UsageError {
  return new UsageError(
    `port ${port} is taken by another program.\n  → Stop that program, or choose another port: npm start -- ${option} ${port > 64_535 ? port - 1000 : port + 1000}`,
    1,
  )
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
