import { policyHeaders } from '../answer-headers.ts'
import { apiOrigin } from '../api-origin.ts'
import { parameterArn } from '../attach/code/lambda-role.ts'
import { keptErrors, whyNotKept } from '../kept-errors.ts'
import { lambdaSettings } from '../lambda-settings.ts'
import { bridgeName } from '../attach/resource-name.ts'
import {
  answersComment,
  comment,
  functionsOf,
  keptSecret,
  ownPlaces,
  patternsOf,
  putKey,
  putParameter,
  requestPart,
  type Endpoint,
  type Part,
  type TemplateBridge,
  type TemplateFunction,
} from './endpoint.ts'

/** TypeScript for the AWS CDK, version 2. Its default runtime would be JavaScript 1.0, which lacks what the bundle needs. */
export function cdk(endpoint: Endpoint): string {
  const { runtime, paths, bridge } = endpoint
  const functions = functionsOf(endpoint)
  const secret = keptSecret(functions)
  const code = [
    ...(secret === undefined ? [] : [store(endpoint, secret)]),
    ...(runtime === 'lambda-edge' ? [lambdaFunction(endpoint)] : []),
    ...functions.map(cloudFrontFunction),
    ...(bridge ? [apiParts(endpoint, bridge)] : []),
  ]
  const behaviors = [
    ...paths.map((path) => behavior(path, 'origin', associationOf(endpoint))),
    ...(bridge ? bridging(endpoint, bridge) : []),
  ]
  return `// Into your stack. \`distribution\` is your Distribution, \`origin\` one of its origins: it is not asked,
// since the function answers. Call addBehavior before those for patterns that catch ${ownPlaces(endpoint)}.
${imports(endpoint)}
${code.join('\n')}
${behaviors.join('\n')}`
}

function imports({ runtime, secrets, bridge }: Endpoint): string {
  const isEdge = runtime === 'lambda-edge'
  return [
    ...(isEdge
      ? [`import { ${secrets.length > 0 ? 'Aws, ' : ''}Duration } from 'aws-cdk-lib'`]
      : []),
    "import * as cloudfront from 'aws-cdk-lib/aws-cloudfront'",
    ...(bridge ? ["import * as origins from 'aws-cdk-lib/aws-cloudfront-origins'"] : []),
    ...(isEdge && secrets.length > 0 ? ["import * as iam from 'aws-cdk-lib/aws-iam'"] : []),
    ...(isEdge ? ["import * as lambda from 'aws-cdk-lib/aws-lambda'"] : []),
    '',
  ].join('\n')
}

function store({ name }: Endpoint, secret: string): string {
  return `// Once it is there, put the secret into it (ETAG: aws cloudfront-keyvaluestore describe-key-value-store):
// ${putKey(secret, 'ARN')}
const edgemintSecrets = new cloudfront.KeyValueStore(this, 'EdgemintSecrets', {
  keyValueStoreName: '${name}',
})
`
}

function cloudFrontFunction({ part, name, comment: says, code, secret }: TemplateFunction): string {
  return `const edgemint${part} = new cloudfront.Function(this, 'Edgemint${part || 'Function'}', {
  functionName: '${name}',
  comment: '${says}',
  runtime: cloudfront.FunctionRuntime.JS_2_0,
${secret === undefined ? '' : '  keyValueStore: edgemintSecrets,\n'}  code: cloudfront.FunctionCode.fromInline(
    ${JSON.stringify(code)},
  ),
})
`
}

/** What tells what of the API's answers goes to the page, and the API as an origin. */
function apiParts({ name }: Endpoint, bridge: TemplateBridge): string {
  const { cacheControl, contentSecurityPolicy } = policyHeaders
  const { domain, port } = apiOrigin(bridge.origin)
  return `const edgemintBridgeAnswers = new cloudfront.ResponseHeadersPolicy(this, 'EdgemintBridgeAnswers', {
  responseHeadersPolicyName: '${bridgeName(name)}',
  comment: '${answersComment(bridge)}',
  removeHeaders: [
${bridge.removed.map((header) => `    '${header}',\n`).join('')}  ],
  customHeadersBehavior: {
    customHeaders: [{ header: 'Cache-Control', value: '${cacheControl}', override: false }],
  },
  securityHeadersBehavior: {
    contentSecurityPolicy: { contentSecurityPolicy: '${contentSecurityPolicy}', override: true },
    contentTypeOptions: { override: true },
  },
})

const edgemintApi = new origins.HttpOrigin('${domain}', {
  originId: '${bridgeName(name)}',
  httpsPort: ${port},
  protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
  originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
})
`
}

/** It stands in us-east-1 wherever the stack is, its role trusts both services, and new code is a new version. */
function lambdaFunction(endpoint: Endpoint): string {
  return `const edgemint = new cloudfront.experimental.EdgeFunction(this, 'EdgemintFunction', {
  functionName: '${endpoint.name}',
  description: '${comment(endpoint)}',
  runtime: lambda.Runtime.NODEJS_22_X,
  handler: '${lambdaSettings.Handler}',
  memorySize: ${lambdaSettings.MemorySize},
  timeout: Duration.seconds(${lambdaSettings.Timeout}),
  code: lambda.Code.fromInline(
    ${JSON.stringify(endpoint.code)},
  ),
})
${parameters(endpoint)}`
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

function associationOf({ runtime }: Endpoint): string {
  return runtime === 'function'
    ? `  functionAssociations: [\n${runs('REQUEST', '')}\n  ],`
    : `  edgeLambdas: [
    {
      functionVersion: edgemint.currentVersion,
      eventType: cloudfront.LambdaEdgeEventType.VIEWER_REQUEST,
      includeBody: true,
    },
  ],`
}

function bridging(endpoint: Endpoint, bridge: TemplateBridge): string[] {
  const functions = `  responseHeadersPolicy: edgemintBridgeAnswers,
  functionAssociations: [
${runs('REQUEST', requestPart(endpoint))}
${runs('RESPONSE', 'BridgeResponse')}
  ],`
  return [
    ...patternsOf(bridge).map((pattern) => behavior(pattern, 'edgemintApi', functions)),
    `// Into the properties of your Distribution (Duration is of aws-cdk-lib).
${whyNotKept.map((line) => `// ${line}\n`).join('')}//   errorResponses: [${keptErrors.join(', ')}].map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
`,
  ]
}

function runs(event: 'REQUEST' | 'RESPONSE', part: Part): string {
  return `    { function: edgemint${part}, eventType: cloudfront.FunctionEventType.VIEWER_${event} },`
}

function behavior(pattern: string, origin: string, functions: string): string {
  return `distribution.addBehavior('${pattern}', ${origin}, {
  viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
  allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
  cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
  originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  compress: false,
${functions}
})
`
}
