import type { AttachRequest } from './attach-request.ts'
import type { Attachment } from './attachment.ts'
import { describeChange } from './config/describe-change.ts'
import { bridgeNotes, notes } from './config/notes.ts'
import { bridgeName } from './resource-name.ts'
import type { Talk } from './talk.ts'

/** What it is about, and what the owner should know before. */
export function tellAttachment(found: Attachment, { site }: AttachRequest, talk: Talk): void {
  const { id, domain, config, own, stack, bridgeState } = found
  talk.say(`${own.paths.join(', ')} on ${id} (${[domain, ...config.aliases].join(', ')})`)
  for (const line of notes(config, own, site)) talk.say(`note: ${line}`)
  tellOthers(found, (line) => talk.say(`note: ${line}`))
  if (bridgeState) {
    const { path, origin } = bridgeState.bridging
    talk.say(`${path} and all below it go to ${origin}`)
    for (const line of bridgeNotes(config, own.name, path)) talk.say(`note: ${line}`)
  }
  if (stack !== undefined) talk.say(`note: ${keptAsCode(stack)}`)
  for (const [what, { raised }] of functionsOf(found)) {
    if (raised !== undefined)
      talk.say(`note: ${what} runs on ${raised}, as somebody has set it, and stays so.`)
  }
}

/** What of ours stays live under another path: nobody but the owner knows whether it is still needed. */
export function tellOthers({ others }: Attachment, say: Talk['say']): void {
  for (const { behaviors, cure } of others) {
    if (behaviors.length === 0) continue
    const patterns = behaviors.map(({ pattern }) => pattern).join(', ')
    say(
      `edgemint is on ${patterns} of this distribution, too, and stays there as it was attached. If the endpoint has moved, take that out: ${cure}`,
    )
  }
}

/** What would be done, where nothing is. */
export function tellDryRun(found: Attachment, talk: Talk): void {
  const { config, planned, own, nextOfStore, state, proofs, bridge, bridgeState } = found
  if (nextOfStore) talk.say(`KeyValueStore ${own.name}: ${intentsOfStore[nextOfStore]}`)
  for (const [what, { next }] of functionsOf(found)) talk.say(`${what}: ${intents[next]}`)
  if (bridgeState) {
    const { policy } = bridgeState.next
    talk.say(`Response headers policy ${bridgeName(own.name)}: ${intentsOfRules[policy]}`)
  }
  talk.say(
    `It would have to answer ${proofs.length} requests of the contract on AWS's own runtime${bridge ? `, and the bridge ${bridge.count}` : ''}.`,
  )
  tellChange(found, talk)
  const isSecretThere = nextOfStore === undefined || nextOfStore === 'nothing'
  const isDone = isSecretThere && state.next === 'nothing' && found.isAllLive && planned === config
  talk.say(isDone ? 'All of it is done already.' : 'Nothing was changed: this was a dry run.')
}

/** What changes on the distribution, if anything does. */
export function tellChange({ id, config, planned }: Attachment, talk: Talk): void {
  if (planned === config) return
  talk.say(`The behaviors of ${id}, in the order in which CloudFront asks them:`)
  for (const line of describeChange(config, planned)) talk.say(line)
}

/** All functions by kind and name, the endpoint's own first. */
function functionsOf({ edge, own, state, bridgeState }: Attachment) {
  const ofBridge = bridgeState?.next.functions ?? []
  return [
    [`${edge.kind} ${own.name}`, state] as const,
    ...ofBridge.map(([name, each]) => [`CloudFront Function ${name}`, each] as const),
  ]
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
