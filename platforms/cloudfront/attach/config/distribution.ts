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
  originRequestPolicy: string
  responseHeadersPolicy: string
  associations: Association[]
  /** Whether CloudFront lets only those through who have a signed URL or cookie. */
  isSigned: boolean
  element: Element
}

/** An origin, as far as attach looks at it. */
export interface Origin {
  id: string
  domain: string
  path: string
  /** Of a custom origin; of one in S3 or in a VPC: undefined. */
  custom: { port: string; protocol: string; tls: string[] } | undefined
  element: Element
}

/** What a distribution does with a status of an origin. */
export interface ErrorResponse {
  status: string
  /** The path of a page of the distribution's own that stands in for the answer; empty: none. */
  page: string
  /** Seconds for which it is kept, at least; empty: CloudFront's default. */
  ttl: string
}

/** A distribution's config: the XML that AWS sent, and what attach reads in it. */
export interface DistributionConfig {
  xml: string
  root: Element
  /** In the order in which CloudFront asks them. */
  behaviors: Behavior[]
  defaultBehavior: Behavior
  origins: Origin[]
  /** The host names that it serves, its own one left out. */
  aliases: string[]
  isEnabled: boolean
  isTenantOnly: boolean
  /** Whether it is another one's staging distribution. */
  isStaging: boolean
  /** Whether a part of its requests may go to a staging distribution. */
  hasStaging: boolean
  /** For the id of an origin group, those of its origins. */
  groups: Record<string, string[]>
  /** What is said of the errors of origins, for each status that is there. */
  errors: ErrorResponse[]
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
    originRequestPolicy: text(element, 'OriginRequestPolicyId'),
    responseHeadersPolicy: text(element, 'ResponseHeadersPolicyId'),
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

  const readOrigin = (element: Element): Origin => {
    const custom = find(element, 'CustomOriginConfig')
    return {
      id: text(element, 'Id'),
      domain: text(element, 'DomainName'),
      path: text(element, 'OriginPath'),
      custom: custom && {
        port: text(custom, 'HTTPSPort'),
        protocol: text(custom, 'OriginProtocolPolicy'),
        tls: items(custom, 'OriginSslProtocols').map((version) => textOf(xml, version)),
      },
      element,
    }
  }

  const groups = items(root, 'OriginGroups').map((group) => [
    text(group, 'Id'),
    items(group, 'Members').map((member) => text(member, 'OriginId')),
  ])
  return {
    xml,
    root,
    behaviors: items(root, 'CacheBehaviors').map(readBehavior),
    defaultBehavior: readBehavior(find(root, 'DefaultCacheBehavior')!),
    origins: items(root, 'Origins').map(readOrigin),
    aliases: items(root, 'Aliases').map((alias) => textOf(xml, alias)),
    isEnabled: text(root, 'Enabled') === 'true',
    isTenantOnly: text(root, 'ConnectionMode') === 'tenant-only',
    isStaging: text(root, 'Staging') === 'true',
    hasStaging: text(root, 'ContinuousDeploymentPolicyId') !== '',
    groups: Object.fromEntries(groups),
    errors: items(root, 'CustomErrorResponses').map((each) => ({
      status: text(each, 'ErrorCode'),
      page: text(each, 'ResponsePagePath'),
      ttl: text(each, 'ErrorCachingMinTTL'),
    })),
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
