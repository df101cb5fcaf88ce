import { policyHeaders } from '../answer-headers.ts'
import { apiOrigin } from '../api-origin.ts'
import type { ViewerEvent } from '../attach/code/edge-code.ts'
import { logging, parameterArn, trust } from '../attach/code/lambda-role.ts'
import { keptErrors, whyNotKept } from '../kept-errors.ts'
import { lambdaSettings } from '../lambda-settings.ts'
import { bridgeName, hashOf } from '../attach/resource-name.ts'
import { methods, policies } from '../attach/config/behavior.ts'
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

/**
 * YAML for CloudFormation.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-function.html
 */
export function cloudformation(endpoint: Endpoint): string {
  const { runtime, paths, bridge } = endpoint
  const functions = functionsOf(endpoint)
  const own =
    runtime === 'function'
      ? '# 1. Into your template: the function.\nResources:\n'
      : lambdaFunction(endpoint)
  const ofBridge = bridge ? answerRules(endpoint, bridge) : ''
  const secret = keptSecret(functions)
  return `${own}${functions.map(cloudFrontFunction).join('')}${ofBridge}${secret === undefined ? '' : store(endpoint, secret)}
# 2. Into CacheBehaviors of your distribution, before every pattern that catches ${ownPlaces(endpoint)}.
#    TargetOriginId: one of your origins. It is not asked, since the function answers.
CacheBehaviors:
${paths.map((path) => behavior(path, 'YOUR-ORIGIN', associationOf(endpoint))).join('')}${bridge ? bridging(endpoint, bridge) : ''}`
}

function cloudFrontFunction({ part, name, comment: says, code, secret }: TemplateFunction): string {
  const association =
    secret === undefined
      ? ''
      : `
        KeyValueStoreAssociations: [{ KeyValueStoreARN: !GetAtt EdgemintSecrets.Arn }]`
  return `  ${idOf(part)}:
    Type: AWS::CloudFront::Function
    Properties:
      Name: ${name}
      AutoPublish: true
      FunctionConfig:
        Comment: ${says}
        Runtime: cloudfront-js-2.0${association}
      FunctionCode: |
${indent(code, 8)}
`
}

const idOf = (part: Part): string => `Edgemint${part || 'Function'}`

function store({ name }: Endpoint, secret: string): string {
  return `
  # Once it is there, put the secret into it (ETAG: aws cloudfront-keyvaluestore describe-key-value-store):
  # ${putKey(secret, 'ARN')}
  EdgemintSecrets:
    Type: AWS::CloudFront::KeyValueStore
    Properties:
      Name: ${name}
`
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-responseheaderspolicy.html */
function answerRules({ name }: Endpoint, bridge: TemplateBridge): string {
  const { cacheControl, contentSecurityPolicy } = policyHeaders
  return `  EdgemintBridgeAnswers:
    Type: AWS::CloudFront::ResponseHeadersPolicy
    Properties:
      ResponseHeadersPolicyConfig:
        Name: ${bridgeName(name)}
        Comment: ${answersComment(bridge)}
        RemoveHeadersConfig:
          Items:
${bridge.removed.map((header) => `            - Header: ${header}\n`).join('')}        CustomHeadersConfig:
          Items:
            - Header: Cache-Control
              Override: false
              Value: ${cacheControl}
        SecurityHeadersConfig:
          ContentSecurityPolicy:
            ContentSecurityPolicy: ${contentSecurityPolicy}
            Override: true
          ContentTypeOptions:
            Override: true
`
}

/** The behaviors of the bridge, and the API as an origin. */
function bridging(endpoint: Endpoint, bridge: TemplateBridge): string {
  const { domain, port, protocol, tls } = apiOrigin(bridge.origin)
  const id = bridgeName(endpoint.name)
  const functions = `FunctionAssociations:
${runs('viewer-request', requestPart(endpoint))}
${runs('viewer-response', 'BridgeResponse')}
    ResponseHeadersPolicyId: !Ref EdgemintBridgeAnswers`
  return `${patternsOf(bridge)
    .map((pattern) => behavior(pattern, id, functions))
    .join('')}
# 3. Into Origins of your distribution: the API.
Origins:
  - Id: ${id}
    DomainName: ${domain}
    CustomOriginConfig:
      HTTPSPort: ${port}
      OriginProtocolPolicy: ${protocol}
      OriginSSLProtocols: [${tls}]

# 4. Into CustomErrorResponses of your distribution.
${whyNotKept.map((line) => `#    ${line}\n`).join('')}CustomErrorResponses:
${keptErrors.map((status) => `  - { ErrorCode: ${status}, ErrorCachingMinTTL: 0 }\n`).join('')}`
}

/** A published version is what it was: new code needs a new one, hence a new name for it in the template. */
function lambdaFunction(endpoint: Endpoint): string {
  const [{ Principal, Action }] = trust.Statement
  return `# 1. Into your template, whose stack must be in us-east-1: the function, its role and its version.
#    Its version has another name whenever the code is another: take over both. The version before
#    stays, since CloudFront keeps copies of it.
Resources:
  EdgemintRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '${trust.Version}'
        Statement:
          - Effect: Allow
            Principal:
              Service: [${Principal.Service.join(', ')}]
            Action: ${Action}
      ManagedPolicyArns: ['${logging}']
${parameters(endpoint)}  EdgemintFunction:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: ${endpoint.name}
      Description: ${comment(endpoint)}
      Role: !GetAtt EdgemintRole.Arn
      Runtime: ${lambdaSettings.Runtime}
      Handler: ${lambdaSettings.Handler}
      MemorySize: ${lambdaSettings.MemorySize}
      Timeout: ${lambdaSettings.Timeout}
      Code:
        ZipFile: |
${indent(endpoint.code, 10)}
  ${versionName(endpoint)}:
    Type: AWS::Lambda::Version
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      FunctionName: !Ref EdgemintFunction
`
}

/** Lets the function read its secrets. */
function parameters({ secrets }: Endpoint): string {
  if (secrets.length === 0) return ''
  return `      # Put each there: ${putParameter(secrets[0])}
      Policies:
        - PolicyName: edgemint-secrets
          PolicyDocument:
            Version: '${trust.Version}'
            Statement:
              - Effect: Allow
                Action: ssm:GetParameter
                Resource:
${secrets.map((name) => `                  - !Sub ${parameterArn('${AWS::AccountId}', name)}\n`).join('')}`
}

function versionName({ code }: Endpoint): string {
  return `EdgemintVersion${Buffer.from(hashOf(code), 'base64').toString('hex').slice(0, 8)}`
}

function associationOf(endpoint: Endpoint): string {
  return endpoint.runtime === 'function'
    ? `FunctionAssociations:\n${runs('viewer-request', '')}`
    : `LambdaFunctionAssociations:
      - EventType: viewer-request
        IncludeBody: true
        LambdaFunctionARN: !Ref ${versionName(endpoint)}`
}

function runs(event: ViewerEvent, part: Part): string {
  return `      - EventType: ${event}
        FunctionARN: !GetAtt ${idOf(part)}.FunctionARN`
}

function behavior(pattern: string, origin: string, association: string): string {
  return `  - PathPattern: ${pattern}
    TargetOriginId: ${origin}
    ViewerProtocolPolicy: https-only
    AllowedMethods: [${methods.join(', ')}]
    CachePolicyId: ${policies.cachingDisabled} # Managed-CachingDisabled
    OriginRequestPolicyId: ${policies.allViewerExceptHostHeader} # Managed-AllViewerExceptHostHeader
    Compress: false
    ${association}
`
}

function indent(text: string, spaces: number): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(spaces) + line))
    .join('\n')
}
