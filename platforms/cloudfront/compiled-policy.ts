import type { Bridge } from '../../shared/core/bridge.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { leavesEndpoint } from '../target.ts'

// Which function a policy gets, and what of the policy is compiled into it: each octet counts.

/** The entry of the function at viewer request. */
export function requestEntry(policy: Policy): string {
  const { bridge, verify } = policy
  if (!bridge) return verify ? 'cloudfront/verifying-viewer-request' : 'cloudfront/viewer-request'
  if (bridge.stamp !== undefined) return 'cloudfront/bridge/stamped-viewer-request'
  if (leavesEndpoint(policy)) return 'cloudfront/bridge/viewer-request'
  return `cloudfront/bridge/${verify ? 'verifying' : 'minting'}-viewer-request`
}

/** What the function at viewer request reads. */
export function requestPolicy(policy: Policy): object {
  const { bridge, cookie, siteOrigins } = policy
  // Without what only a form needs, which comes in a body: where it may return to, and on whose host.
  const whole = { ...policy, returnTo: undefined, proxiedHost: undefined }
  if (!bridge) return whole
  const attached = { ...bridge, origin: undefined, tokens: refreshCookie(bridge) }
  return leavesEndpoint(policy)
    ? { siteOrigins, cookie: { name: cookie.name }, bridge: attached }
    : { ...whole, bridge: attached }
}

/** What the function at viewer response reads. */
export function responsePolicy({ cookie, bridge }: Policy): object {
  const { path, origin, base, cookies } = bridge!
  const tokens = refreshCookie(bridge!)
  return { cookie: { name: cookie.name }, bridge: { path, origin, base, cookies, tokens } }
}

/** Of the tokens, the name of their cookie. */
function refreshCookie({ tokens }: Bridge): object | undefined {
  return tokens && { cookie: { name: tokens.cookie.name } }
}
