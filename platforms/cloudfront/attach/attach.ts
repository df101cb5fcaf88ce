import type { AttachRequest, Outcome } from './attach-request.ts'
import { lookAt, type Attachment } from './attachment.ts'
import { changeDistribution } from './aws/change-distribution.ts'
import type { Account } from './aws/connect.ts'
import { deleteBridge } from './bridge.ts'
import type { NamedSecret } from './code/secret-store.ts'
import type { EdgeRuntime } from './config/behavior.ts'
import { proveCode } from './contract/prove-code.ts'
import { finish } from './finish.ts'
import { detachCommand } from './resource-name.ts'
import type { Talk } from './talk.ts'
import { tellAttachment, tellChange, tellDryRun, tellOthers } from './tell-attachment.ts'

/**
 * Puts the endpoint on a distribution, step by step. No code is live before AWS's own runtime has given
 * every right answer and the owner has agreed; a new secret is, for which the owner is asked by itself.
 * Each step looks first whether it is done already: called again after a failure anywhere, it finishes
 * the job.
 *
 * @throws {UsageError} where it refuses; what AWS refuses comes as the SDK's error
 */
export async function attach(
  account: Account,
  request: AttachRequest,
  talk: Talk,
): Promise<Outcome> {
  const found = await lookAt(account, request, talk.wait)
  const outcome = (state: Outcome['state'], lost: string[] = []): Outcome => ({
    state,
    lost,
    domain: found.domain,
  })
  tellAttachment(found, request, talk)
  if (request.isDryRun) {
    tellDryRun(found, talk)
    return outcome('only looked')
  }
  if (!(await putSecrets(found, request, talk))) return outcome('declined')
  await putCode(found, talk)
  await prove(found, request, talk)
  if (!(await mayGoLive(found, request, talk))) return outcome('declined')
  const lost = await goLive(account, found, talk)
  const isDeployed = await finish(account, found.id, talk)
  if (isDeployed) await tidy(account, found, talk)
  tellLeftOver(found, request, talk)
  tellOthers(found, talk.say)
  return outcome(isDeployed ? 'attached' : 'not deployed yet', lost)
}

/** @returns false where the owner declines */
async function putSecrets(
  { store, nextOfStore, own }: Attachment,
  { secrets = [] }: AttachRequest,
  talk: Talk,
): Promise<boolean> {
  if (!store) return true
  const named = inWords(secrets)
  // The function that is live reads the same store: what is put there holds at once.
  if (nextOfStore === 'update' && !(await talk.confirm(`Put the new ${named}, to hold at once?`))) {
    talk.say('Nothing was changed.')
    return false
  }
  talk.done(`KeyValueStore ${own.name}, with the ${named}: ${await store.put()}`)
  return true
}

/** To AWS, where nobody meets it. */
async function putCode({ edge, own, bridge }: Attachment, talk: Talk): Promise<void> {
  talk.done(`${edge.kind} ${own.name}: ${await edge.put()}`)
  await bridge?.put(talk)
}

/** On AWS's own runtime. */
async function prove(
  { edge, proofs, bridge }: Attachment,
  { secrets = [], parameters }: AttachRequest,
  talk: Talk,
): Promise<void> {
  await proveCode([{ edge, proofs }], talk, parameters ?? namesOf(secrets))
  await bridge?.prove(talk, namesOf(secrets))
}

/** Asks the owner, if there is anything to ask. */
async function mayGoLive(found: Attachment, request: AttachRequest, talk: Talk): Promise<boolean> {
  const { config, planned, isAllLive, nextOfStore } = found
  if (planned === config && isAllLive) return true
  tellChange(found, talk)
  if (planned === config) talk.say(`The new code goes live on ${request.paths[0]} within seconds.`)
  if (await talk.confirm('Go live?')) return true
  const but = nextOfStore === 'update' ? ` but the ${inWords(request.secrets!)}` : ''
  talk.say(`Nothing new is live${but}. To take all of it away: ${undo(request)}`)
  return false
}

/**
 * What the distribution runs already changes where it stands, as soon as it is published. That waits until AWS has
 * taken the update: a refusal leaves live what was live.
 *
 * @returns what AWS dropped from the config
 */
async function goLive(
  { cloudfront }: Account,
  { id, edge, bridge, change, former, state }: Attachment,
  talk: Talk,
): Promise<string[]> {
  const isInPlace = former?.arn === state.association.arn
  const association = isInPlace ? state.association : await edge.publish()
  const bridging = await bridge?.publish()
  if (!isInPlace) talk.done('published')
  const { isChanged, lost } = await changeDistribution(cloudfront, {
    id,
    change: (current) => change(current, association, bridging),
    save: talk.save,
    wait: talk.wait,
    onConcurrentChange: () => talk.say('The distribution has changed meanwhile: reading it again.'),
  })
  talk.done(isChanged ? 'the distribution is updated' : 'the distribution has it already')
  await bridge?.putRight()
  if (isInPlace) {
    await edge.publish()
    talk.done('published')
  }
  return lost
}

/** Takes out what no edge runs or needs any more. */
async function tidy(
  { cloudfront }: Account,
  { edge, bridge, hadBridge, own }: Attachment,
  talk: Talk,
): Promise<void> {
  await edge.tidy?.()
  if (bridge) await bridge.tidy(talk)
  else if (hadBridge) await deleteBridge(cloudfront, own.name, true, talk)
}

/** Where the endpoint ran as the other one, that stays. */
function tellLeftOver({ former }: Attachment, request: AttachRequest, talk: Talk): void {
  if (!former || former.runtime === request.runtime) return
  const other = former.runtime === 'function' ? 'CloudFront Function' : 'Lambda function'
  talk.say(
    `The ${other} from before is not used any more. ${undo(request, former.runtime)} deletes it.`,
  )
}

function inWords(secrets: NamedSecret[]): string {
  return `secret${secrets.length > 1 ? 's' : ''} ${namesOf(secrets).join(' and ')}`
}

const namesOf = (secrets: { name: string }[]): string[] => secrets.map(({ name }) => name)

/** The command that takes it out again. */
function undo({ distribution, paths: [path] }: AttachRequest, runtime?: EdgeRuntime): string {
  const option = runtime === undefined ? '' : ` --runtime ${runtime}`
  return detachCommand(distribution, path) + option
}
