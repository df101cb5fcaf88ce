import { done, refuse, type Answer } from './answer.ts'
import type { Attach } from './attach.ts'
import { authCookies } from './cookie.ts'
import type { Policy } from './policy.ts'
import { crossOrigin, methodNotAllowed, type Problem } from './problems.ts'
import type { HandlerRequest, RequestWithBody } from './request.ts'
import { formPostHost, sameOriginHost } from './same-origin.ts'
import type { Submission } from './submission.ts'
import { validateToken } from './token.ts'

/** Finds the token in a request: `readHeaderAndBody`, or `readHeader` where no body can be read. */
export type Reader<Request extends HandlerRequest, Read = Submission | Problem> = (
  request: Request,
  policy: Policy,
) => Read

/** A reader that may wait. All tokens come through a reader, so what verifies them wraps one. */
export type AsyncReader<Request extends HandlerRequest> = Reader<
  Request,
  Submission | Problem | Promise<Submission | Problem>
>

/** What answers requests to the endpoint: `handle`, or what a policy brings along. */
export type Handler<Request extends HandlerRequest = RequestWithBody> = (
  request: Request,
  policy: Policy,
  read: AsyncReader<Request>,
) => Promise<Answer>

/** Reads a form that is posted: the field of this name, and where to return to. Only policies that let an origin post one bring it along. */
export type ReadForm = (
  body: string,
  field: string,
  policy: Policy,
  hostname: string,
) => Submission | Problem

/** A policy as adapters take it: what cannot be data, the module that build writes puts beside it. */
export interface CompiledPolicy extends Policy {
  /** What answers in the place of `handle`, where the config asks for more than that. */
  handler?: Handler
  /** What reads forms, where the config lets an origin post them. */
  readForm?: ReadForm
  /** What judges requests for the bridge, where the config has one. */
  attach?: Attach
}

/**
 * Answers a request to the endpoint: PUT and POST mint the auth cookie, PATCH renews it, DELETE
 * clears it. Every refusal is an answer too; nothing is thrown for what a caller sent.
 */
export async function handle<Request extends HandlerRequest>(
  request: Request,
  policy: Policy,
  read: AsyncReader<Request>,
): Promise<Answer> {
  const judged = judge(request, policy)
  if (typeof judged !== 'string') return judged
  const submission = await read(request, policy)
  return mint(submission, policy, judged)
}

/** The same with a reader that does not wait. A promise costs a CloudFront Function more than the rest. */
export function handleNow<Request extends HandlerRequest>(
  request: Request,
  policy: Policy,
  read: Reader<Request>,
): Answer {
  const judged = judge(request, policy)
  return typeof judged === 'string' ? mint(read(request, policy), policy, judged) : judged
}

/**
 * The answer, where it needs no token; else the host that the browser is on. Method and origin are
 * judged before anything is read that costs anything.
 */
export function judge(request: HandlerRequest, policy: Policy): Answer | string {
  const method = request.method
  // No Access-Control-* header: the preflight of another origin must fail.
  if (method === 'OPTIONS') return withAllow(done([]), policy)
  if (!policy.methods.includes(method)) {
    return withAllow(refuse(methodNotAllowed, method), policy)
  }
  const host = method === 'POST' ? formPostHost(request, policy) : sameOriginHost(request, policy)
  if (host === undefined) return refuse(crossOrigin(request.header('origin'), request.origin))
  return method === 'DELETE' ? done(authCookies(policy, host, '', 0)) : host
}

/** The answer to a submission, by the host that the browser is on. */
export function mint(submission: Submission | Problem, policy: Policy, host: string): Answer {
  const problem = refusalOf(submission, policy)
  if (problem) return refuse(problem)
  const cookies = authCookies(
    policy,
    (submission as Submission).host || host,
    (submission as Submission).token as string,
    (submission as Submission).maxAge || policy.cookie.maxAge,
  )
  return done(cookies, (submission as Submission).location)
}

/** What is wrong with a submission, whoever has signed its token. */
export const refusalOf = (submission: Submission | Problem, policy: Policy): Problem | undefined =>
  'code' in submission ? submission : validateToken(submission.token, policy.cookie.name)

function withAllow(answer: Answer, policy: Policy): Answer {
  answer.headers.allow = policy.methods.join(', ')
  return answer
}
