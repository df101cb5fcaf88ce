import { UsageError } from '../../../shared/config/usage-error.ts'
import type { AttachRequest } from './attach-request.ts'
import type { Account } from './aws/connect.ts'
import { describeDistribution, readDistribution, stackOf } from './aws/live-distribution.ts'
import type { Wait } from './aws/wait-out-throttling.ts'
import { bridgeOn, type BridgeState, type DeployedBridge } from './bridge.ts'
import { functionCode } from './code/cloudfront-function.ts'
import type { EdgeCode, EdgeCodeOptions, EdgeState } from './code/edge-code.ts'
import { lambdaCode } from './code/lambda-code.ts'
import { secretStore, type SecretStore } from './code/secret-store.ts'
import type { Association, EdgeRuntime } from './config/behavior.ts'
import { viewerRequest, type DistributionConfig } from './config/distribution.ts'
import { addBridge, removeBridge, type Bridging } from './config/edit-bridge.ts'
import { addEndpoint } from './config/edit-config.ts'
import {
  ownBehaviors,
  ownBridge,
  ownEndpoints,
  type OwnBehaviors,
  type OwnEndpoint,
} from './config/own-behaviors.ts'
import { proofsOf, type Proof } from './contract/proof.ts'
import { resourceName } from './resource-name.ts'

/** The endpoint and a distribution: what is there, and what is still to be done. */
export interface Attachment extends Distribution, Parts {
  /** The config, with all that is ours in it. */
  planned: DistributionConfig
  /** Whether all code that is published is today's. */
  isAllLive: boolean
  /** Puts into a config what is ours. */
  change: Change
}

/** A distribution as it was found. */
interface Distribution {
  id: string
  domain: string
  accountId: string
  /** The CloudFormation stack that it belongs to. */
  stack: string | undefined
  config: DistributionConfig
  /** Ours, by its paths and its name. */
  own: OwnBehaviors
  /** What answers the endpoint on it. */
  former: Association | undefined
  hadBridge: boolean
  /** What else of ours is on it, under other names. */
  others: OwnEndpoint[]
}

/** What a distribution needs beside its behaviors, each with what is there of it. */
interface Parts {
  store: SecretStore | undefined
  nextOfStore: EdgeState['next'] | undefined
  edge: EdgeCode
  state: EdgeState
  /** What it must answer. */
  proofs: Proof[]
  bridge: DeployedBridge | undefined
  bridgeState: BridgeState | undefined
}

type Change = (
  current: DistributionConfig,
  endpoint: Association,
  bridging: Bridging | undefined,
) => DistributionConfig

/**
 * Looks and changes nothing.
 *
 * @throws {UsageError} where it refuses
 */
export async function lookAt(
  account: Account,
  request: AttachRequest,
  wait: Wait,
): Promise<Attachment> {
  const distribution = await lookAtDistribution(account, request)
  const { config, own, former } = distribution
  if (former && former.runtime !== request.runtime && !request.isRuntimeNamed)
    throw otherRuntime(former.runtime, request.paths[0])
  const parts = await lookAtParts(account, request, distribution, wait)
  const change: Change = (current, association, bridging) => {
    // The endpoint may be below the bridge's path, and then stands before it.
    const based = bridging
      ? addBridge(current, own.name, bridging)
      : removeBridge(current, own.name)
    return addEndpoint(based, { ...own, association })
  }
  const { state, bridgeState } = parts
  return {
    ...distribution,
    ...parts,
    planned: change(config, state.association, bridgeState?.bridging),
    isAllLive: state.isLive && (bridgeState?.isLive ?? true),
    change,
  }
}

async function lookAtDistribution(
  { cloudfront }: Account,
  { distribution: id, paths }: AttachRequest,
): Promise<Distribution> {
  const { domain, arn, accountId } = await describeDistribution(cloudfront, id)
  const stack = await stackOf(cloudfront, arn)
  const { config } = await readDistribution(cloudfront, id)
  const own = { paths, name: resourceName(id, paths[0]) }
  const [former] = ownBehaviors(config, own).map(viewerRequest)
  const bridge = ownBridge(config, own.name)
  const others = ownEndpoints(config, id).filter(
    ({ path, behaviors }) =>
      path !== paths[0] && !behaviors.some((behavior) => bridge.includes(behavior)),
  )
  const hadBridge = bridge.length > 0
  return { id, domain, accountId, stack, config, own, former, hadBridge, others }
}

async function lookAtParts(
  account: Account,
  { runtime, code, vectors, bridge: asked, secrets = [], parameters }: AttachRequest,
  { accountId, config, own: { name }, former }: Distribution,
  wait: Wait,
): Promise<Parts> {
  const { cloudfront, stores } = account
  const isKept = stores && secrets.length > 0
  const store = isKept ? secretStore({ cloudfront, stores }, name, secrets, wait) : undefined
  const nextOfStore = await store?.look()
  const proofs = proofsOf(vectors((key) => store?.value(key)))
  const edge = edgeCode(account, runtime, { name, code, accountId, store, parameters }, wait)
  const state = await edge.look(former?.arn)
  const bridge = asked && bridgeOn({ cloudfront, name, accountId, store }, asked)
  const bridgeState = await bridge?.look(config)
  return { store, nextOfStore, edge, state, proofs, bridge, bridgeState }
}

function edgeCode(
  account: Account,
  runtime: EdgeRuntime,
  options: EdgeCodeOptions,
  wait: Wait,
): EdgeCode {
  return runtime === 'function'
    ? functionCode(account.cloudfront, options)
    : lambdaCode(account.edge!, options, wait)
}

/** A CloudFront Function in its place would see no body, and log-ins that send one would end. */
function otherRuntime(there: EdgeRuntime, path: string): UsageError {
  const [kind, other] =
    there === 'function' ? ['a CloudFront Function', 'lambda-edge'] : ['Lambda@Edge', 'function']
  return new UsageError(
    `${path} runs as ${kind} on this distribution, and --runtime does not say whether it should stay so.\n  → To keep it, with the code of today: --runtime ${there}\n  → To have it run as the other one: --runtime ${other}`,
  )
}
