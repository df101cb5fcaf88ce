import { Agent, request } from 'node:https'
import type { PlainRequest, PlainResponse } from '../../platforms/runtime.ts'

// A handshake for each of hundreds of requests would take most of the time.
const agent = new Agent({ keepAlive: true, rejectUnauthorized: false })

/**
 * Sends a request to a local server that stands for every host, as the CDN's edge does: the URL's host
 * goes into the Host header, and no name is looked up.
 */
export async function sendOverTls(port: number, plain: PlainRequest): Promise<PlainResponse> {
  try {
    return await send(port, plain)
  } catch (error) {
    // The server may close a connection that was kept, just when it is used again.
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error
    return send(port, plain)
  }
}

function send(port: number, plain: PlainRequest): Promise<PlainResponse> {
  const { method, url, body } = plain
  const { host, pathname, search } = new URL(url)
  const length = body === undefined ? [] : [['content-length', String(Buffer.byteLength(body))]]
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      method,
      path: pathname + search,
      // As a list, so that repeated headers are sent repeatedly.
      headers: [['host', host], ...length, ...withOneCookieHeader(plain.headers)].flat(),
      agent,
    })
    sent.once('error', reject)
    sent.once('response', async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk)
      const { statusCode, rawHeaders } = response
      const pairs = rawHeaders.flatMap((name, index): [string, string][] =>
        index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1]]] : [],
      )
      resolve({ status: statusCode!, headers: pairs, body: Buffer.concat(chunks).toString() })
    })
    sent.end(body)
  })
}

/** HTTP/2 may split it, HTTP/1.1 has one (RFC 9113, section 8.2.3). */
function withOneCookieHeader(headers: [string, string][]): [string, string][] {
  const cookies = headers.filter(([name]) => name === 'cookie').map(([, value]) => value)
  const others = headers.filter(([name]) => name !== 'cookie')
  return cookies.length > 0 ? [...others, ['cookie', cookies.join('; ')]] : headers
}
