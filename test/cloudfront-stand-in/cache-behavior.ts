import { AwsError, invalidArgument } from './aws-error.ts'
import { checkAssociations } from './edge-associations.ts'
import type { State } from './state.ts'
import { find, itemsOf, textOf, type XmlElement } from './xml.ts'

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html */
export function checkCacheBehavior(behaviour: XmlElement, origins: string[], state: State): void {
  if (!origins.includes(textOf(behaviour, 'TargetOriginId')))
    throw new AwsError(
      'NoSuchOrigin',
      404,
      'One or more of your origins or origin groups do not exist.',
    )
  const protocols = ['allow-all', 'https-only', 'redirect-to-https']
  if (!protocols.includes(textOf(behaviour, 'ViewerProtocolPolicy')))
    throw invalidArgument('The parameter ViewerProtocolPolicy is not valid.')
  checkMethods(behaviour)
  checkPolicies(behaviour, state)
  checkAssociations(behaviour, state)
}

/** Two, three or all seven: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_AllowedMethods.html */
const allowed = ['GET,HEAD', 'GET,HEAD,OPTIONS', 'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT']

function checkMethods(behaviour: XmlElement): void {
  const sets = [
    [itemsOf(behaviour, 'AllowedMethods'), allowed],
    [itemsOf(behaviour, 'AllowedMethods', 'CachedMethods'), allowed.slice(0, 2)],
  ] as const
  for (const [items, choices] of sets)
    if (
      !choices.includes(
        items
          .map(({ text }) => text)
          .toSorted()
          .join(','),
      )
    )
      throw invalidArgument('The parameter AllowedMethods contains a value that is not valid.')
}

/** A cache policy, or the older ForwardedValues, but not both; an origin request policy goes with the first alone. */
function checkPolicies(behaviour: XmlElement, state: State): void {
  const cache = textOf(behaviour, 'CachePolicyId')
  const originRequest = textOf(behaviour, 'OriginRequestPolicyId')
  const hasForwardedValues = find(behaviour, 'ForwardedValues') !== undefined
  if ((cache !== '') === hasForwardedValues)
    throw invalidArgument('The parameter ForwardedValues or a CachePolicyId is required, not both.')
  if (originRequest !== '' && hasForwardedValues)
    throw invalidArgument('An OriginRequestPolicyId needs a CachePolicyId.')
  if (cache !== '' && !state.cachePolicies.includes(cache))
    throw new AwsError('NoSuchCachePolicy', 404, 'The specified cache policy does not exist.')
  const responseHeaders = textOf(behaviour, 'ResponseHeadersPolicyId')
  const known = [
    ...state.managedResponseHeadersPolicies,
    ...Object.keys(state.responseHeadersPolicies),
  ]
  if (responseHeaders !== '' && !known.includes(responseHeaders))
    throw new AwsError(
      'NoSuchResponseHeadersPolicy',
      404,
      'The specified response headers policy does not exist.',
    )
  if (originRequest !== '' && !state.originRequestPolicies.includes(originRequest))
    throw new AwsError(
      'NoSuchOriginRequestPolicy',
      404,
      'The specified origin request policy does not exist.',
    )
}
