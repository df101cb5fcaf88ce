import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'

/**
 * The URL that a request asks for; undefined where it does not ask the host of its Host header. That
 * header alone says which host the browser is on: a page of another one, whose name was led to
 * 127.0.0.1 (DNS rebinding), can choose the target but not the Host. So the target is never
 * resolved, which would take `//host/` for a host.
 */
export function requestUrl(request: IncomingMessage): URL | undefined {
  // HTTP/2 has a pseudo-header in its place (RFC 9113, section 8.3.1).
  const host = request.headers.host ?? String(request.headers[':authority'])
  if (!/^(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d+)?$/i.test(host)) return undefined
  const origin = `${schemeOf(request)}://${host}`
  const { url: target = '' } = request
  // Path and query, or the very origin and these (RFC 9112, section 3.2).
  const path = target.startsWith(`${origin}/`) ? targetPath(request) : target
  const url = origin + path
  return path.startsWith('/') && URL.canParse(url) ? new URL(url) : undefined
}

/** Path and query of a request that `requestUrl` takes, letter by letter as they were sent. */
export function targetPath({ url: target = '' }: IncomingMessage): string {
  return target.replace(/^https?:\/\/[^/]*/, '')
}

function schemeOf({ socket }: IncomingMessage): 'http' | 'https' {
  return (socket as TLSSocket).encrypted ? 'https' : 'http'
}
