import type { Policy } from './policy.ts'
import type { HandlerRequest } from './request.ts'

/**
 * Whether a page of our own sent this request. Origin decides, where the browser sends it;
 * Sec-Fetch-Site must agree, where the browser sends it (Safari from 16.4); one of them must be
 * there. A sibling subdomain (`same-site`) is not our own: https://www.w3.org/TR/fetch-metadata/
 */
export function isSameOrigin(request: HandlerRequest, policy: Policy): boolean {
  const origin = request.headers.origin
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  if (origin === undefined) return site === 'same-origin'
  return origin === request.origin || policy.siteOrigins.indexOf(origin) >= 0
}

/** Whether the sender of a form is listed. Where it stands to us does not matter: being listed does. */
export function isFormOrigin(request: HandlerRequest, policy: Policy): boolean {
  return policy.formOrigins.indexOf(request.headers.origin as string) >= 0
}
