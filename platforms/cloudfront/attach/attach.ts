import { UsageError } from '../../../shared/config/usage-error.ts'
import { viewerRequest, type DistributionConfig } from './config/distribution.ts'
import type { EdgeRuntime } from './config/behavior.ts'
import { changeDistribution } from './aws/change-distribution.ts'
import { functionCode } from './code/cloudfront-function.ts'
import type { Account } from './aws/connect.ts'
import { bridgeOn, deleteBridge, type BridgeRequest } from './bridge.ts'
import { addBridge, ownBridge, removeBridge } from './config/edit-bridge.ts'
import type { Bridging } from './config/edit-bridge.ts'
import type { Association } from './config/behavior.ts'
import type { ContractVector } from './contract/contract-vectors.ts'
import { proofsOf } from './contract/proof.ts'
import { finish } from './finish.ts'
import { describeChange } from './config/describe-change.ts'
import type { EdgeCode, EdgeCodeOptions } from './code/edge-code.ts'
import { addEndpoint, ownBehaviors } from './config/edit-config.ts'
import { bridgeNotes, notes } from './config/notes.ts'
import { lambdaCode } from './code/lambda-code.ts'
import { describeDistribution, readDistribution, stackOf } from './aws/live-distribution.ts'
import { secretStore, type NamedSecret } from './code/secret-store.ts'
import { proveCode } from './contract/prove-code.ts'
import { bridgeName, resourceName } from './resource-name.ts'
import type { Talk } from './talk.ts'
import type { Wait } from './aws/wait-out-throttling.ts'

export interface AttachRequest {
  /** The distribution's ID. */
  distribution: string
  runtime: EdgeRuntime
  /** Whether somebody has chosen it. If not, what runs there already stays what it is. */
  isRuntimeNamed: boolean
  /** The page's origin. */
  site: string
  /** All that are ours: the endpoint's own first, then those below it. */
  paths: string[]
  /** The bundle for this runtime. */
  code: string
  /** What it must answer on AWS's own runtime before it is live, where a secret of this name is so bound. */
  vectors: (secret: (name: string) => string | undefined) => ContractVector[]
  /** What is handed to an API beside the endpoint. */
  bridge?: BridgeRequest | undefined
  /** What CloudFront Functions read: it is put into their KeyValueStore. */
  secrets?: NamedSecret[]
  /** The names of all secrets that a Lambda@Edge function reads. */
  parameters?: string[]
  /** Whether to look only, and tell what would be done. */
  isDryRun: boolean
}

export interface Outcome {
  state: 'attached' | 'detached' | 'only looked' | 'declined' | 'not deployed yet'
  /** What AWS dropped from the config. */
  lost: string[]
  /** Its own host, `d111111abcdef8.cloudfront.net`. */
  domain: string
}

/**
 * Puts the endpoint on a distribution, step by step. Nothing is live before AWS's own runtime has given
 * every right answer and the owner has agreed. Each step looks first whether it is done already: called
 * again after a failure anywhere, it finishes the job.
 *
 * @throws {UsageError} where it refuses; what AWS refuses comes as the SDK's error
 */
export async function attach(
  account: Account,
  request: AttachRequest,
  talk: Talk,
): Promise<Outcome> {
  const { cloudfront, stores } = account
  const { distribution: id, runtime, site, paths, secrets = [], parameters } = request
  const [path] = paths
  const name = resourceName(id, path)
  const own = { paths, name }

  const { domain, arn, accountId } = await describeDistribution(cloudfront, id)
  const stack = await stackOf(cloudfront, arn)
  const { config } = await readDistribution(cloudfront, id)
  const [former] = ownBehaviors(config, own).map(viewerRequest)
  const formerBridge = ownBridge(config, name)
  if (former && former.runtime !== runtime && !request.isRuntimeNamed)
    throw otherRuntime(former.runtime, path)
  const isKept = stores && secrets.length > 0
  const store = isKept ? secretStore({ cloudfront, stores }, name, secrets, talk.wait) : undefined
  const nextOfStore = await store?.look()
  const proofs = proofsOf(request.vectors((key) => store?.value(key)))
  const code = { name, code: request.code, accountId, store, parameters }
  const edge = edgeCode(account, runtime, code, talk.wait)
  const state = await edge.look(former?.arn)
  const { next, isLive, association } = state
  const bridge = request.bridge && bridgeOn({ cloudfront, name, accountId, store }, request.bridge)
  const bridgeState = await bridge?.look(config)
  const isAllLive = isLive && (bridgeState?.isLive ?? true)
  const change = (
    current: DistributionConfig,
    endpoint: Association,
    bridging: Bridging | undefined,
  ): DistributionConfig => {
    // The endpoint may be below the bridge's path, and then stands before it.
    const based = bridging ? addBridge(current, name, bridging) : removeBridge(current, name)
    return addEndpoint(based, { ...own, association: endpoint })
  }
  const planned = change(config, association, bridgeState?.bridging)

  talk.say(`${paths.join(', ')} on ${id} (${[domain, ...config.aliases].join(', ')})`)
  for (const line of notes(config, own, site)) talk.say(`note: ${line}`)
  if (bridgeState) {
    talk.say(`${bridgeState.bridging.path} and all below it go to ${bridgeState.bridging.origin}`)
    for (const line of bridgeNotes(config, name, bridgeState.bridging.path))
      talk.say(`note: ${line}`)
  }
  if (stack !== undefined) talk.say(`note: ${keptAsCode(stack)}`)
  const functions = [[name, state] as const, ...(bridgeState?.next.functions ?? [])]
  for (const [each, { raised }] of functions) {
    const kind = each === name ? edge.kind : 'CloudFront Function'
    if (raised !== undefined)
      talk.say(`note: ${kind} ${each} runs on ${raised}, as somebody has set it, and stays so.`)
  }
  const showChange = (): void => {
    if (planned === config) return
    talk.say(`The behaviors of ${id}, in the order in which CloudFront asks them:`)
    for (const line of describeChange(config, planned)) talk.say(line)
  }

  if (request.isDryRun) {
    if (nextOfStore) talk.say(`KeyValueStore ${name}: ${intentsOfStore[nextOfStore]}`)
    talk.say(`${edge.kind} ${name}: ${intents[next]}`)
    if (bridgeState) {
      const { functions: ofBridge, policy } = bridgeState.next
      for (const [each, { next: todo }] of ofBridge)
        talk.say(`CloudFront Function ${each}: ${intents[todo]}`)
      talk.say(`Response headers policy ${bridgeName(name)}: ${intentsOfRules[policy]}`)
    }
    talk.say(
      `It would have to answer ${proofs.length} requests of the contract on AWS's own runtime${bridge ? `, and the bridge ${bridge.count}` : ''}.`,
    )
    showChange()
    const isSecretThere = nextOfStore === undefined || nextOfStore === 'nothing'
    const isDone = isSecretThere && next === 'nothing' && isAllLive && planned === config
    talk.say(isDone ? 'All of it is done already.' : 'Nothing was changed: this was a dry run.')
    return { state: 'only looked', lost: [], domain }
  }

  const secretNames = secrets.map((secret) => secret.name)
  if (store) {
    const named = `the secret${secrets.length > 1 ? 's' : ''} ${secretNames.join(' and ')}`
    // The function that is live reads the same store: what is put there holds at once.
    if (
      nextOfStore === 'update' &&
      !(await talk.confirm(`Put ${named.replace('the', 'the new')}?`))
    ) {
      talk.say('Nothing was changed.')
      return { state: 'declined', lost: [], domain }
    }
    talk.done(`KeyValueStore ${name}, with ${named}: ${await store.put()}`)
  }
  talk.done(`${edge.kind} ${name}: ${await edge.put()}`)
  await bridge?.put(talk)
  await proveCode([{ edge, proofs }], talk, parameters ?? secretNames)
  await bridge?.prove(talk, secretNames)

  if (planned !== config || !isAllLive) {
    showChange()
    if (planned === config) talk.say(`The new code goes live on ${path} within seconds.`)
    if (!(await talk.confirm('Go live?'))) {
      talk.say(`Nothing new is live. To take all of it away: ${undo(request)}`)
      return { state: 'declined', lost: [], domain }
    }
  }
  const published = await edge.publish()
  const bridging = await bridge?.publish()
  talk.done('published')

  const changed = await changeDistribution(cloudfront, {
    id,
    change: (current) => change(current, published, bridging),
    save: talk.save,
    wait: talk.wait,
    onConcurrentChange: () => talk.say('The distribution has changed meanwhile: reading it again.'),
  })
  talk.done(changed.isChanged ? 'the distribution is updated' : 'the distribution has it already')
  const isDeployed = await finish(account, id, talk)
  if (isDeployed) {
    if (bridge) await bridge.tidy(talk)
    else if (formerBridge.length > 0) await deleteBridge(cloudfront, name, true, talk)
  }
  if (former && former.runtime !== runtime) {
    const other = former.runtime === 'function' ? 'CloudFront Function' : 'Lambda function'
    talk.say(
      `The ${other} from before is not used any more. ${undo(request, former.runtime)} deletes it.`,
    )
  }
  return { state: isDeployed ? 'attached' : 'not deployed yet', lost: changed.lost, domain }
}

/** A CloudFront Function in its place would see no body, and log-ins that send one would end. */
function otherRuntime(there: EdgeRuntime, path: string): UsageError {
  const [kind, other] =
    there === 'function' ? ['a CloudFront Function', 'lambda-edge'] : ['Lambda@Edge', 'function']
  return new UsageError(
    `${path} runs as ${kind} on this distribution, and --runtime does not say whether it should stay so.\n  → To keep it, with the code of today: --runtime ${there}\n  → To have it run as the other one: --runtime ${other}`,
  )
}

/** What a stack makes it makes again, as its template says. */
function keptAsCode(stack: string): string {
  return `this distribution belongs to the CloudFormation stack ${stack}, whose next deploy may take the endpoint out again. edgemint template prints the endpoint as code for it: rather put it there.`
}

const intents = {
  create: 'would be created',
  update: 'would be updated',
  nothing: 'has this code already',
}

const intentsOfRules = {
  ...intents,
  update: 'would be put right, which holds at once',
  nothing: 'is there already',
}

const intentsOfStore = {
  create: 'would be created, or get its secret',
  update: 'would get the new secret, which holds at once',
  nothing: 'has its secret already',
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

/** The command that takes it out again. */
function undo({ distribution, paths: [path] }: AttachRequest, runtime?: EdgeRuntime): string {
  const option = runtime === undefined ? '' : ` --runtime ${runtime}`
  return `npx edgemint detach --distribution ${distribution} --path ${path}${option}`
}
