import type { EdgeRuntime } from '../../platforms/cloudfront/attach/config/behavior.ts'
import { UsageError } from '../../shared/config/usage-error.ts'
import type { Bridge } from '../../shared/core/bridge.ts'
import type { Policy } from '../../shared/core/policy.ts'
import type { Options } from './options.ts'

/** What the endpoint is to run as, and whether that was chosen: by the person, or by what the config needs. */
export interface ChosenRuntime {
  runtime: EdgeRuntime
  isRuntimeNamed: boolean
  /** Why, where nobody named it. */
  reason?: string
}

/**
 * A CloudFront Function, unless a person names the other one, or the endpoint has to ask the API.
 *
 * @throws {UsageError} where the one that is named cannot do it
 */
export function chooseRuntime(
  { runtime, isRuntimeNamed }: Pick<Options, 'runtime' | 'isRuntimeNamed'>,
  { bridge, endpoint }: Policy,
): ChosenRuntime {
  const need = bridge && needOf(bridge)
  if (need === undefined || (isRuntimeNamed && runtime === 'lambda-edge'))
    return { runtime, isRuntimeNamed }
  if (isRuntimeNamed) {
    throw new UsageError(
      `a CloudFront Function cannot ask another server, and at ${endpoint} ${need}.\n  → Leave --runtime out, or write --runtime lambda-edge: the endpoint runs as Lambda@Edge then, and ${bridge!.path} in CloudFront Functions all the same.`,
    )
  }
  return {
    runtime: 'lambda-edge',
    isRuntimeNamed: true,
    reason: `${endpoint} runs as Lambda@Edge, since ${need}; ${bridge!.path} runs in CloudFront Functions.`,
  }
}

function needOf({ tokens, stamp }: Bridge): string | undefined {
  if (tokens) return 'bridge.tokens are asked of the API'
  if (stamp !== undefined) return 'the cookie of the bridge is stamped, which needs WebCrypto'
  return undefined
}
