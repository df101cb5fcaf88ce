import { transform } from 'esbuild'
import type { EdgeRuntime } from '../attach/config/behavior.ts'

/**
 * What a template is made of. Each tool has its own words for the two things that attach makes: the
 * function, with Lambda@Edge its role and version too, and the behaviors that run it.
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
}

/** What both kinds of functions say of themselves. */
export function comment({ paths: [path] }: Endpoint): string {
  return `edgemint answers ${path}`
}

/** What Lambda@Edge takes at a viewer's request: 128 MB and 5 seconds at most. */
export const lambda = { runtime: 'nodejs22.x', handler: 'index.handler', memory: 128, timeout: 5 }

/**
 * A bundle for Lambda as a CommonJS module: a function that stands inside a template becomes `index.js`, which
 * Lambda reads as one.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html
 */
export async function commonJs(code: string): Promise<string> {
  return (await transform(code, { format: 'cjs', platform: 'node', target: 'node22' })).code
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
