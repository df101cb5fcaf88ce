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
  'AttachRolePolicy',
  'DetachRolePolicy',
  'PutRolePolicy',
  'DeleteRolePolicy',
  'DeleteRole',
  'PassRole',
]

const stores = 'arn:aws:cloudfront::*:key-value-store/*'
const own = `${ownPrefix('*')}*`

/**
 * The least IAM policy for attach and detach.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
 */
export const leastPolicy = {
  Version: '2012-10-17',
  Statement: [
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
    // For the command that attach names where the secret is missing.
    statement('LambdaEdgeSecret', 'ssm', ['PutParameter'], ['arn:aws:ssm:us-east-1:*:parameter/*']),
    statement('LambdaEdgeFunction', 'lambda', lambda, [
      `arn:aws:lambda:us-east-1:*:function:${own}`,
    ]),
    statement('LambdaEdgeRole', 'iam', role, [`arn:aws:iam::*:role/${own}`]),
    statement(
      'LambdaEdgeReplication',
      'iam',
      ['CreateServiceLinkedRole'],
      [
        'arn:aws:iam::*:role/aws-service-role/replicator.lambda.amazonaws.com/*',
        'arn:aws:iam::*:role/aws-service-role/logger.cloudfront.amazonaws.com/*',
      ],
    ),
  ],
}

function statement(Sid: string, service: string, actions: string[], Resource: string[]) {
  const Action = actions.map((action) => `${service}:${action}`)
  return { Sid, Effect: 'Allow', Action, Resource }
}
