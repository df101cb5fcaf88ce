import { behaviorXml, ownElements, type Association } from './behavior.ts'
import {
  readConfig,
  serves,
  viewerRequest,
  type Behavior,
  type DistributionConfig,
} from './distribution.ts'
import { catchesPath, isPath, rooted } from './path-pattern.ts'
import { full, quota, staging, taken, tenantOnly, twoKinds } from './refusals.ts'
import { functionName } from '../resource-name.ts'
import { applyEdits, find, type Edit, type Element } from './xml.ts'

/** The endpoint, as a distribution is to have it. */
export interface Endpoint {
  /** All that are ours. The first is the endpoint's own, the others are below it. */
  paths: string[]
  /** What attach names its function, in either runtime. */
  name: string
  /** Its function, at viewer request. */
  association: Association
}

/** What the behaviors of an endpoint are known by. */
export type OwnBehaviors = Pick<Endpoint, 'paths' | 'name'>

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
  const { behaviors } = config
  const present = behaviors.find(({ pattern }) => isPath(pattern, path))
  if (present && !isOwn(present, endpoint.name)) throw taken(present, endpoint.paths[0])
  const before = behaviors.find(({ pattern }) => catchesPath(pattern, path))
  if (present && before === present) return putRight(config, present, endpoint.association)
  // Something that catches the path was put before ours.
  if (present) return addPath(moveBehavior(config, present, before!), path, endpoint)
  // Who has more than the quota has a higher one; whether there is room then, AWS knows.
  if (behaviors.length === quota) throw full()
  return insertBehavior(config, before, newBehavior(config, path, endpoint.association))
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
  return behavior ? removeOwn(removeBehavior(config, behavior), own, isUnwanted) : config
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
    return (isPath(pattern, path) || isBelow) && isOwn(behavior, name)
  })
}

function isOwn(behavior: Behavior, name: string): boolean {
  const association = viewerRequest(behavior)
  return association !== undefined && functionName(association.arn) === name
}

function newBehavior(config: DistributionConfig, path: string, association: Association): string {
  const { origin } = config.defaultBehavior
  // CloudFront refuses an origin group where PUT is allowed.
  return behaviorXml(path, config.firstOrigins[origin] ?? origin, association)
}

function insertBehavior(
  config: DistributionConfig,
  before: Behavior | undefined,
  xml: string,
): DistributionConfig {
  const { root, behaviors } = config
  const all = find(root, 'CacheBehaviors')
  const last = behaviors.at(-1)
  if (!all) {
    const one = `<CacheBehaviors><Quantity>1</Quantity><Items>${xml}</Items></CacheBehaviors>`
    return edited(config, [insert(find(root, 'DefaultCacheBehavior')!.end, one)])
  }
  const place = before?.element.start ?? last?.element.end
  const edit =
    place === undefined ? fill(find(all, 'Quantity')!, find(all, 'Items'), xml) : insert(place, xml)
  return edited(config, [setQuantity(config, behaviors.length + 1), edit])
}

/** The first of a list; some write an empty one as `<Items/>`. */
function fill(quantity: Element, empty: Element | undefined, xml: string): Edit {
  const { start, end } = empty ?? { start: quantity.end, end: quantity.end }
  return { start, end, text: `<Items>${xml}</Items>` }
}

function removeBehavior(config: DistributionConfig, { element }: Behavior): DistributionConfig {
  const { root, behaviors } = config
  const { start, end } = behaviors.length > 1 ? element : find(root, 'CacheBehaviors', 'Items')!
  return edited(config, [setQuantity(config, behaviors.length - 1), { start, end, text: '' }])
}

function moveBehavior(
  config: DistributionConfig,
  { element: { start, end } }: Behavior,
  before: Behavior,
): DistributionConfig {
  const text = config.xml.slice(start, end)
  return edited(config, [insert(before.element.start, text), { start, end, text: '' }])
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
  const { element } = behavior
  const edits = Object.entries(ownElements([wanted, ...others])).map(([name, text]): Edit => {
    const present = find(element, name)
    return present
      ? { start: present.start, end: present.end, text }
      : insert(element.contentEnd, text)
  })
  // Settings from before there were cache policies; CloudFront refuses both.
  const old = ['ForwardedValues', 'MinTTL', 'DefaultTTL', 'MaxTTL'].flatMap((name): Edit[] => {
    const present = find(element, name)
    return present ? [{ start: present.start, end: present.end, text: '' }] : []
  })
  return edited(config, [...edits, ...old])
}

function setQuantity({ root }: DistributionConfig, quantity: number): Edit {
  const { contentStart, contentEnd } = find(root, 'CacheBehaviors', 'Quantity')!
  return { start: contentStart, end: contentEnd, text: String(quantity) }
}

function insert(at: number, text: string): Edit {
  return { start: at, end: at, text }
}

function edited({ xml }: DistributionConfig, edits: Edit[]): DistributionConfig {
  return readConfig(applyEdits(xml, edits))
}
