import { stringifySetCookie } from '../core/cookie.ts'
import { cookieValues } from '../core/cookie-header.ts'
import { handle } from '../core/handle.ts'
import type { Policy } from '../core/policy.ts'
import { bodyTooLarge, type Problem } from '../core/problems.ts'
import { readHeaderAndBody } from '../core/read-body.ts'
import { bodyLimit } from '../core/request.ts'

/**
 * The endpoint for platforms that speak Request and Response: Netlify and Cloudflare.
 *
 * @example
 * export default createFetchHandler(policy)
 */
export function createFetchHandler(policy: Policy): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url)
    const answer = await handle(
      {
        method: request.method,
        origin: url.origin,
        hostname: url.hostname,
        headers: Object.fromEntries(request.headers),
        cookieValues: cookieValues(request.headers.get('cookie') ?? '', policy.cookie.name),
        body: await readText(request),
      },
      policy,
      readHeaderAndBody,
    )
    // Pairs, because an object or a joined string would lose all cookies but one.
    const headers = Object.entries(answer.headers)
    for (const cookie of answer.cookies) headers.push(['set-cookie', stringifySetCookie(cookie)])
    return new Response(answer.body || null, { status: answer.status, headers })
  }
}

/**
 * The body as text. What exceeds the limit is read too, but not kept: workerd resets a connection
 * that is answered before the body's end, and the caller would never see the 413.
 */
async function readText(request: Request): Promise<string | Problem> {
  if (!request.body) return ''
  const decoder = new TextDecoder()
  const reader = request.body.getReader()
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return size > bodyLimit ? bodyTooLarge : text + decoder.decode()
    size += value.byteLength
    if (size <= bodyLimit) text += decoder.decode(value, { stream: true })
  }
}
