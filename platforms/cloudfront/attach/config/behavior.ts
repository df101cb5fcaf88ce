import { escapeXml } from './xml.ts'

/** The two ways in which CloudFront runs our code. */
export type EdgeRuntime = 'function' | 'lambda-edge'
export const edgeRuntimes: readonly EdgeRuntime[] = ['function', 'lambda-edge']

/** A function at one of a behavior's four events. */
export interface Association {
  runtime: EdgeRuntime
  /** For Lambda@Edge with the version. */
  arn: string
  event: string
  /** Whether Lambda@Edge is shown the request's body. */
  includesBody: boolean
}

/** All that CloudFront can let through. It takes 2, 3 or these 7; ours needs PUT, PATCH and DELETE. */
export const methods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE']

/**
 * Policies that AWS manages.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
export const policies = {
  cachingDisabled: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  allViewerExceptHostHeader: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
}

/**
 * The XML of a behavior of ours.
 *
 * @param pattern the paths that it is for
 * @param origin what it asks. The endpoint's function answers every request, so there it is never asked
 * @param answers the Id of its response headers policy
 */
export function behaviorXml(
  pattern: string,
  origin: string,
  functions: Association[],
  answers = '',
): string {
  const { AllowedMethods, CachePolicyId, ...associations } = ownElements(functions)
  return [
    '<CacheBehavior>',
    element('PathPattern', escapeXml(pattern)),
    element('TargetOriginId', escapeXml(origin)),
    element('ViewerProtocolPolicy', 'https-only'),
    AllowedMethods,
    element('SmoothStreaming', 'false'),
    element('Compress', 'false'),
    ...Object.values(associations),
    element('FieldLevelEncryptionId', ''),
    CachePolicyId,
    element('OriginRequestPolicyId', policies.allViewerExceptHostHeader),
    answers === '' ? '' : element('ResponseHeadersPolicyId', answers),
    '</CacheBehavior>',
  ].join('')
}

/** The elements of our behavior that it cannot do without; the others belong to the owner of the distribution. */
export function ownElements(associations: Association[]): Record<OwnElement, string> {
  const edge = associations.filter(({ runtime }) => runtime === 'lambda-edge')
  const functions = associations.filter(({ runtime }) => runtime === 'function')
  const cached = element('CachedMethods', list('Method', ['GET', 'HEAD']))
  return {
    AllowedMethods: element('AllowedMethods', list('Method', methods) + cached),
    LambdaFunctionAssociations: element(
      'LambdaFunctionAssociations',
      list(
        'LambdaFunctionAssociation',
        edge.map(
          ({ arn, event, includesBody }) =>
            element('LambdaFunctionARN', escapeXml(arn)) +
            element('EventType', event) +
            element('IncludeBody', String(includesBody)),
        ),
      ),
    ),
    FunctionAssociations: element(
      'FunctionAssociations',
      list(
        'FunctionAssociation',
        functions.map(
          ({ arn, event }) => element('FunctionARN', escapeXml(arn)) + element('EventType', event),
        ),
      ),
    ),
    CachePolicyId: element('CachePolicyId', policies.cachingDisabled),
  }
}

export type OwnElement =
  | 'AllowedMethods'
  | 'LambdaFunctionAssociations'
  | 'FunctionAssociations'
  | 'CachePolicyId'

/** A list as CloudFront wants it: the number first, and no items where there are none. */
export function list(name: string, items: string[]): string {
  const all = items.map((item) => element(name, item)).join('')
  return element('Quantity', String(items.length)) + (items.length > 0 ? element('Items', all) : '')
}

export function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`
}
