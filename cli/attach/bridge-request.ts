import { buildTarget } from '../../platforms/build.ts'
import type { BridgeRequest } from '../../platforms/cloudfront/attach/bridge.ts'
import { bridgeProofs } from '../../platforms/cloudfront/attach/contract/bridge-proofs.ts'
import { findTarget } from '../../platforms/targets.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
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
  if (!response) {
    throw new UsageError(
      `this version of edgemint builds no CloudFront Function for the answers of ${path}, so attach cannot put a bridge on a distribution.\n  → Leave bridge out of the config for this distribution, or use a newer version of edgemint.`,
      1,
    )
  }
  return {
    path,
    origin,
    code: { request: request.contents, response: response.contents },
    proofs: (secret) => bridgeProofs(site, policy, stamp && secret(stamp)),
  }
}
