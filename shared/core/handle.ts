import { done, refuse, type Answer } from './answer.ts'
import { clearCookies, mintCookie } from './cookie.ts'
import type { Policy } from './policy.ts'
import { crossOrigin, methodNotAllowed, notAuthenticated, type Problem } from './problems.ts'
import type { HandlerRequest } from './request.ts'
import { isFormOrigin, isSameOrigin } from './same-origin.ts'
import type { Submission } from './submission.ts'
import { isCookieOctets, validateToken } from './token.ts'

/** What a runtime lends to the handler. */
export interface Abilities {
  /** Finds the token in a PUT or POST: `readHeaderAndBody`, or `readHeader` where no body can be read. */
  read: (request: HandlerRequest, policy: Policy) => Submission | Problem
  /**
   * Tells how many seconds a genuine token is still good for (Infinity where it does not say), or
   * why it is refused. Without it every well-formed token is taken.
   */
  verify?: (token: string) => Promise<number | Problem>
}

/**
 * Answers a request to the endpoint: PUT and POST mint the auth cookie, PATCH renews it, DELETE
 * clears it. Every refusal is an answer too; nothing is thrown for what a caller sent.
 */
export async function handle(
  request: HandlerRequest,
  policy: Policy,
  abilities: Abilities,
): Promise<Answer> {
  const method = request.method
  // No Access-Control-* header: the preflight of another origin must fail.
  if (method === 'OPTIONS') return withAllow(done([]), policy)
  if (policy.allow.split(', ').indexOf(method) < 0) {
    return withAllow(refuse(methodNotAllowed, method), policy)
  }
  const isAdmitted =
    method === 'POST' ? isFormOrigin(request, policy) : isSameOrigin(request, policy)
  if (!isAdmitted) return refuse(crossOrigin)
  if (method === 'DELETE') return done(clearCookies(policy, request.hostname))

  const submission = method === 'PATCH' ? heldToken(request) : abilities.read(request, policy)
  if ('code' in submission) return refuse(submission)
  const token = submission.token
  const problem = validateToken(token, policy.cookie.name)
  if (problem) return refuse(problem)

  let maxAge = policy.cookie.maxAge
  if (abilities.verify) {
    const secondsLeft = await abilities.verify(token as string)
    if (typeof secondsLeft !== 'number') return refuse(secondsLeft)
    maxAge = Math.min(maxAge, secondsLeft)
  }
  const cookies = [mintCookie(policy, request.hostname, token as string, maxAge)]
  return done(cookies, submission.location)
}

/**
 * The token to renew: the one that the browser holds. A sibling subdomain can toss a second cookie
 * of our name and decide by its Path which comes first, so neither of two can be trusted (RFC 6265,
 * section 8.6).
 */
function heldToken(request: HandlerRequest): Submission | Problem {
  const values = request.cookieValues
  return values.length === 1 && isCookieOctets(values[0]) ? { token: values[0] } : notAuthenticated
}

function withAllow(answer: Answer, policy: Policy): Answer {
  answer.headers.allow = policy.allow
  return answer
}
