import { request as sendHttp } from 'node:http'
import { request as sendHttps } from 'node:https'
import { text } from 'node:stream/consumers'
import type { PlainRequest, PlainResponse } from '../../platforms/runtime.ts'

/** Sends a request to a port of 127.0.0.1, with the Host header of its URL and its own headers alone. */
export async function sendPlain(
  port: number,
  { method, url, headers, body }: PlainRequest,
  target?: string,
): Promise<PlainResponse> {
  const { protocol, host, hostname, pathname, search } = new URL(url)
  const length: [string, string][] = body
    ? [['content-length', String(Buffer.byteLength(body))]]
    : []
  const options = {
    host: '127.0.0.1',
    port,
    method,
    path: target ?? pathname + search,
    headers: [['host', host] as [string, string], ...headers, ...length].flat(),
    agent: false as const,
    setHost: false,
  }
  return new Promise((resolve, reject) => {
    const request =
      protocol === 'https:'
        ? // The test of the certificate is elsewhere; here its hosts are those of a vector.
          sendHttps({ ...options, servername: hostname, rejectUnauthorized: false })
        : sendHttp(options)
    request.once('error', reject)
    request.once('response', (response) => {
      const pairs: [string, string][] = []
      for (let i = 0; i < response.rawHeaders.length; i += 2) {
        pairs.push([response.rawHeaders[i].toLowerCase(), response.rawHeaders[i + 1]])
      }
      text(response).then(
        (received) => resolve({ status: response.statusCode!, headers: pairs, body: received }),
        reject,
      )
    })
    request.end(body)
  })
}
