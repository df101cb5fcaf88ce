import { stringifySetCookies } from '../core/cookie.ts'
import { cookieValues } from '../core/cookie-header.ts'
import { handle, type CompiledPolicy } from '../core/handle.ts'
import { isOwnPath } from '../core/paths.ts'
import type { Policy } from '../core/policy.ts'
import { bodyMalformed, bodyTooLarge, type Problem } from '../core/problems.ts'
import { readHeaderAndBody } from '../core/read-body.ts'
import { bodyLimit, type Bindings } from '../core/request.ts'

export type { CompiledPolicy, Policy }

/**
 * The endpoint for platforms that speak Request and Response, where every request that arrives is for
 * it: Netlify Functions.
 *
 * @example
 * export default createFetchHandler(policy)
 */
export function createFetchHandler(
  policy: CompiledPolicy,
): (request: Request) => Promise<Response> {
  return (request) => respond(request, new URL(request.url), policy)
}

/**
 * The endpoint among other paths: undefined where the request is for one that is not ours.
 *
 * @example
 * const endpoint = createEndpoint(policy)
 * export default { fetch: (request, env) => endpoint(request, env) ?? site.fetch(request, env) }
 */
export function createEndpoint(
  policy: CompiledPolicy,
): (request: Request, bindings?: object) => Promise<Response> | undefined {
  return (request, bindings) => {
    const url = new URL(request.url)
    return isOwnPath(url.pathname, policy) ? respond(request, url, policy, bindings) : undefined
  }
}

/** Its caller has parsed the request's URL: once is enough. */
async function respond(
  request: Request,
  url: URL,
  policy: CompiledPolicy,
  bindings?: object,
): Promise<Response> {
  const header = (name: string): string | undefined => request.headers.get(name) ?? undefined
  const answer = await (policy.handler ?? handle)(
    {
      method: request.method,
      origin: url.origin,
      hostname: url.hostname,
      path: url.pathname,
      query: url.search.slice(1),
      header,
      cookieValues: (name) => cookieValues(header('cookie') ?? '', name),
      bindings: bindings as Bindings,
      readBody: () => readText(request),
    },
    policy,
    readHeaderAndBody,
  )
  // Of the answer it takes status and headers.
  const response = new Response(answer.body || null, answer)
  // One by one: an object or a joined string would lose all cookies but one.
  for (const line of stringifySetCookies(answer.cookies))
    response.headers.append('set-cookie', line)
  return response
}

/**
 * The body as text. workerd reads it far faster at once than in parts, so only one that is too long, or
 * does not say how long it is, is read in parts.
 */
async function readText(request: Request): Promise<string | Problem> {
  if (!request.body) return ''
  const length = +request.headers.get('content-length')!
  try {
    if (!(length > 0 && length <= bodyLimit)) return await readStream(request.body)
    const text = await request.text()
    // Servers hold a body to its Content-Length, but nothing here should rely on that.
    return text.length > bodyLimit ? bodyTooLarge : text
  } catch {
    // The connection broke off within the body.
    return bodyMalformed
  }
}

/** How much of a body over the limit is read on, in octets. */
const drainLimit = 1_000_000

/**
 * What exceeds the limit is not kept, but for a while read: workerd resets some connections that are
 * answered before the body's end, and the caller would never see the 413.
 */
async function readStream(body: ReadableStream<Uint8Array>): Promise<string | Problem> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return size > bodyLimit ? bodyTooLarge : text + decoder.decode()
    size += value.byteLength
    if (size <= bodyLimit) text += decoder.decode(value, { stream: true })
    if (size > drainLimit) {
      await reader.cancel()
      return bodyTooLarge
    }
  }
}
