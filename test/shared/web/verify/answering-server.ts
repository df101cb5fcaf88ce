import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

export type Answering = (request: IncomingMessage, response: ServerResponse) => void

export interface AnsweringServer {
  url: string
  /** How many requests came. */
  count: () => number
  /** From now on it answers so. */
  answer: (answering: Answering) => void
}

/** A server on loopback that ends with the test. */
export async function startAnswering(
  t: TestContext,
  answering: Answering,
): Promise<AnsweringServer> {
  let current = answering
  let count = 0
  const server = createServer((request, response) => {
    count++
    current(request, response)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/keys`,
    count: () => count,
    answer: (next) => {
      current = next
    },
  }
}

export function json(value: unknown, status = 200): Answering {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  }
}
