import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'

/** Text, or so many octets that look random and are the same each time. */
export type Octets = string | { random: number }

/** How the API answers a request. */
export interface ApiAnswer {
  /** Default: 200. */
  status?: number
  headers?: Record<string, string | string[]>
  /** Default: `answer`. */
  body?: Octets
  /** Whether the body goes out compressed. */
  gzip?: boolean
  /** Whether it hangs up instead. */
  hangsUp?: boolean
  /** Whether it hangs up after the body, which has no length, and does not say that there is no more. */
  breaksOff?: boolean
}

export interface ReceivedRequest {
  method: string
  /** Path and query, to the octet. */
  target: string
  headers: IncomingMessage['headers']
  body: Buffer
}

/** An API on loopback that keeps what it gets, and answers each request as it was told for its `x-vector` header. */
export interface RecordingApi {
  url: string
  /** From now on it answers so what has this `x-vector`. */
  answer: (vector: string, answer: ApiAnswer) => void
  /** What came with it. */
  received: (vector: string) => ReceivedRequest[]
  close: () => void
}

export async function startRecordingApi(): Promise<RecordingApi> {
  const answers = new Map<string, ApiAnswer>()
  const received = new Map<string, ReceivedRequest[]>()
  const server = createServer(async (request, response) => {
    const { method = '', url: target = '', headers } = request
    const vector = String(headers['x-vector'])
    const body = await buffer(request)
    received.set(vector, [...(received.get(vector) ?? []), { method, target, headers, body }])
    send(response, answers.get(vector) ?? { status: 500, body: `nobody expects ${vector}` })
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    answer: (vector, answer) => void answers.set(vector, answer),
    received: (vector) => received.get(vector) ?? [],
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function send(response: ServerResponse, answer: ApiAnswer): void {
  const { status = 200, headers = {}, body = 'answer', gzip, hangsUp, breaksOff } = answer
  if (hangsUp) return void response.destroy()
  const octets = toOctets(body)
  response.writeHead(status, { ...headers, ...(gzip ? { 'content-encoding': 'gzip' } : {}) })
  if (breaksOff) return void response.write(octets, () => response.socket!.end())
  response.end(gzip ? gzipSync(octets) : octets)
}

export function toOctets(body: Octets): Buffer {
  if (typeof body === 'string') return Buffer.from(body)
  const octets = Buffer.alloc(body.random)
  let state = 1
  for (let i = 0; i < octets.length; i++) {
    // The generator of glibc's rand(), whose upper bits are good enough to have no pattern that compresses.
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    octets[i] = state >>> 24
  }
  return octets
}
