import { done, refuse, type Answer } from './answer.ts'
import { clearCookies, mintCookie } from './cookie.ts'
import type { Policy } from './policy.ts'
import { crossOrigin, methodNotAllowed, type Problem } from './problems.ts'
import type { HandlerRequest } from './request.ts'
import { isFormOrigin, isSameOrigin } from './same-origin.ts'
import type { Submission } from './submission.ts'
import { validateToken } from './token.ts'

/**
 * Finds the token in a request: `readHeaderAndBody`, or `readHeader` where no body can be read. All
 * tokens come this way, so what verifies them wraps a reader; that is why one may be asynchronous.
 */
export type Reader = (
  request: HandlerRequest,
  policy: Policy,
) => Submission | Problem | Promise<Submission | Problem>

/**
 * Answers a request to the endpoint: PUT and POST mint the auth cookie, PATCH renews it, DELETE
 * clears it. Every refusal is an answer too; nothing is thrown for what a caller sent.
 */
export async function handle(
  request: HandlerRequest,
  policy: Policy,
  read: Reader,
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

  const submission = await read(request, policy)
  if ('code' in submission) return refuse(submission)
  const token = submission.token
  const problem = validateToken(token, policy.cookie.name)
  if (problem) return refuse(problem)
  return done([mintCookie(policy, request.hostname, token as string)], submission.location)
}

function withAllow(answer: Answer, policy: Policy): Answer {
  answer.headers.allow = policy.allow
  return answer
}
