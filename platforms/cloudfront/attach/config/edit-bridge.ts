import { bridgeFunctions, bridgeName, functionName, slots } from '../resource-name.ts'
import { behaviorXml, element, ownElements, policies, type Association } from './behavior.ts'
import { putOrigin, removeOrigin } from './bridge-origin.ts'
import { serves, type Behavior, type DistributionConfig } from './distribution.ts'
import { oldSettings } from './edit-config.ts'
import { removeItem, setParts } from './edit-list.ts'
import { anothers, isOfBridge, ownBridge } from './own-behaviors.ts'
import { catchesBelow, catchesPath, isPath } from './path-pattern.ts'
import { placeBehavior } from './place-behavior.ts'
import { bridgeTaken, responseTaken } from './refusals.ts'

/** The bridge of an endpoint, as a distribution is to have it. */
export interface Bridging {
  /** The path on the site: it and all below it go to the API. */
  path: string
  /** The API's origin, `https://api.vendor.com`. */
  origin: string
  /** Its functions, at viewer request and at viewer response. */
  associations: Association[]
  /** The Id of its response headers policy. */
  answers: string
}

/**
 * The config with the API as an origin, and two behaviors that go there: for the path, and for all below it. They
 * stand before every pattern that would catch them, but for narrower ones of the owner's. One of ours for another
 * path goes. Where it is all there, the config itself.
 *
 * @param name the endpoint's
 * @throws {UsageError} where somebody else's behavior or origin is there, or there is no room
 */
export function addBridge(
  config: DistributionConfig,
  name: string,
  bridge: Bridging,
): DistributionConfig {
  const { path, origin } = bridge
  const id = bridgeName(name)
  const isInUse = ownBridge(config, name).length > 0
  const patterns = [path, `${path}/*`]
  const kept = removeOwn(
    config,
    name,
    ({ pattern }) => !patterns.some((own) => isPath(pattern, own)),
  )
  const based = putOrigin(kept, id, origin, isInUse)
  const [exact, below] = patterns
  const withPath = place(based, name, bridge, exact, (pattern) => catchesPath(pattern, path))
  return place(withPath, name, bridge, below, (pattern) => catchesBelow(pattern, path))
}

/** The config without the bridge; where there is none, the config itself. The origin stays where somebody else's behavior asks it. */
export function removeBridge(config: DistributionConfig, name: string): DistributionConfig {
  return removeOrigin(
    removeOwn(config, name, () => true),
    bridgeName(name),
  )
}

function removeOwn(
  config: DistributionConfig,
  name: string,
  isUnwanted: (behavior: Behavior) => boolean,
): DistributionConfig {
  const behavior = ownBridge(config, name).find(isUnwanted)
  if (!behavior) return config
  return removeOwn(removeItem(config, 'CacheBehaviors', behavior.element), name, isUnwanted)
}

function place(
  config: DistributionConfig,
  name: string,
  bridge: Bridging,
  pattern: string,
  isInWay: (pattern: string) => boolean,
): DistributionConfig {
  const { path, associations, answers } = bridge
  return placeBehavior(config, {
    pattern,
    isOwn: (behavior) => isOfBridge(behavior, name),
    isInWay,
    xml: behaviorXml(pattern, bridgeName(name), associations, answers),
    putRight: (current, present) => putRight(current, present, name, bridge),
    taken: (present) => anothers(config, present, name) ?? bridgeTaken(present, path),
  })
}

/** Functions at the origin's events are the owner's; CloudFront allows Lambda@Edge there. */
function putRight(
  config: DistributionConfig,
  behavior: Behavior,
  name: string,
  { associations, answers }: Bridging,
): DistributionConfig {
  if (isAsWanted(behavior, associations, answers)) return config
  const own = new Set(slots.flatMap((slot) => Object.values(bridgeFunctions(name, slot))))
  const theirs = behavior.associations.find(
    ({ event, arn }) => event.startsWith('viewer-') && !own.has(functionName(arn)),
  )
  if (theirs) throw responseTaken(behavior, theirs)
  const others = behavior.associations.filter(({ event }) => event.startsWith('origin-'))
  const wanted = {
    ...ownElements([...associations, ...others]),
    OriginRequestPolicyId: element('OriginRequestPolicyId', policies.allViewerExceptHostHeader),
    ResponseHeadersPolicyId: element('ResponseHeadersPolicyId', answers),
  }
  return setParts(config, behavior.element, wanted, oldSettings)
}

function isAsWanted(behavior: Behavior, [request, response]: Association[], answers: string) {
  const after = behavior.associations.find(({ event }) => event === 'viewer-response')
  return (
    serves(behavior, request) &&
    after?.arn === response.arn &&
    behavior.originRequestPolicy === policies.allViewerExceptHostHeader &&
    behavior.responseHeadersPolicy === answers
  )
}
