import { comeAgain, type Answer } from './answer.ts'
import { judge, mint, refusalOf, type AsyncReader, type Handler } from './handle.ts'
import type { Policy } from './policy.ts'
import { tokenRejected, type Problem } from './problems.ts'
import type { HandlerRequest } from './request.ts'
import type { Submission } from './submission.ts'
import type { RejectionReason } from './verification.ts'

/** What a verifier found. */
export type Verdict =
  /** Genuine, for so many whole seconds; Infinity without an end. */
  | number
  | RejectionReason
  /** It could not be found out. */
  | Problem

/** Finds out whether a token is genuine. The request tells a renewal by its method, and what the platform binds. */
export type Verify = (token: string, request: HandlerRequest) => Promise<Verdict>

/** The handler that mints and renews genuine tokens alone. */
export function verifyingHandler(verify: Verify): Handler {
  return (request, policy, read) => handleVerified(request, policy, read, verify)
}

/**
 * Answers as `handle` does, but mints and renews genuine tokens alone. The cookie lives no longer than
 * the token. A refusal touches no cookie: a log-in in another tab may just have replaced it.
 */
export async function handleVerified<Request extends HandlerRequest>(
  request: Request,
  policy: Policy,
  read: AsyncReader<Request>,
  verify: Verify,
): Promise<Answer> {
  const judged = judge(request, policy)
  if (typeof judged !== 'string') return judged
  let submission = await read(request, policy)
  if (!refusalOf(submission, policy)) {
    const verdict = await verify((submission as Submission).token as string, request)
    if (typeof verdict === 'object') submission = verdict
    else if (typeof verdict === 'string') submission = tokenRejected
    else (submission as Submission).maxAge = Math.min(verdict, policy.cookie.maxAge)
  }
  return comeAgain(mint(submission, policy, judged))
}
