import { methods, policies } from '../attach/config/behavior.ts'
import type { Endpoint } from './endpoint.ts'

/**
 * YAML for CloudFormation.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-function.html
 */
export function cloudformation({ path, name, code }: Endpoint): string {
  return `# 1. Into your template: the function.
Resources:
  EdgemintFunction:
    Type: AWS::CloudFront::Function
    Properties:
      Name: ${name}
      AutoPublish: true
      FunctionConfig:
        Comment: edgemint answers ${path}
        Runtime: cloudfront-js-2.0
      FunctionCode: |
${indent(code, 8)}

# 2. Into CacheBehaviors of your distribution, before every pattern that catches ${path}.
#    TargetOriginId: one of your origins. It is not asked, since the function answers.
CacheBehaviors:
  - PathPattern: ${path}
    TargetOriginId: YOUR-ORIGIN
    ViewerProtocolPolicy: https-only
    AllowedMethods: [${methods.join(', ')}]
    CachePolicyId: ${policies.cachingDisabled} # Managed-CachingDisabled
    OriginRequestPolicyId: ${policies.allViewerExceptHostHeader} # Managed-AllViewerExceptHostHeader
    Compress: false
    FunctionAssociations:
      - EventType: viewer-request
        FunctionARN: !GetAtt EdgemintFunction.FunctionARN
`
}

function indent(text: string, spaces: number): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => ' '.repeat(spaces) + line)
    .join('\n')
}
