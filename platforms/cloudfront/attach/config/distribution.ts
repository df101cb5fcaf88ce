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
  /** Whether CloudFront lets only those through who have a signed URL or cookie. */
  isSigned: boolean
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
  isEnabled: boolean
  isTenantOnly: boolean
  /** Whether it is another one's staging distribution. */
  isStaging: boolean
  /** Whether a part of its requests may go to a staging distribution. */
  hasStaging: boolean
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
    isSigned: ['TrustedSigners', 'TrustedKeyGroups'].some(
      (name) => text(element, name, 'Enabled') === 'true',
    ),
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
    isEnabled: text(root, 'Enabled') === 'true',
    isTenantOnly: text(root, 'ConnectionMode') === 'tenant-only',
    isStaging: text(root, 'Staging') === 'true',
    hasStaging: text(root, 'ContinuousDeploymentPolicyId') !== '',
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
