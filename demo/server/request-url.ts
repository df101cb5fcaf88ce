import type { IncomingMessage } from 'node:http'

/**
 * The URL that a request asks for; undefined where it does not ask the host of its Host header. That
 * header alone says which host the browser is on: a page of another one, whose name was led to
 * 127.0.0.1 (DNS rebinding), can choose the target but not the Host. So the target is never
 * resolved, which would take `//host/` for a host: it is a path, or the very origin and a path
 * (RFC 9112, section 3.2).
 */
export function requestUrl(
  { headers, url: target = '' }: IncomingMessage,
  scheme: 'http' | 'https',
): URL | undefined {
  const { host = '' } = headers
  if (!/^[a-z0-9.-]+(?::\d+)?$/i.test(host)) return undefined
  const origin = `${scheme}://${host}`
  const path = target.startsWith(`${origin}/`) ? target.slice(origin.length) : target
  return path.startsWith('/') ? (URL.parse(origin + path) ?? undefined) : undefined
}
