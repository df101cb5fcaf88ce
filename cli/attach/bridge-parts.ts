import { buildTarget } from '../../platforms/build.ts'
import { removedHeaders } from '../../platforms/cloudfront/answer-headers.ts'
import type { BridgeParts } from '../../platforms/cloudfront/bridge-parts.ts'
import { findTarget } from '../../platforms/targets.ts'
import type { Bridge } from '../../shared/core/bridge.ts'
import type { Policy } from '../../shared/core/policy.ts'

/** What attach and the templates are to know of a policy's bridge: its two CloudFront Functions are built. */
export async function bridgeParts(policy: Policy, bridge: Bridge): Promise<BridgeParts> {
  const { path, origin } = bridge
  const [request, response] = await buildTarget(findTarget('cloudfront'), policy)
  const code = { request: request.contents, response: response.contents }
  return { path, origin, removed: removedHeaders(bridge), code }
}
