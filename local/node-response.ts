import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PlainResponse } from '../platforms/runtime.ts'

/** Sends a response by Node's server, each Set-Cookie as a header of its own. */
export async function sendResponse(outgoing: ServerResponse, response: Response): Promise<void> {
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value)
  }
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies)
  if (!response.body) return void outgoing.end()
  // An event stream is open before its first event.
  outgoing.flushHeaders()
  await pipeline(Readable.fromWeb(response.body as never), outgoing)
}

/** A response of a platform's engine, as `sendResponse` takes it. */
export function toResponse({ status, headers, body, octets }: PlainResponse): Response {
  const told = headers.filter(([name]) => name !== 'content-length')
  const sent = Buffer.from(octets ?? body)
  return new Response(sent.length > 0 ? sent : null, { status, headers: told })
}
