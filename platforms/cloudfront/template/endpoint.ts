import { transform } from 'esbuild'
import { awaitBundler } from '../../await-bundler.ts'
import type { EdgeRuntime } from '../attach/config/behavior.ts'
import { bridgeName } from '../attach/resource-name.ts'
import type { BridgeParts } from '../bridge-parts.ts'

/**
 * What a template is made of. Each tool has its own words for what attach makes: the function, with Lambda@Edge
 * its role and version too, and the behaviors that run it; for a bridge also the API as an origin, a function for
 * its answers, and a response headers policy.
 */
export interface Endpoint {
  runtime: EdgeRuntime
  /** All that are ours, the endpoint's own first. */
  paths: string[]
  /** Of the function: unique in an AWS account. */
  name: string
  /** The bundle: a CloudFront Function, or a CommonJS module for Lambda. */
  code: string
  /** The names of the secrets that it reads: keys of a KeyValueStore, or parameters of Systems Manager. */
  secrets: string[]
  bridge?: TemplateBridge | undefined
}

/** What is handed to an API beside the endpoint, by CloudFront Functions whatever the endpoint runs as. */
export interface TemplateBridge extends BridgeParts {
  /** The names of the secrets that the first one reads. */
  secrets: string[]
}

/** What stands in a template beside the endpoint's own function, and after its name there. */
export type Part = '' | 'BridgeRequest' | 'BridgeResponse'

/** A CloudFront Function of a template. */
export interface TemplateFunction {
  part: Part
  name: string
  comment: string
  code: string
  /** The name of the secret that it reads. */
  secret?: string | undefined
}

/** All CloudFront Functions of a template. One that answers the endpoint hands the bridge's requests on, too. */
export function functionsOf(endpoint: Endpoint): TemplateFunction[] {
  const { runtime, name, code, secrets, bridge } = endpoint
  const functions: TemplateFunction[] = []
  if (runtime === 'function')
    functions.push({ part: '', name, comment: comment(endpoint), code, secret: secrets[0] })
  if (!bridge) return functions
  const { path, code: bundles } = bridge
  if (runtime === 'lambda-edge')
    functions.push({
      part: 'BridgeRequest',
      name: bridgeName(name, 'request-'),
      comment: `edgemint hands ${path} to the API`,
      code: bundles.request,
      secret: bridge.secrets[0],
    })
  functions.push({
    part: 'BridgeResponse',
    name: bridgeName(name, 'response-'),
    comment: answersComment(bridge),
    code: bundles.response,
  })
  return functions
}

/** What both the function at viewer response and the response headers policy say of themselves. */
export const answersComment = ({ path }: BridgeParts): string =>
  `edgemint filters the answers under ${path}`

/** The name of the secret that the CloudFront Functions read, in their KeyValueStore; undefined without one. */
export const keptSecret = (functions: TemplateFunction[]): string | undefined =>
  functions.find(({ secret }) => secret !== undefined)?.secret

/** Which function runs at the bridge's viewer request. */
export function requestPart({ runtime }: Endpoint): Part {
  return runtime === 'function' ? '' : 'BridgeRequest'
}

/** What no behavior before ours may catch. */
export function ownPlaces({ paths, bridge }: Endpoint): string {
  return [...paths, ...(bridge ? [bridge.path, 'anything below it'] : [])].join(' or ')
}

/** The patterns of the bridge's behaviors. */
export const patternsOf = ({ path }: TemplateBridge): string[] => [path, `${path}/*`]

/** What both kinds of functions say of themselves. */
export function comment({ paths: [path] }: Endpoint): string {
  return `edgemint answers ${path}`
}

/**
 * A bundle for Lambda as a CommonJS module: a function that stands inside a template becomes `index.js`, which
 * Lambda reads as one.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html
 */
export async function commonJs(code: string): Promise<string> {
  const work = transform(code, { format: 'cjs', platform: 'node', target: 'node22' })
  return (await awaitBundler(work)).code
}

/** The command that puts the secret where a Lambda@Edge function reads it. */
export const putParameter = (name: string): string =>
  `aws ssm put-parameter --region us-east-1 --type SecureString --name ${name} --value file://FILE`

/**
 * The command that puts the secret where a CloudFront Function reads it.
 *
 * @param arn where the store's ARN is found
 */
export const putKey = (name: string, arn: string): string =>
  `aws cloudfront-keyvaluestore put-key --kvs-arn ${arn} --if-match ETAG --key ${name} --value file://FILE`
