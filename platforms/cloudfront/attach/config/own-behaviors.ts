import type { UsageError } from '../../../../shared/config/usage-error.ts'
import {
  bridgeFunctions,
  bridgeName,
  detachCommand,
  distributionOf,
  functionName,
  isHashed,
  ownPrefix,
  resourceName,
  slots,
  type Slot,
} from '../resource-name.ts'
import { viewerRequest, type Behavior, type DistributionConfig } from './distribution.ts'
import { isPath, rooted } from './path-pattern.ts'
import { belongsTo } from './refusals.ts'

// Which behaviors of a distribution attach has made: each is known by the name of its function.

/** What the behaviors of an endpoint are known by. */
export interface OwnBehaviors {
  /** All that are ours. The first is the endpoint's own, the others are below it. */
  paths: string[]
  /** What attach names its function, in either runtime. */
  name: string
}

/**
 * The behaviors that attach made for an endpoint: those that run its function, at its path or below it. One
 * with a wider pattern that runs it is somebody else's.
 */
export function ownBehaviors(
  { behaviors }: DistributionConfig,
  { paths: [path], name }: OwnBehaviors,
): Behavior[] {
  return behaviors.filter((behavior) => {
    const { pattern } = behavior
    const isBelow = rooted(pattern).startsWith(`${path}/`) && !/[*?]/.test(pattern)
    return (isPath(pattern, path) || isBelow) && runs(behavior, name)
  })
}

/** Whether a behavior has the function of this name at its viewer request. */
export function runs(behavior: Behavior, name: string): boolean {
  return atRequest(behavior) === name
}

/** The behaviors that attach made for the bridge of an endpoint: they ask its origin, and run its function. */
export function ownBridge({ behaviors }: DistributionConfig, name: string): Behavior[] {
  return behaviors.filter((behavior) => isOfBridge(behavior, name))
}

export function isOfBridge(behavior: Behavior, name: string): boolean {
  return behavior.origin === bridgeName(name) && slotOf(behavior, name) !== undefined
}

/** Which of its functions a distribution runs; undefined: none. */
export function slotInUse(config: DistributionConfig, name: string): Slot | undefined {
  const [behavior] = ownBridge(config, name)
  return behavior && slotOf(behavior, name)
}

/** An endpoint of ours, and the behaviors that it has on a distribution, its bridge's included. */
export interface OwnEndpoint {
  /** Undefined where its bridge alone is known, whose name does not say it. */
  path: string | undefined
  behaviors: Behavior[]
  /** What takes it out. */
  cure: string
}

/** All endpoints of ours on the distribution of this ID. */
export function ownEndpoints(config: DistributionConfig, id: string): OwnEndpoint[] {
  const paths = new Set(config.behaviors.flatMap((behavior) => pathOf(behavior, id) ?? []))
  const known = [...paths].map((path) => {
    const name = resourceName(id, path)
    const own = new Set([
      ...ownBehaviors(config, { paths: [path], name }),
      ...ownBridge(config, name),
    ])
    const behaviors = config.behaviors.filter((behavior) => own.has(behavior))
    return { path, behaviors, cure: detachCommand(id, path) }
  })
  const left = config.behaviors.filter(
    (behavior) =>
      isOfSomeBridge(behavior, id) && !known.some(({ behaviors }) => behaviors.includes(behavior)),
  )
  const origins = [...new Set(left.map(({ origin }) => origin))]
  return [...known, ...origins.map((origin) => pathless(origin, left, id))]
}

function pathless(origin: string, left: Behavior[], id: string): OwnEndpoint {
  return {
    path: undefined,
    behaviors: left.filter((behavior) => behavior.origin === origin),
    cure: `${detachCommand(id, 'PATH')}, with the endpoint's path for PATH: the names of its bridge do not say it. By hand: delete the behaviors that ask the origin ${origin}, and that origin.`,
  }
}

/** The refusal of a path that another endpoint of ours has, as its own or by its bridge; else undefined. */
export function anothers(
  config: DistributionConfig,
  present: Behavior,
  name: string,
): UsageError | undefined {
  const endpoints = ownEndpoints(config, distributionOf(name))
  const owner = endpoints.find(({ behaviors }) => behaviors.includes(present))
  return owner && belongsTo(owner.path, present, owner.cure)
}

/** The path of the endpoint that a behavior is part of, as the name of its function says. */
function pathOf(behavior: Behavior, id: string): string | undefined {
  const parts = rooted(behavior.pattern).split('/')
  const above = parts.slice(1).map((_, index) => parts.slice(0, index + 2).join('/'))
  const path = above.find((each) => runs(behavior, resourceName(id, each)))
  if (path !== undefined) return path
  // A bridge is elsewhere than its endpoint. Its name says the path, unless a hash stands for it.
  const bridged = behavior.origin.slice(bridgeName(ownPrefix(id)).length)
  if (isHashed(bridged)) return undefined
  return isOfBridge(behavior, resourceName(id, `/${bridged}`)) ? `/${bridged}` : undefined
}

/** Whether a behavior is of the bridge of any endpoint of ours. */
function isOfSomeBridge(behavior: Behavior, id: string): boolean {
  const own = ownPrefix(id)
  const asksOurs = behavior.origin.startsWith(bridgeName(own))
  const starts = slots.map((slot) => bridgeFunctions(own, slot).request)
  return asksOurs && starts.some((start) => atRequest(behavior)?.startsWith(start))
}

function slotOf(behavior: Behavior, name: string): Slot | undefined {
  return slots.find((slot) => runs(behavior, bridgeFunctions(name, slot).request))
}

function atRequest(behavior: Behavior): string | undefined {
  const association = viewerRequest(behavior)
  return association && functionName(association.arn)
}
