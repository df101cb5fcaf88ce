import { cookieAmbiguous, notAuthenticated, tokenMissing, type Problem } from './problems.ts'
import type { Policy } from './policy.ts'
import type { HandlerRequest } from './request.ts'
import type { Submission } from './submission.ts'
import { isCookieOctets } from './token.ts'

/**
 * The token of `Authorization: Bearer` (RFC 6750, section 2.1), empty where the scheme stands alone;
 * undefined without it. Another scheme is not for us: a staging site behind a password sends `Basic`
 * with every request.
 */
export function bearerToken(request: HandlerRequest): string | undefined {
  // Stryker disable next-line StringLiteral: any text without the scheme will do
  const credentials = request.header('authorization') || ''
  // A pattern would cost njs as much again.
  const scheme = credentials.slice(0, 7).toLowerCase()
  if (scheme !== 'bearer ' && scheme !== 'bearer') return undefined
  let start = 7
  while (credentials.charAt(start) === ' ') start++
  return credentials.slice(start)
}

/**
 * Reads a submission where the platform shows us no body: the token must be in the header of a PUT,
 * or for a PATCH in the cookie that the browser holds.
 */
export function readHeader(request: HandlerRequest, policy: Policy): Submission | Problem {
  if (request.method === 'PATCH') return readCookie(request, policy)
  const token = bearerToken(request)
  if (request.method === 'PUT' && token !== undefined) return { token: token }
  return (request.header('content-type') && request.bodyUnreadable) || tokenMissing
}

/**
 * A sibling subdomain can toss a second cookie of our name and decide by its Path which comes
 * first, so neither of two can be trusted (RFC 6265, section 8.6).
 */
export function readCookie(request: HandlerRequest, policy: Policy): Submission | Problem {
  const values = request.cookieValues(policy.cookie.name)
  if (values.length > 1) return cookieAmbiguous
  return isCookieOctets(values[0]) ? { token: values[0] } : notAuthenticated
}
