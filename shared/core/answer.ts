import type { Cookies } from './cookie.ts'
import type { Problem } from './problems.ts'

/** What the endpoint answers, as plain data. */
export interface Answer {
  status: number
  /** By lower-case name. Set-Cookie is not among them: see `cookies`. */
  headers: Record<string, string>
  /** A Set-Cookie header for each variant, in this order. */
  cookies: Cookies[]
  body: string
}

/** An answer with nothing to say yet. */
export const answer = (status: number, cookies: Cookies[]): Answer => ({
  status: status,
  headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  cookies: cookies,
  body: '',
})

/**
 * The answer to what was done: 204, or with a location 303. Never 307, which would post the token
 * again (RFC 9700, section 4.12).
 */
export function done(cookies: Cookies[], location?: string): Answer {
  const success = answer(location ? 303 : 204, cookies)
  if (location) success.headers.location = location
  return success
}

/** The one place that turns a problem into an answer (RFC 9457). The answer to HEAD has no body. */
export function refuse(problem: Problem, method?: string): Answer {
  const refused = answer(problem.status, [])
  refused.headers['content-type'] = 'application/problem+json'
  // RFC 9110, section 15.5.2: a 401 must name a scheme. Bearer opens no password dialog.
  if (problem.status === 401) refused.headers['www-authenticate'] = 'Bearer'
  if (method !== 'HEAD') {
    // Codes and details hold nothing that JSON escapes; to look for it costs as much as the rest.
    const code = problem.code
    refused.body = `{"title":"${code.split('-').join(' ')}","status":${problem.status},"code":"${code}","detail":"${problem.detail}"}`
  }
  return refused
}

/** An answer that, where whoever must be asked is not there, says when to come again, in seconds (RFC 9110, section 10.2.3). */
export function comeAgain(refused: Answer): Answer {
  if (refused.status === 503) refused.headers['retry-after'] = '5'
  return refused
}
