import { buildTarget } from '../../platforms/build.ts'
import { removedHeaders } from '../../platforms/cloudfront/answer-headers.ts'
import type { BridgeRequest } from '../../platforms/cloudfront/attach/bridge.ts'
import { bridgeProofs } from '../../platforms/cloudfront/attach/contract/bridge-proofs.ts'
import { findTarget } from '../../platforms/targets.ts'
import type { Policy } from '../../shared/core/policy.ts'

/** What attach is to know of the bridge; undefined where the config has none. */
export async function bridgeRequest(
  site: string,
  policy: Policy,
): Promise<BridgeRequest | undefined> {
  const { bridge } = policy
  if (!bridge) return undefined
  const { path, origin, stamp } = bridge
  const [request, response] = await buildTarget(findTarget('cloudfront'), policy)
  return {
    path,
    origin,
    removed: removedHeaders(bridge),
    code: { request: request.contents, response: response.contents },
    proofs: (secret) => bridgeProofs(site, policy, stamp && secret(stamp)),
  }
}
