import { policies, methods, type Association } from './behavior.ts'
import { find, parseXml, textOf, type Element } from './xml.ts'

/** A cache behavior, as far as attach looks at it. */
export interface Behavior {
  /** Of the default behavior: empty. */
  pattern: string
  origin: string
  protocol: string
  methods: string[]
  /** Id of its cache policy; empty where it has the settings from before there were policies. */
  cachePolicy: string
  associations: Association[]
  element: Element
}

/** A distribution's config: the XML that AWS sent, and what attach reads in it. */
export interface DistributionConfig {
  xml: string
  root: Element
  /** In the order in which CloudFront asks them. */
  behaviors: Behavior[]
  defaultBehavior: Behavior
  /** The host names that it serves, its own one left out. */
  aliases: string[]
  isTenantOnly: boolean
  /** For the id of an origin group, that of its first origin. */
  firstOrigins: Record<string, string>
}

/** Reads the answer of GetDistributionConfig. */
export function readConfig(xml: string): DistributionConfig {
  const root = parseXml(xml)
  const text = (from: Element | undefined, ...names: string[]): string =>
    textOf(xml, find(from, ...names))

  const readBehavior = (element: Element): Behavior => ({
    pattern: text(element, 'PathPattern'),
    origin: text(element, 'TargetOriginId'),
    protocol: text(element, 'ViewerProtocolPolicy'),
    methods: items(element, 'AllowedMethods').map((method) => textOf(xml, method)),
    cachePolicy: text(element, 'CachePolicyId'),
    associations: [
      ...items(element, 'LambdaFunctionAssociations').map((item): Association => ({
        runtime: 'lambda-edge',
        arn: text(item, 'LambdaFunctionARN'),
        event: text(item, 'EventType'),
        includesBody: text(item, 'IncludeBody') === 'true',
      })),
      ...items(element, 'FunctionAssociations').map((item): Association => ({
        runtime: 'function',
        arn: text(item, 'FunctionARN'),
        event: text(item, 'EventType'),
        includesBody: false,
      })),
    ],
    element,
  })

  const groups = items(root, 'OriginGroups').map((group) => [
    text(group, 'Id'),
    text(items(group, 'Members')[0], 'OriginId'),
  ])
  return {
    xml,
    root,
    behaviors: items(root, 'CacheBehaviors').map(readBehavior),
    defaultBehavior: readBehavior(find(root, 'DefaultCacheBehavior')!),
    aliases: items(root, 'Aliases').map((alias) => textOf(xml, alias)),
    isTenantOnly: text(root, 'ConnectionMode') === 'tenant-only',
    firstOrigins: Object.fromEntries(groups),
  }
}

function items(from: Element | undefined, ...names: string[]): Element[] {
  return find(from, ...names, 'Items')?.children ?? []
}

/** The function that CloudFront asks before it looks into its cache. There is one at most. */
export function viewerRequest({ associations }: Behavior): Association | undefined {
  return associations.find(({ event }) => event === 'viewer-request')
}

/** Whether a behavior lets every request through to the function, uncached, whoever made it. */
export function serves(behavior: Behavior, wanted: Association): boolean {
  const own = viewerRequest(behavior)
  return (
    own?.arn === wanted.arn &&
    own.includesBody === wanted.includesBody &&
    methods.every((method) => behavior.methods.includes(method)) &&
    behavior.cachePolicy === policies.cachingDisabled
  )
}
