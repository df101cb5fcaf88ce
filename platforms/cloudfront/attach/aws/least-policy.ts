import { logging, trust } from '../code/lambda-role.ts'
import type { EdgeRuntime } from '../config/behavior.ts'
import { ownPrefix } from '../resource-name.ts'

const cloudfront = {
  distribution: [
    'GetDistribution',
    'ListTagsForResource',
    'GetDistributionConfig',
    'UpdateDistribution',
  ],
  function: [
    'DescribeFunction',
    'GetFunction',
    'CreateFunction',
    'UpdateFunction',
    'TestFunction',
    'PublishFunction',
    'DeleteFunction',
  ],
  // A store's ARN does not hold its name.
  store: ['CreateKeyValueStore', 'DescribeKeyValueStore', 'DeleteKeyValueStore'],
  data: ['DescribeKeyValueStore', 'GetKey', 'PutKey'],
  // Nor does that of a response headers policy, which is found by a list of all.
  answers: [
    'CreateResponseHeadersPolicy',
    'GetResponseHeadersPolicy',
    'UpdateResponseHeadersPolicy',
    'DeleteResponseHeadersPolicy',
  ],
  list: ['ListResponseHeadersPolicies'],
}

/** What attach and detach call, each on its own functions and roles. Lambda and IAM are for `--runtime lambda-edge`. */
const lambda = [
  'GetFunctionConfiguration',
  'CreateFunction',
  'UpdateFunctionConfiguration',
  'UpdateFunctionCode',
  'InvokeFunction',
  'PublishVersion',
  'DeleteFunction',
  // CloudFront asks for these in our name when a behavior gets the function.
  'GetFunction',
  'EnableReplication*',
  'DisableReplication*',
]
const role = [
  'GetRole',
  'CreateRole',
  'GetRolePolicy',
  'PutRolePolicy',
  'DeleteRolePolicy',
  'DeleteRole',
]

const stores = 'arn:aws:cloudfront::*:key-value-store/*'
const own = `${ownPrefix('*')}*`
const ownRole = `arn:aws:iam::*:role/${own}`

const forFunction = [
  statement('Distribution', 'cloudfront', cloudfront.distribution, [
    'arn:aws:cloudfront::*:distribution/*',
  ]),
  statement('OwnFunction', 'cloudfront', cloudfront.function, [
    `arn:aws:cloudfront::*:function/${own}`,
  ]),
  statement('Secret', 'cloudfront', cloudfront.store, [stores]),
  statement('SecretValue', 'cloudfront-keyvaluestore', cloudfront.data, [stores]),
  statement('BridgeAnswers', 'cloudfront', cloudfront.answers, [
    'arn:aws:cloudfront::*:response-headers-policy/*',
  ]),
  statement('BridgeAnswersByName', 'cloudfront', cloudfront.list, ['*']),
]

const forLambdaEdge = [
  statement('LambdaEdgeFunction', 'lambda', lambda, [`arn:aws:lambda:us-east-1:*:function:${own}`]),
  statement('LambdaEdgeRole', 'iam', role, [ownRole]),
  {
    ...statement('LambdaEdgeRoleLogs', 'iam', ['AttachRolePolicy', 'DetachRolePolicy'], [ownRole]),
    Condition: { ArnEquals: { 'iam:PolicyARN': logging } },
  },
  {
    ...statement('LambdaEdgeRoleUse', 'iam', ['PassRole'], [ownRole]),
    Condition: { StringEquals: { 'iam:PassedToService': trust.Statement[0].Principal.Service } },
  },
  statement(
    'LambdaEdgeReplication',
    'iam',
    ['CreateServiceLinkedRole'],
    [
      'arn:aws:iam::*:role/aws-service-role/replicator.lambda.amazonaws.com/*',
      'arn:aws:iam::*:role/aws-service-role/logger.cloudfront.amazonaws.com/*',
    ],
  ),
]

/**
 * The least IAM policy for attach and detach. With Lambda@Edge whoever has it can write roles for functions of our
 * names, and so give a function of theirs what rights they like: it is for those who administer the account.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
 */
export function leastPolicy(runtime: EdgeRuntime): { Version: string; Statement: Statement[] } {
  return {
    Version: '2012-10-17',
    Statement: runtime === 'function' ? forFunction : [...forFunction, ...forLambdaEdge],
  }
}

interface Statement {
  Sid: string
  Effect: 'Allow'
  Action: string[]
  Resource: string[]
  Condition?: Record<string, Record<string, string | string[]>>
}

function statement(Sid: string, service: string, actions: string[], Resource: string[]): Statement {
  const Action = actions.map((action) => `${service}:${action}`)
  return { Sid, Effect: 'Allow', Action, Resource }
}
