import type { IncomingMessage } from 'node:http'
import type { Http2ServerRequest } from 'node:http2'
import { buffer } from 'node:stream/consumers'
import type { PlainRequest } from '../platforms/runtime.ts'

/**
 * A request of Node's server, HTTP/1 or HTTP/2, as the web adapter takes it. One with a forbidden method is good for
 * a refusal alone.
 *
 * @param signal aborts where whoever asked has gone away
 */
export function toRequest(incoming: IncomingMessage, url: URL, signal?: AbortSignal): Request {
  const { method = 'GET' } = incoming
  const headers = headerPairs(incoming)
  if (isForbidden(method)) {
    return Object.defineProperty(new Request(url, { headers }), 'method', { value: method })
  }
  const head = { method, headers, signal: signal ?? null }
  if (method === 'GET' || method === 'HEAD' || hasNoBody(incoming)) return new Request(url, head)
  // As platforms do, so that an API which must know it before is told by the bridge.
  const { 'content-length': length } = incoming.headers
  if (length !== undefined) headers.push(['content-length', length])
  // Node wants a word for it, which browsers' types do not know.
  const streamed = { ...head, body: readLazily(incoming), duplex: 'half' as const }
  return new Request(url, streamed)
}

const forbidden = new Set(['CONNECT', 'TRACE', 'TRACK'])

/** Whether no Request can be made with a method, nor sent by fetch: https://fetch.spec.whatwg.org/#forbidden-method */
export const isForbidden = (method: string | undefined): boolean => forbidden.has(method!)

function hasNoBody(incoming: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': coding } = incoming.headers
  if (incoming.httpVersionMajor < 2) return coding === undefined && !Number(length)
  return (incoming as unknown as Http2ServerRequest).stream.endAfterHeaders
}

/** The same as plain data, as a platform's engine takes it. */
export async function toPlainRequest(incoming: IncomingMessage, url: URL): Promise<PlainRequest> {
  const body = await buffer(incoming)
  return {
    method: incoming.method ?? 'GET',
    url: url.href,
    headers: headerPairs(incoming),
    ...(body.length > 0 ? { body } : {}),
  }
}

function headerPairs({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = []
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i].toLowerCase()
    // A colon begins HTTP/2's pseudo-headers, which are the request line.
    if (!name.startsWith(':') && !ofConnection.has(name)) pairs.push([name, rawHeaders[i + 1]])
  }
  return pairs
}

/** What a platform's front does not pass on either: Host, and headers of one connection (RFC 9110, section 7.6.1). */
const ofConnection = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
])

/**
 * Nothing is read before it is asked for: a body that nobody has begun to read is discarded by Node,
 * and one whose reader gives up is discarded here, so that the connection is good for the next request.
 */
function readLazily(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let chunks: AsyncIterator<Uint8Array> | undefined
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        chunks ??= incoming.iterator({ destroyOnReturn: false })
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: () => void discard(chunks).catch(() => {}),
    },
    { highWaterMark: 0 },
  )
}

async function discard(chunks: AsyncIterator<Uint8Array> | undefined): Promise<void> {
  if (!chunks) return
  while (!(await chunks.next()).done);
}
