import type { BridgeRequest } from '../../platforms/cloudfront/attach/bridge.ts'
import { bridgeProofs } from '../../platforms/cloudfront/attach/contract/bridge-proofs.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { bridgeParts } from './bridge-parts.ts'

/** What attach is to know of the bridge; undefined where the config has none. */
export async function bridgeRequest(
  site: string,
  policy: Policy,
): Promise<BridgeRequest | undefined> {
  const { bridge } = policy
  if (!bridge) return undefined
  const { stamp } = bridge
  return {
    ...(await bridgeParts(policy, bridge)),
    proofs: (secret) => bridgeProofs(site, policy, stamp && secret(stamp)),
  }
}
