import { bodyUnreadable, tokenMissing, type Problem } from './problems.ts'
import type { HandlerRequest } from './request.ts'
import type { Submission } from './submission.ts'

/**
 * The token of `Authorization: Bearer` (RFC 6750, section 2.1). Another scheme is not for us: a
 * staging site behind a password sends `Basic` with every request.
 */
export function bearerToken(request: HandlerRequest): string | undefined {
  const match = /^bearer(?: +(.*))?$/i.exec(request.headers.authorization || '')
  return match ? match[1] || '' : undefined
}

/** Reads a submission where the platform shows us no body: the token must be in the header of a PUT. */
export function readHeader(request: HandlerRequest): Submission | Problem {
  const token = request.method === 'PUT' ? bearerToken(request) : undefined
  if (token !== undefined) return { token: token }
  return request.headers['content-type'] ? bodyUnreadable : tokenMissing
}
