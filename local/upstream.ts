import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isLoopback } from '../shared/core/domain.ts'
import { targetPath } from './request-url.ts'

/**
 * Begins a request to another server: method, path and headers as they came, nothing else. The path
 * is never resolved against anything, so no target leads to a third server.
 *
 * A server on this machine gets the browser's Host header: then it makes links, redirects and CSRF
 * checks for the address that the browser is at. Dev servers that check the header (Vite, Next,
 * webpack, Rails, Django) take every name under localhost. Any other server gets its own name, which
 * it is found by.
 *
 * @param own the URL that the browser asked for
 */
export function requestUpstream(
  upstream: URL,
  incoming: IncomingMessage,
  own: URL,
  more: [string, string][] = [],
): ClientRequest {
  const isLocal = isLoopback(upstream.hostname)
  const send = upstream.protocol === 'https:' ? httpsRequest : httpRequest
  const headers: [string, string][] = [
    ['host', isLocal ? own.host : upstream.host],
    ...endToEnd(incoming.rawHeaders).filter(([name]) => !replaced.has(name.toLowerCase())),
    ['x-forwarded-host', own.host],
    ['x-forwarded-proto', own.protocol.slice(0, -1)],
    ...more,
  ]
  return send({
    hostname: upstream.hostname.replace(/^\[|\]$/g, ''),
    port: upstream.port,
    method: incoming.method,
    path: targetPath(incoming),
    headers: headers.flat(),
    // A dev server is restarted often: no connection from before is used again.
    agent: false,
    // Its certificate is self-signed, as ours is.
    rejectUnauthorized: !isLocal,
  })
}

const replaced = new Set(['host', 'x-forwarded-host', 'x-forwarded-proto', 'expect'])

/** Header pairs without those of a single connection (RFC 9110, section 7.6.1). */
export function endToEnd(rawHeaders: readonly string[]): [string, string][] {
  const pairs: [string, string][] = []
  for (let i = 0; i < rawHeaders.length; i += 2) pairs.push([rawHeaders[i], rawHeaders[i + 1]])
  const named = pairs.flatMap(([name, value]) =>
    name.toLowerCase() === 'connection' ? value.toLowerCase().split(/[\s,]+/) : [],
  )
  const dropped = new Set([...ofConnection, ...named])
  return pairs.filter(([name]) => !dropped.has(name.toLowerCase()))
}

const ofConnection = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]
