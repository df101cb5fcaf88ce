import type { CloudFront } from '@aws-sdk/client-cloudfront'
import type { BridgeParts } from '../bridge-parts.ts'
import { answerRules, deleteRules } from './code/answer-rules.ts'
import { deleteFunction, functionCode, readFunction } from './code/cloudfront-function.ts'
import type { EdgeCode, EdgeState } from './code/edge-code.ts'
import type { SecretStore } from './code/secret-store.ts'
import type { Bridging } from './config/edit-bridge.ts'
import type { DistributionConfig } from './config/distribution.ts'
import { slotInUse } from './config/own-behaviors.ts'
import type { Proof } from './contract/proof.ts'
import { proveCode } from './contract/prove-code.ts'
import { bridgeFunctions, bridgeName, slots, type Slot } from './resource-name.ts'
import type { Talk } from './talk.ts'

export interface BridgeRequest extends BridgeParts {
  /** What they must answer on AWS's own runtime, where a secret of this name is so bound. */
  proofs: (secret: (name: string) => string | undefined) => { request: Proof[]; response: Proof[] }
}

type Functions = [request: EdgeCode, response: EdgeCode]

interface Surroundings {
  cloudfront: CloudFront
  /** The endpoint's. */
  name: string
  accountId: string
  store: SecretStore | undefined
}

/** What is there of a bridge, and what is to be done. */
export interface BridgeState {
  bridging: Bridging
  /** What would be done with each of its functions, by name, and with the response headers policy. */
  next: { functions: [name: string, state: EdgeState][]; policy: EdgeState['next'] }
  /** Whether both functions are live, and the rules of the answers hold. */
  isLive: boolean
}

export type DeployedBridge = ReturnType<typeof bridgeOn>

/**
 * What a bridge has beside its behaviors: two functions and a response headers policy. New code goes where the
 * distribution does not look yet, so that one update brings all of it, to other paths and to another API as well.
 */
export function bridgeOn(
  { cloudfront, name, accountId, store }: Surroundings,
  { path, origin, removed, code, proofs }: BridgeRequest,
) {
  const rules = answerRules(cloudfront, bridgeName(name), removed)
  const functionsIn = (slot: Slot, before: EdgeState[] = []): Functions => {
    const { request, response } = bridgeFunctions(name, slot)
    const [raised, raisedResponse] = before.map((state) => state.raised)
    return [
      functionCode(cloudfront, { name: request, code: code.request, accountId, store, raised }),
      functionCode(
        cloudfront,
        { name: response, code: code.response, accountId, raised: raisedResponse },
        'viewer-response',
      ),
    ]
  }
  let slot: Slot = 'a'
  let edges = functionsIn(slot)
  const names = (): string[] => Object.values(bridgeFunctions(name, slot))
  /** @param before the functions in whose place these come */
  const lookIn = async (there: Slot, before?: EdgeState[]): Promise<EdgeState[]> => {
    slot = there
    edges = functionsIn(there, before)
    return [await edges[0].look(undefined), await edges[1].look(undefined)]
  }
  const bridging = (associations: Bridging['associations'], answers: string): Bridging => ({
    path,
    origin,
    associations,
    answers,
  })
  return {
    /** Looks and changes nothing. */
    async look(config: DistributionConfig): Promise<BridgeState> {
      const used = slotInUse(config, name)
      let states = await lookIn(used ?? 'a')
      if (used && !states.every(({ isLive }) => isLive)) states = await lookIn(other(used), states)
      const answers = await rules.look()
      return {
        bridging: bridging(
          states.map(({ association }) => association),
          rules.id ?? '(new)',
        ),
        next: {
          functions: names().map((each, index) => [each, states[index]]),
          policy: answers,
        },
        isLive: states.every(({ isLive }) => isLive) && answers === 'nothing',
      }
    },
    /** Brings all of it to AWS, where nobody meets it. */
    async put(talk: Talk): Promise<void> {
      for (const [index, edge] of edges.entries())
        talk.done(`${edge.kind} ${names()[index]}: ${await edge.put()}`)
      talk.done(`Response headers policy ${bridgeName(name)}: ${await rules.create()}`)
    },
    /** How many requests they have to answer. */
    get count(): number {
      const asked = proofs((key) => store?.value(key))
      return asked.request.length + asked.response.length
    },
    async prove(talk: Talk, secrets: string[]): Promise<void> {
      const asked = proofs((key) => store?.value(key))
      const [request, response] = edges
      const functions = [
        { edge: request, proofs: asked.request },
        { edge: response, proofs: asked.response },
      ]
      await proveCode(functions, talk, secrets, ' of the bridge')
    },
    /** Makes the functions live, for who names them, and tells what the distribution must have. */
    async publish(): Promise<Bridging> {
      const associations = [await edges[0].publish(), await edges[1].publish()]
      return bridging(associations, rules.id!)
    },
    /** Puts the policy right, which holds at once. */
    putRight: () => rules.putRight(),
    /** Deletes the functions from before, once no edge runs them any more. */
    async tidy(talk: Talk): Promise<void> {
      const deleted = await deleteFunctions(cloudfront, name, [other(slot)], talk)
      if (deleted > 0) talk.done('the functions of the bridge from before are deleted')
    },
  }
}

/**
 * Deletes what a bridge has beside its behaviors, if edgemint made it. What is gone already is passed over. The
 * functions go last: as long as one is there, the job is not done.
 *
 * @param wasThere whether the distribution had the bridge
 */
export async function deleteBridge(
  cloudfront: CloudFront,
  name: string,
  wasThere: boolean,
  talk: Talk,
): Promise<void> {
  if (!wasThere && !(await hasFunctions(cloudfront, name))) return
  const policy = bridgeName(name)
  const rules = await deleteRules(cloudfront, policy)
  if (rules === 'in use')
    talk.say(`The response headers policy ${policy} stays: another behavior uses it.`)
  await deleteFunctions(cloudfront, name, slots, talk)
  talk.done('the functions of the bridge and its response headers policy are deleted')
}

async function hasFunctions(cloudfront: CloudFront, name: string): Promise<boolean> {
  for (const each of functionNames(name, slots))
    if (await readFunction(cloudfront, each)) return true
  return false
}

async function deleteFunctions(
  cloudfront: CloudFront,
  name: string,
  from: readonly Slot[],
  talk: Talk,
): Promise<number> {
  let deleted = 0
  for (const each of functionNames(name, from)) {
    const deployed = await readFunction(cloudfront, each)
    if (!deployed) continue
    if (await deleteFunction(cloudfront, deployed)) deleted++
    else talk.say(`The function ${each} stays: a behavior that edgemint did not make uses it.`)
  }
  return deleted
}

function functionNames(name: string, from: readonly Slot[]): string[] {
  return from.flatMap((slot) => Object.values(bridgeFunctions(name, slot)))
}

function other(slot: Slot): Slot {
  return slot === 'a' ? 'b' : 'a'
}
