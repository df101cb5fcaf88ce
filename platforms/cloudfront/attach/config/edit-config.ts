import { behaviorXml, ownElements, type Association } from './behavior.ts'
import { serves, type Behavior, type DistributionConfig } from './distribution.ts'
import { removeItem, setParts } from './edit-list.ts'
import { anothers, ownBehaviors, runs, type OwnBehaviors } from './own-behaviors.ts'
import { catchesPath, isPath } from './path-pattern.ts'
import { placeBehavior } from './place-behavior.ts'
import { staging, taken, tenantOnly, twoKinds } from './refusals.ts'

/** The endpoint, as a distribution is to have it. */
export interface Endpoint extends OwnBehaviors {
  /** Its function, at viewer request. */
  association: Association
}

/**
 * The config with a behavior more for each path, or with ours put right: before every pattern that would
 * catch the path, with our function at its viewer request. One of ours for a path that is none of these
 * any more goes. All else stays as it is, to the octet. Where it is all there, the config itself.
 *
 * @throws {UsageError} where somebody else's behavior has a path, or there is no room
 */
export function addEndpoint(config: DistributionConfig, endpoint: Endpoint): DistributionConfig {
  if (config.isTenantOnly) throw tenantOnly()
  if (config.isStaging) throw staging()
  const { paths } = endpoint
  const isFormer = ({ pattern }: Behavior): boolean => !paths.some((path) => isPath(pattern, path))
  const kept = removeOwn(config, endpoint, isFormer)
  return paths.reduce((current, path) => addPath(current, path, endpoint), kept)
}

function addPath(config: DistributionConfig, path: string, endpoint: Endpoint): DistributionConfig {
  const { paths, name, association } = endpoint
  const { origin } = config.defaultBehavior
  return placeBehavior(config, {
    pattern: path,
    isOwn: (behavior) => runs(behavior, name),
    isInWay: (pattern) => catchesPath(pattern, path),
    // CloudFront refuses an origin group where PUT is allowed.
    xml: behaviorXml(path, config.groups[origin]?.[0] ?? origin, [association]),
    putRight: (current, present) => putRight(current, present, association),
    taken: (present) => anothers(config, present, name) ?? taken(present, paths[0]),
  })
}

/** The config without the behaviors of ours; where there are none, the config itself. */
export function removeEndpoint(config: DistributionConfig, own: OwnBehaviors): DistributionConfig {
  return removeOwn(config, own, () => true)
}

function removeOwn(
  config: DistributionConfig,
  own: OwnBehaviors,
  isUnwanted: (behavior: Behavior) => boolean,
): DistributionConfig {
  const behavior = ownBehaviors(config, own).find(isUnwanted)
  if (!behavior) return config
  return removeOwn(removeItem(config, 'CacheBehaviors', behavior.element), own, isUnwanted)
}

/** What the owner has set in our behavior stays, as long as every request reaches the function. */
function putRight(
  config: DistributionConfig,
  behavior: Behavior,
  wanted: Association,
): DistributionConfig {
  if (serves(behavior, wanted)) return config
  const others = behavior.associations.filter(({ event }) => event !== wanted.event)
  const mixed = others.find(
    ({ event, runtime }) => event === 'viewer-response' && runtime !== wanted.runtime,
  )
  if (mixed) throw twoKinds(behavior, mixed)
  return setParts(config, behavior.element, ownElements([wanted, ...others]), oldSettings)
}

/** From before there were cache policies; CloudFront refuses both. */
export const oldSettings = ['ForwardedValues', 'MinTTL', 'DefaultTTL', 'MaxTTL']
