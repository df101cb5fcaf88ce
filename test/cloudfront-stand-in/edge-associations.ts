import { AwsError } from './aws-error.ts'
import { functionArn } from './functions.ts'
import { roleArn, trusts } from './iam.ts'
import type { State } from './state.ts'
import { itemsOf, textOf, type XmlElement } from './xml.ts'

/**
 * The functions of a behaviour: each published, one an event type, and at the viewer of one kind.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
export function checkAssociations(behaviour: XmlElement, state: State): void {
  const functions = itemsOf(behaviour, 'FunctionAssociations')
  const lambdas = itemsOf(behaviour, 'LambdaFunctionAssociations')
  const events = functions.map((item) => textOf(item, 'EventType'))
  const lambdaEvents = lambdas.map((item) => textOf(item, 'EventType'))
  if (events.some((event) => !event.startsWith('viewer-') || !eventTypes.has(event)))
    throw invalidFunction('A CloudFront function runs at viewer-request or at viewer-response.')
  if (lambdaEvents.some((event) => !eventTypes.has(event)))
    throw invalidLambda('The event type is not valid.')
  if (isRepeated(events)) throw invalidFunction('An event type can have one function.')
  if (isRepeated(lambdaEvents)) throw invalidLambda('An event type can have one function.')
  if (events.length > 0 && lambdaEvents.some((event) => event.startsWith('viewer-')))
    throw invalidFunction(
      'A cache behavior cannot have both CloudFront functions and Lambda@Edge functions at viewer events.',
    )
  for (const item of functions) checkFunction(textOf(item, 'FunctionARN'), state)
  for (const item of lambdas) checkLambda(item, state)
}

const eventTypes = new Set([
  'viewer-request',
  'viewer-response',
  'origin-request',
  'origin-response',
])

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/associate-function.html: only what is LIVE */
function checkFunction(arn: string, state: State): void {
  const found = Object.entries(state.functions).find(([name]) => functionArn(state, name) === arn)
  if (found?.[1].LIVE === undefined)
    throw invalidFunction(`The function does not exist or is not published. ARN: ${arn}`)
}

/**
 * The words are AWS's: https://github.com/aws/aws-cdk/issues/5180, https://github.com/chantzlarge/terraform-aws-hugo/issues/44,
 * https://github.com/anomalyco/ion/issues/1194, https://github.com/aws-samples/cloudfront-authorization-at-edge/issues/245
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
 */
function checkLambda(item: XmlElement, state: State): void {
  const arn = textOf(item, 'LambdaFunctionARN')
  const isResponse = textOf(item, 'EventType').endsWith('-response')
  if (isResponse && textOf(item, 'IncludeBody') === 'true')
    throw invalidLambda('IncludeBody is for viewer-request and origin-request.')
  const parts = /^(arn:aws:lambda:(.+?):\d+:function:[\w-]+)(?::(.+))?$/.exec(arn)
  if (parts === null) throw invalidLambda(`The function ARN is not valid. ARN: ${arn}`)
  const [, unqualified, region, version = ''] = parts
  if (region !== 'us-east-1')
    throw invalidLambda(`The function must be in region us-east-1. ARN: ${arn}`)
  if (!/^\d+$/.test(version))
    throw invalidLambda(
      `The function ARN must reference a specific function version. (The ARN must end with the version number.) ARN: ${arn}`,
    )
  const found = state.lambdaFunctions[unqualified]?.versions[version]
  if (found === undefined) throw invalidLambda(`The function does not exist. Function: ${arn}`)
  if (found.config.Environment !== undefined)
    throw invalidLambda(`The function cannot have environment variables. Function: ${arn}`)
  if (found.readsLeft > 0)
    throw invalidLambda(
      `The function must be in an Active state. The current state for function ${arn} is Pending`,
    )
  const role = Object.entries(state.roles).find(
    ([name]) => roleArn(state, name) === found.config.Role,
  )
  if (role === undefined || !edgePrincipals.every((service) => trusts(role[1], service)))
    throw invalidLambda(
      `The function execution role must be assumable with edgelambda.amazonaws.com as well as lambda.amazonaws.com principals. Update the IAM role and try again. Role: ${found.config.Role}`,
    )
}

const edgePrincipals = ['lambda.amazonaws.com', 'edgelambda.amazonaws.com']

function isRepeated(values: string[]): boolean {
  return new Set(values).size < values.length
}

function invalidFunction(message: string): AwsError {
  return new AwsError('InvalidFunctionAssociation', 400, message)
}

function invalidLambda(message: string): AwsError {
  return new AwsError('InvalidLambdaFunctionAssociation', 400, message)
}
