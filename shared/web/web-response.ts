import type { Answer } from '../core/answer.ts'
import { stringifySetCookies } from '../core/cookie.ts'

/** An answer as a Response. */
export function webResponse(answer: Answer): Response {
  // Of the answer it takes status and headers.
  const response = new Response(answer.body || null, answer)
  // One by one: an object or a joined string would lose all cookies but one.
  for (const line of stringifySetCookies(answer.cookies))
    response.headers.append('set-cookie', line)
  return response
}
