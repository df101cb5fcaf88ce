import { cookieValues } from '../core/cookie-header.ts'
import { bodyMalformed, bodyTooLarge, type Problem } from '../core/problems.ts'
import { bodyLimit, type Bindings, type RequestWithBody } from '../core/request.ts'
import type { UrlParts } from './parse-url.ts'

/** What the core sees of a Request. Its caller has parsed the URL: once is enough. */
export function handlerRequest(
  request: Request,
  url: UrlParts,
  bindings?: object,
): RequestWithBody {
  const { headers } = request
  const header = (name: string): string | undefined => headers.get(name) ?? undefined
  // Stryker disable StringLiteral: any text without our cookie will do
  return {
    method: request.method,
    origin: url.origin,
    hostname: url.hostname,
    path: url.pathname,
    query: url.search.slice(1),
    header,
    cookieValues: (name) => cookieValues(header('cookie') ?? '', name),
    bindings: bindings as Bindings,
    readBody: () => readText(request),
  }
}
// Stryker restore StringLiteral

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
    // Stryker disable next-line ConditionalExpression: what is over the limit is not looked at
    if (size <= bodyLimit) text += decoder.decode(value, { stream: true })
    if (size > drainLimit) {
      await reader.cancel()
      return bodyTooLarge
    }
  }
}
