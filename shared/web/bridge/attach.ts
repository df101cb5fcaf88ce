import type { Answer } from '../../core/answer.ts'
import { attach as attachToken, type Attach, type Passage } from '../../core/attach.ts'
import { passedCookies } from '../../core/passed-cookies.ts'
import type { Policy } from '../../core/policy.ts'
import type { HandlerRequest } from '../../core/request.ts'

type Judged = Answer | Passage | undefined

/** The core's, on platforms that have the Cookie header among the others. */
export const attach: Attach = (request, path, policy) =>
  withCookies(attachToken(request, path, policy), request, policy)

/** What goes on, with the cookies that pass. */
export function withCookies(judged: Judged, request: HandlerRequest, policy: Policy): Judged {
  if (judged && 'path' in judged) judged.headers.cookie = passedCookies(request, policy)
  return judged
}
