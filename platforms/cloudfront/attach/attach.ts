import { UsageError } from '../../../shared/config/usage-error.ts'
import { viewerRequest } from './config/distribution.ts'
import type { EdgeRuntime } from './config/behavior.ts'
import { changeDistribution } from './aws/change-distribution.ts'
import { functionCode } from './code/cloudfront-function.ts'
import type { Account } from './aws/connect.ts'
import type { ContractVector } from './contract/contract-vectors.ts'
import { describeChange } from './config/describe-change.ts'
import type { EdgeCode, EdgeCodeOptions } from './code/edge-code.ts'
import { addEndpoint, ownBehaviors } from './config/edit-config.ts'
import { notes } from './config/notes.ts'
import { lambdaCode } from './code/lambda-code.ts'
import {
  describeDistribution,
  readDistribution,
  stackOf,
  waitUntilDeployed,
} from './aws/live-distribution.ts'
import { secretStore, type NamedSecret } from './code/secret-store.ts'
import { proveCode } from './contract/prove-code.ts'
import { resourceName } from './resource-name.ts'
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
  /** What it must answer on AWS's own runtime before it is live, where this is its secret. */
  vectors: (secret?: string) => ContractVector[]
  /** What tokens are verified with, unless it is in the bundle. */
  secret?: NamedSecret | undefined
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
  const { cloudfront } = account
  const { distribution: id, runtime, site, paths, secret, parameters } = request
  const [path] = paths
  const name = resourceName(id, path)

  const { domain, arn, accountId } = await describeDistribution(cloudfront, id)
  const stack = await stackOf(cloudfront, arn)
  const { config } = await readDistribution(cloudfront, id)
  const [former] = ownBehaviors(config, { paths, name }).map(viewerRequest)
  if (former && former.runtime !== runtime && !request.isRuntimeNamed)
    throw otherRuntime(former.runtime, path)
  const { stores } = account
  const store = secret && stores && secretStore({ cloudfront, stores }, name, secret, talk.wait)
  const nextOfStore = await store?.look()
  const vectors = request.vectors(store ? store.value : secret?.value)
  const code = { name, code: request.code, accountId, store, parameters }
  const edge = edgeCode(account, runtime, code, talk.wait)
  const { next, isLive, association } = await edge.look(former?.arn)
  const planned = addEndpoint(config, { paths, name, association })

  talk.say(`${paths.join(', ')} on ${id} (${[domain, ...config.aliases].join(', ')})`)
  for (const line of notes(config, { paths, name }, site)) talk.say(`note: ${line}`)
  if (stack !== undefined) talk.say(`note: ${keptAsCode(stack)}`)
  const showChange = (): void => {
    if (planned === config) return
    talk.say(`The behaviors of ${id}, in the order in which CloudFront asks them:`)
    for (const line of describeChange(config, planned)) talk.say(line)
  }

  if (request.isDryRun) {
    if (nextOfStore) talk.say(`KeyValueStore ${name}: ${intentsOfStore[nextOfStore]}`)
    talk.say(`${edge.kind} ${name}: ${intents[next]}`)
    talk.say(
      `It would have to answer ${vectors.length} requests of the contract on AWS's own runtime.`,
    )
    showChange()
    const isSecretThere = nextOfStore === undefined || nextOfStore === 'nothing'
    const isDone = isSecretThere && next === 'nothing' && isLive && planned === config
    talk.say(isDone ? 'All of it is done already.' : 'Nothing was changed: this was a dry run.')
    return { state: 'only looked', lost: [], domain }
  }

  if (store) {
    // The function that is live reads the same store: what is put there holds at once.
    if (nextOfStore === 'update' && !(await talk.confirm(`Put the new secret ${secret!.name}?`))) {
      talk.say('Nothing was changed.')
      return { state: 'declined', lost: [], domain }
    }
    talk.done(`KeyValueStore ${name}, with the secret ${secret!.name}: ${await store.put()}`)
  }
  talk.done(`${edge.kind} ${name}: ${await edge.put()}`)
  await proveCode(edge, vectors, talk, secret?.name)

  if (planned !== config || !isLive) {
    showChange()
    if (planned === config) talk.say(`The new code goes live on ${path} within seconds.`)
    if (!(await talk.confirm('Go live?'))) {
      talk.say(`Nothing new is live. To take all of it away: ${undo(request)}`)
      return { state: 'declined', lost: [], domain }
    }
  }
  const endpoint = { paths, name, association: await edge.publish() }
  talk.done('published')

  const changed = await changeDistribution(cloudfront, {
    id,
    change: (current) => addEndpoint(current, endpoint),
    save: talk.save,
    wait: talk.wait,
    onConcurrentChange: () => talk.say('The distribution has changed meanwhile: reading it again.'),
  })
  talk.done(changed.isChanged ? 'the distribution is updated' : 'the distribution has it already')
  const isDeployed = await finish(account, id, talk)
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
  update: 'would get new code',
  nothing: 'has this code already',
}

const intentsOfStore = {
  create: 'would be created, or get its secret',
  update: 'would get the new secret, which holds at once',
  nothing: 'has its secret already',
}

/** Waits until every edge has the distribution as it now is. */
export async function finish({ cloudfront }: Account, id: string, talk: Talk): Promise<boolean> {
  const seconds = await waitUntilDeployed(cloudfront, id, talk.wait)
  if (seconds === undefined) {
    talk.say(
      'CloudFront is still deploying after half an hour. Run the same command again to look.',
    )
    return false
  }
  talk.done(`deployed to every edge${seconds > 0 ? ` after ${inWords(seconds)}` : ''}`)
  return true
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

function inWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`
}
