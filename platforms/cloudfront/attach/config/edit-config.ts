import { UsageError } from '../../../../shared/config/usage-error.ts'
import { behaviorXml, ownElements, type Association } from './behavior.ts'
import {
  readConfig,
  serves,
  viewerRequest,
  type Behavior,
  type DistributionConfig,
} from './distribution.ts'
import { catchesPath, isPath } from './path-pattern.ts'
import { functionName } from '../resource-name.ts'
import { applyEdits, find, type Edit, type Element } from './xml.ts'

/** CloudFront's quota, the default behavior not counted. */
const mostBehaviors = 75

/** The endpoint, as a distribution is to have it. */
export interface Endpoint {
  path: string
  /** What attach names the function of this path, in either runtime. */
  name: string
  /** Its function, at viewer request. */
  association: Association
}

/**
 * The config with exactly one behavior more, or with ours put right: before every pattern that would
 * catch the path, with our function at its viewer request. All else stays as it is, to the octet. Where
 * it is all there, the config itself.
 *
 * @throws {UsageError} where somebody else's behavior has the path, or there is no room
 */
export function addEndpoint(config: DistributionConfig, endpoint: Endpoint): DistributionConfig {
  if (config.isTenantOnly) throw tenantOnly()
  const { behaviors } = config
  const present = behaviors.find(({ pattern }) => isPath(pattern, endpoint.path))
  if (present && !isOwn(present, endpoint.name)) throw taken(present, endpoint.path)
  const before = behaviors.find(({ pattern }) => catchesPath(pattern, endpoint.path))
  if (present && before === present) return putRight(config, present, endpoint.association)
  // Something that catches the path was put before ours.
  if (present) return addEndpoint(moveBehavior(config, present, before!), endpoint)
  if (behaviors.length >= mostBehaviors) throw full()
  return insertBehavior(config, before, newBehavior(config, endpoint))
}

/** The config without the behavior of ours for a path; where there is none, the config itself. */
export function removeEndpoint(
  config: DistributionConfig,
  { path, name }: Pick<Endpoint, 'path' | 'name'>,
): DistributionConfig {
  const own = ownBehavior(config, { path, name })
  return own ? removeBehavior(config, own) : config
}

/** The behavior of ours for a path. */
export function ownBehavior(
  { behaviors }: DistributionConfig,
  { path, name }: Pick<Endpoint, 'path' | 'name'>,
): Behavior | undefined {
  return behaviors.find((behavior) => isPath(behavior.pattern, path) && isOwn(behavior, name))
}

function isOwn(behavior: Behavior, name: string): boolean {
  const association = viewerRequest(behavior)
  return association !== undefined && functionName(association.arn) === name
}

function newBehavior(config: DistributionConfig, { path, association }: Endpoint): string {
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

function taken(behavior: Behavior, path: string): UsageError {
  const other = viewerRequest(behavior)
  const whose = other
    ? `with another function at its viewer request: ${other.arn}`
    : 'that edgemint did not make'
  return new UsageError(
    `the distribution has a behavior for ${behavior.pattern} already, ${whose}. CloudFront runs one function there, and attach replaces none of yours.\n  → Delete that behavior, if nothing needs it, and run attach again.\n  → Or give edgemint another path: --path ${path}-edgemint, and the same as endpoint in the config.`,
    1,
  )
}

function tenantOnly(): UsageError {
  return new UsageError(
    'this distribution serves distribution tenants only (ConnectionMode: tenant-only). Its behaviors hold for every tenant, and attach has never been tried there.\n  → Attach to a distribution that serves one site, or add the behavior by hand: edgemint template cloudformation shows it.',
    1,
  )
}

function full(): UsageError {
  return new UsageError(
    `the distribution has ${mostBehaviors} behaviors, and CloudFront allows no more.\n  → Delete one that is no longer needed, or ask AWS for a higher quota ("Cache behaviors per distribution").`,
    1,
  )
}
