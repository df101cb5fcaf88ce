import { AwsError } from './aws-error.ts'
import { functionArn } from './functions.ts'
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

function isRepeated(values: string[]): boolean {
  return new Set(values).size < values.length
}

function invalidFunction(message: string): AwsError {
  return new AwsError('InvalidFunctionAssociation', 400, message)
}

function invalidLambda(message: string): AwsError {
  return new AwsError('InvalidLambdaFunctionAssociation', 400, message)
}
