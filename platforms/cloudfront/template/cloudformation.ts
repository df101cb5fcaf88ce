import { logging, parameterArn, trust } from '../attach/code/lambda-role.ts'
import { hashOf } from '../attach/resource-name.ts'
import { methods, policies } from '../attach/config/behavior.ts'
import { comment, lambda, putKey, putParameter, type Endpoint } from './endpoint.ts'

/**
 * YAML for CloudFormation.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-function.html
 */
export function cloudformation(endpoint: Endpoint): string {
  const { runtime, paths } = endpoint
  return `${runtime === 'function' ? cloudFrontFunction(endpoint) : lambdaFunction(endpoint)}
# 2. Into CacheBehaviors of your distribution, before every pattern that catches ${paths.join(' or ')}.
#    TargetOriginId: one of your origins. It is not asked, since the function answers.
CacheBehaviors:
${paths.map((path) => behavior(path, endpoint)).join('')}`
}

function cloudFrontFunction(endpoint: Endpoint): string {
  const [secret] = endpoint.secrets
  const association = secret
    ? `
        KeyValueStoreAssociations: [{ KeyValueStoreARN: !GetAtt EdgemintSecrets.Arn }]`
    : ''
  const store = secret
    ? `
  # Once it is there, put the secret into it (ETAG: aws cloudfront-keyvaluestore describe-key-value-store):
  # ${putKey(secret, 'ARN')}
  EdgemintSecrets:
    Type: AWS::CloudFront::KeyValueStore
    Properties:
      Name: ${endpoint.name}
`
    : ''
  return `# 1. Into your template: the function.
Resources:
  EdgemintFunction:
    Type: AWS::CloudFront::Function
    Properties:
      Name: ${endpoint.name}
      AutoPublish: true
      FunctionConfig:
        Comment: ${comment(endpoint)}
        Runtime: cloudfront-js-2.0${association}
      FunctionCode: |
${indent(endpoint.code, 8)}
${store}`
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
      Runtime: ${lambda.runtime}
      Handler: ${lambda.handler}
      MemorySize: ${lambda.memory}
      Timeout: ${lambda.timeout}
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

function behavior(path: string, endpoint: Endpoint): string {
  const association =
    endpoint.runtime === 'function'
      ? `FunctionAssociations:
      - EventType: viewer-request
        FunctionARN: !GetAtt EdgemintFunction.FunctionARN`
      : `LambdaFunctionAssociations:
      - EventType: viewer-request
        IncludeBody: true
        LambdaFunctionARN: !Ref ${versionName(endpoint)}`
  return `  - PathPattern: ${path}
    TargetOriginId: YOUR-ORIGIN
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
