import type { EdgeRuntime } from '../../platforms/cloudfront/attach/config/behavior.ts'
import { needOfEndpoint } from '../../platforms/target.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Policy } from '../../shared/core/policy.ts'

/** What the endpoint is to run as, and whether that was chosen: by the person, or by what the config needs. */
export interface ChosenRuntime {
  runtime: EdgeRuntime
  isRuntimeNamed: boolean
  /** Why, where nobody named it. */
  reason?: string
}

/**
 * A CloudFront Function, unless a person names the other one, or the endpoint of a bridge needs a network.
 *
 * @throws {UsageError} where the one that is named cannot do it
 */
export function chooseRuntime(
  { runtime, isRuntimeNamed }: { runtime: EdgeRuntime; isRuntimeNamed: boolean },
  policy: Policy,
): ChosenRuntime {
  const need = needOfEndpoint(policy)
  if (need === undefined || (isRuntimeNamed && runtime === 'lambda-edge'))
    return { runtime, isRuntimeNamed }
  const { endpoint, bridge } = policy
  const both = `${endpoint}, which ${need}, runs as Lambda@Edge; ${bridge!.path} runs in CloudFront Functions.`
  if (!isRuntimeNamed) return { runtime: 'lambda-edge', isRuntimeNamed: true, reason: both }
  throw new UsageError(
    `--runtime function: ${endpoint} ${need}, and a CloudFront Function can do no such thing.\n  → Leave --runtime out: ${both}`,
  )
}
