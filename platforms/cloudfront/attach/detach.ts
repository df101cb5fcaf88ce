import type { CloudFront } from '@aws-sdk/client-cloudfront'
import { defaults } from '../../../shared/config/defaults.ts'
import { UsageError } from '../../../shared/config/usage-error.ts'
import type { Outcome } from './attach-request.ts'
import { deleteBridge } from './bridge.ts'
import type { EdgeRuntime } from './config/behavior.ts'
import { changeDistribution } from './aws/change-distribution.ts'
import { unless } from './aws/unless.ts'
import { deleteFunction, readFunction } from './code/cloudfront-function.ts'
import type { Account } from './aws/connect.ts'
import { describeChange } from './config/describe-change.ts'
import { viewerRequest, type DistributionConfig } from './config/distribution.ts'
import { removeEndpoint } from './config/edit-config.ts'
import { removeBridge } from './config/edit-bridge.ts'
import { ownBehaviors, ownBridge, ownEndpoints, type OwnEndpoint } from './config/own-behaviors.ts'
import { finish } from './finish.ts'
import { deleteStore } from './code/secret-store.ts'
import { readLambda } from './code/lambda-code.ts'
import { deleteRole } from './code/lambda-role.ts'
import { describeDistribution, readDistribution } from './aws/live-distribution.ts'
import { bridgeName, detachCommand, resourceName } from './resource-name.ts'
import type { Talk } from './talk.ts'

export interface DetachRequest {
  distribution: string
  /** Default: the one that attach put there. */
  path: string | undefined
  /** Default: the one that is there. */
  runtime: EdgeRuntime | undefined
  isDryRun: boolean
}

/**
 * Takes out exactly what attach put in: the behavior, then the function, with Lambda@Edge the role too.
 * What is gone already is passed over: called again after a failure anywhere, it finishes the job.
 *
 * @param account makes the clients, once it is known which runtime it is
 */
export async function detach(
  connect: (runtime: EdgeRuntime) => Promise<Account>,
  request: DetachRequest,
  talk: Talk,
): Promise<Outcome> {
  const { distribution: id, isDryRun } = request
  const { cloudfront } = await connect('function')
  const { domain } = await describeDistribution(cloudfront, id)
  const { config } = await readDistribution(cloudfront, id)
  const path = request.path ?? ownPath(config, id) ?? defaults.endpoint
  const name = resourceName(id, path)
  const own = { paths: [path], name }
  const [present] = ownBehaviors(config, own)
  const there = present && viewerRequest(present)!.runtime
  const runtime = request.runtime ?? there ?? 'function'
  // Of the other runtime only what is left over goes: the behavior is in use.
  const isInUse = there !== undefined && there !== runtime
  const remove = (current: DistributionConfig): DistributionConfig =>
    removeEndpoint(removeBridge(current, name), own)
  const planned = isInUse ? config : remove(config)
  const hasBridge = ownBridge(config, name).length > 0
  const account = await connect(runtime)

  talk.say(`${path} on ${id} (${[domain, ...config.aliases].join(', ')})`)
  if (planned === config) talk.say(`No behavior of edgemint's ${runtime} is on this path.`)
  else for (const line of describeChange(config, planned)) talk.say(line)
  const kind = runtime === 'function' ? 'CloudFront Function' : 'Lambda@Edge function'
  talk.say(`The ${kind} ${name} is deleted afterwards, if edgemint made it.`)
  if (hasBridge && !isInUse) {
    talk.say('So are the functions of the bridge, and its response headers policy.')
    if (planned.origins.length === config.origins.length)
      talk.say(
        `The origin ${bridgeName(name)} stays: a behavior that edgemint did not make asks it.`,
      )
  }
  if (isDryRun) {
    talk.say('Nothing was changed: this was a dry run.')
    return { state: 'only looked', lost: [], domain }
  }
  if (!(await talk.confirm('Take it out?'))) return { state: 'declined', lost: [], domain }

  const changed = isInUse
    ? { isChanged: false, lost: [] }
    : await changeDistribution(cloudfront, {
        id,
        change: remove,
        save: talk.save,
        wait: talk.wait,
        onConcurrentChange: () =>
          talk.say('The distribution has changed meanwhile: reading it again.'),
      })
  if (changed.isChanged) talk.done('the distribution is updated')
  const { lost } = changed
  if (!(await finish(account, id, talk))) return { state: 'not deployed yet', lost, domain }
  // Before the store, which its function may read.
  if (!isInUse) await deleteBridge(cloudfront, name, hasBridge, talk)
  await (runtime === 'function'
    ? removeFunction(account, name, talk)
    : removeLambda(account, name, `${detachCommand(id, path)} --runtime lambda-edge`, talk))
  return { state: 'detached', lost, domain }
}

/** The path of the only endpoint of ours; undefined where there is none. */
function ownPath(config: DistributionConfig, id: string): string | undefined {
  const endpoints = ownEndpoints(config, id)
  const left = endpoints.find(({ path }) => path === undefined)
  if (left) throw pathUnknown(left, endpoints)
  const paths = endpoints.map(({ path }) => path)
  if (paths.length <= 1) return paths[0]
  throw new UsageError(
    `edgemint is on ${paths.length} paths of this distribution: ${paths.join(', ')}.\n  → Say which: --path ${paths[0]}`,
  )
}

/** A bridge that is left alone is not passed over for an endpoint that is whole: it may be what is meant. */
function pathUnknown({ behaviors, cure }: OwnEndpoint, endpoints: OwnEndpoint[]): UsageError {
  const patterns = behaviors.map(({ pattern }) => pattern).join(', ')
  const others = endpoints.filter(({ path }) => path !== undefined)
  return new UsageError(
    [
      `${patterns} of this distribution are the bridge of an endpoint whose path is not known.`,
      `→ To take it out: ${cure}`,
      ...others.map((each) => `→ To take out ${each.path}: ${each.cure}`),
    ].join('\n  '),
  )
}

async function removeFunction({ cloudfront }: Account, name: string, talk: Talk): Promise<void> {
  const deployed = await readFunction(cloudfront, name)
  if (deployed && !(await deleteFunction(cloudfront, deployed))) {
    talk.say(`The function ${name} stays: a behavior that edgemint did not make uses it.`)
    return
  }
  talk.done(deployed ? `the function ${name} is deleted` : `there is no function ${name}`)
  await removeStore(cloudfront, name, talk)
}

async function removeStore(cloudfront: CloudFront, name: string, talk: Talk): Promise<void> {
  const store = await deleteStore(cloudfront, name)
  if (store === 'deleted') talk.done(`its KeyValueStore is deleted, and the secret with it`)
  if (store === 'in use') talk.say(`The KeyValueStore ${name} stays: another function uses it.`)
}

/** CloudFront keeps copies of the function at its edges, and deletes them when it sees fit. */
async function removeLambda(
  { cloudfront, edge }: Account,
  name: string,
  command: string,
  talk: Talk,
): Promise<void> {
  // A bridge has one beside Lambda@Edge, too. Who may not look has none of it.
  await unless(/^AccessDenied/, () => removeStore(cloudfront, name, talk))
  const { lambda, iam } = edge!
  if (await readLambda(lambda, name)) {
    const isGone = await unless('ResourceNotFoundException', () =>
      lambda.deleteFunction({ FunctionName: name }),
    ).then(
      () => true,
      (error: Error) => {
        if (/replicat/i.test(error.message)) return false
        throw error
      },
    )
    if (!isGone) {
      talk.say(
        `The function ${name} is out of use, but AWS deletes it only when its copies at the edges are gone: that takes some hours, and costs nothing.\n→ Delete it tomorrow: ${command}`,
      )
      return
    }
  }
  await deleteRole(iam, name)
  talk.done(`the function ${name} and its role are deleted`)
}
