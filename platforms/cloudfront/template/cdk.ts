import { parameterArn } from '../attach/code/lambda-role.ts'
import { comment, lambda, putKey, putParameter, type Endpoint } from './endpoint.ts'

/** TypeScript for the AWS CDK, version 2. Its default runtime would be JavaScript 1.0, which lacks what the bundle needs. */
export function cdk(endpoint: Endpoint): string {
  const { runtime, paths } = endpoint
  const [code, association] =
    runtime === 'function' ? cloudFrontFunction(endpoint) : lambdaFunction(endpoint)
  return `// Into your stack. \`distribution\` is your Distribution, \`origin\` one of its origins: it is not asked,
// since the function answers. Call addBehavior before those for patterns that catch ${paths.join(' or ')}.
${code}
${paths.map((path) => behavior(path, association)).join('\n')}`
}

function cloudFrontFunction(endpoint: Endpoint): [code: string, association: string] {
  const [secret] = endpoint.secrets
  const store = secret
    ? `// Once it is there, put the secret into it (ETAG: aws cloudfront-keyvaluestore describe-key-value-store):
// ${putKey(secret, 'ARN')}
const edgemintSecrets = new cloudfront.KeyValueStore(this, 'EdgemintSecrets', {
  keyValueStoreName: '${endpoint.name}',
})

`
    : ''
  return [
    `import * as cloudfront from 'aws-cdk-lib/aws-cloudfront'

${store}const edgemint = new cloudfront.Function(this, 'EdgemintFunction', {
  functionName: '${endpoint.name}',
  comment: '${comment(endpoint)}',
  runtime: cloudfront.FunctionRuntime.JS_2_0,
${secret ? '  keyValueStore: edgemintSecrets,\n' : ''}  code: cloudfront.FunctionCode.fromInline(
    ${JSON.stringify(endpoint.code)},
  ),
})
`,
    `  functionAssociations: [
    { function: edgemint, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST },
  ],`,
  ]
}

/** It stands in us-east-1 wherever the stack is, its role trusts both services, and new code is a new version. */
function lambdaFunction(endpoint: Endpoint): [code: string, association: string] {
  return [
    `import { ${endpoint.secrets.length > 0 ? 'Aws, ' : ''}Duration } from 'aws-cdk-lib'
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront'
${endpoint.secrets.length > 0 ? "import * as iam from 'aws-cdk-lib/aws-iam'\n" : ''}import * as lambda from 'aws-cdk-lib/aws-lambda'

const edgemint = new cloudfront.experimental.EdgeFunction(this, 'EdgemintFunction', {
  functionName: '${endpoint.name}',
  description: '${comment(endpoint)}',
  runtime: lambda.Runtime.NODEJS_22_X,
  handler: '${lambda.handler}',
  memorySize: ${lambda.memory},
  timeout: Duration.seconds(${lambda.timeout}),
  code: lambda.Code.fromInline(
    ${JSON.stringify(endpoint.code)},
  ),
})
${parameters(endpoint)}`,
    `  edgeLambdas: [
    {
      functionVersion: edgemint.currentVersion,
      eventType: cloudfront.LambdaEdgeEventType.VIEWER_REQUEST,
      includeBody: true,
    },
  ],`,
  ]
}

/** Lets the function read its secrets. */
function parameters({ secrets }: Endpoint): string {
  if (secrets.length === 0) return ''
  return `
// Put each there: ${putParameter(secrets[0])}
edgemint.addToRolePolicy(
  new iam.PolicyStatement({
    actions: ['ssm:GetParameter'],
    resources: [
${secrets.map((name) => `      \`${parameterArn('${Aws.ACCOUNT_ID}', name)}\`,\n`).join('')}    ],
  }),
)
`
}

function behavior(path: string, association: string): string {
  return `distribution.addBehavior('${path}', origin, {
  viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
  allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
  cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
  originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  compress: false,
${association}
})
`
}
