import { done, refuse, type Answer } from '../../core/answer.ts'
import type { Handler } from '../../core/handle.ts'
import type { Policy } from '../../core/policy.ts'
import {
  methodNotAllowed,
  startMissing,
  tokenAmbiguous,
  tokenMissing,
  type Problem,
} from '../../core/problems.ts'
import type { HandlerRequest, RequestWithBody } from '../../core/request.ts'
import { passPage } from '../pass-page.ts'
import { failurePage, waitPage } from './landing-pages.ts'
import { findStart, startLanding, usedStart } from './start.ts'

const onlyGet = {
  ...methodNotAllowed,
  detail: 'A log-in lands here by GET, and its page renews by PATCH.',
}

/**
 * The handler with log-ins before it that come back with the grant in the page's URL: a page starts one by POST to
 * `policy.start`, and it lands at `policy.landing`.
 *
 * @param field the name that the grant has in the query
 * @param inner exchanges the grant
 */
export function withLanding(field: string, inner: Handler): Handler {
  return async (request, policy, read) => {
    if (request.path === policy.start) return startLanding(request, policy)
    if (request.path !== policy.landing) return inner(request, policy, read)
    // The page that a log-in is answered with renews at its own address.
    if (request.method === 'PATCH') return inner(request, policy, read)
    if (request.method === 'GET') return land(request, policy, field, inner)
    const refused = request.method === 'OPTIONS' ? done([]) : refuse(onlyGet, request.method)
    refused.headers.allow = 'GET, PATCH, OPTIONS'
    return refused
  }
}

/**
 * A grant is good once, so it goes to the API only where a person has come: a browser that fetches the page in
 * advance is told to come again, and what no start of this browser comes with goes nowhere.
 */
async function land(
  request: RequestWithBody,
  policy: Policy,
  field: string,
  inner: Handler,
): Promise<Answer> {
  if (isPrefetch(request)) return waitPage(policy)
  const start = isDocument(request) ? findStart(request, policy) : undefined
  if (!start) return failurePage(startMissing, policy)
  const grants = new URLSearchParams(request.query).getAll(field)
  if (grants.length !== 1) {
    return failurePage(grants.length > 0 ? tokenAmbiguous : tokenMissing, policy)
  }
  const answer = await exchange(grants[0], start.origin, request, policy, inner)
  if (answer.status === 204) return passPage(200, [usedStart(), ...answer.cookies], start.returnTo)
  const problem = JSON.parse(answer.body) as Problem
  // Where the API has not answered, the same page may be loaded once more.
  return failurePage(problem, policy, answer.status === 503 ? [] : [usedStart()])
}

/**
 * The start has shown that the browser is ours, and on which origin: as from a page there, the grant is handed in, with
 * the address that it came back to (RFC 6749, section 4.1.3).
 */
function exchange(
  grant: string,
  origin: string,
  request: RequestWithBody,
  policy: Policy,
  inner: Handler,
): Promise<Answer> {
  return inner(
    {
      ...request,
      method: 'PUT',
      header: (name) => (name === 'origin' ? origin : undefined),
      readBody: async () => JSON.stringify({ redirectUri: origin + policy.landing }),
    },
    policy,
    async ({ readBody }) => {
      await readBody()
      return { token: grant }
    },
  )
}

/** https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Purpose, and its elders. */
function isPrefetch({ header }: HandlerRequest): boolean {
  const purposes = [header('sec-purpose'), header('purpose'), header('x-moz'), header('x-purpose')]
  return /prefetch|prerender|preview/i.test(purposes.join())
}

/** A picture or a frame on a sibling subdomain brings Lax cookies along as well. */
function isDocument({ header }: HandlerRequest): boolean {
  return (header('sec-fetch-dest') ?? 'document') === 'document'
}
