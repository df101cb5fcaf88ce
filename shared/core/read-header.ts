import { bodyUnreadable, notAuthenticated, tokenMissing, type Problem } from './problems.ts'
import type { HandlerRequest } from './request.ts'
import type { Submission } from './submission.ts'
import { isCookieOctets } from './token.ts'

/**
 * The token of `Authorization: Bearer` (RFC 6750, section 2.1). Another scheme is not for us: a
 * staging site behind a password sends `Basic` with every request.
 */
export function bearerToken(request: HandlerRequest): string | undefined {
  const match = /^bearer(?: +(.*))?$/i.exec(request.headers.authorization || '')
  return match ? match[1] || '' : undefined
}

/**
 * Reads a submission where the platform shows us no body: the token must be in the header of a PUT,
 * or for a PATCH in the cookie that the browser holds.
 */
export function readHeader(request: HandlerRequest): Submission | Problem {
  if (request.method === 'PATCH') return readCookie(request)
  const token = request.method === 'PUT' ? bearerToken(request) : undefined
  if (token !== undefined) return { token: token }
  return request.headers['content-type'] ? bodyUnreadable : tokenMissing
}

/**
 * A sibling subdomain can toss a second cookie of our name and decide by its Path which comes
 * first, so neither of two can be trusted (RFC 6265, section 8.6).
 */
function readCookie(request: HandlerRequest): Submission | Problem {
  const values = request.cookieValues
  return values.length === 1 && isCookieOctets(values[0]) ? { token: values[0] } : notAuthenticated
}
