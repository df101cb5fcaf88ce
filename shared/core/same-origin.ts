import type { Policy } from './policy.ts'
import type { HandlerRequest } from './request.ts'

/**
 * The host that the browser is on, where a page of our own sent this request; undefined where it did
 * not. Origin decides, where the browser sends it; Sec-Fetch-Site must agree, where the browser sends
 * it (Safari from 16.4); one of them must be there. A sibling subdomain (`same-site`) is not our own:
 * https://www.w3.org/TR/fetch-metadata/
 */
export function sameOriginHost(request: HandlerRequest, policy: Policy): string | undefined {
  const origin = request.header('origin')
  const site = request.header('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin') return undefined
  if (origin === undefined) return site && request.hostname
  if (origin === request.origin) return request.hostname
  // A listed origin: a proxy shows us another host than the browser's. An IPv6 address is cut at its
  // first colon, but no domain holds either: the host-only cookie is all that such a host can have.
  return policy.siteOrigins.includes(origin) ? origin.split(/[/:]+/)[1] : undefined
}

/** The request's host, where a listed origin posts a form. Where that stands to us does not matter. */
export const formPostHost = (request: HandlerRequest, policy: Policy): string | undefined =>
  policy.formOrigins.includes(request.header('origin') as string) ? request.hostname : undefined
