import type { Endpoint } from './endpoint.ts'

/** TypeScript for the AWS CDK, version 2. Its default runtime would be JavaScript 1.0, which lacks what the bundle needs. */
export function cdk({ path, name, code }: Endpoint): string {
  return `// Into your stack. \`distribution\` is your Distribution, \`origin\` one of its origins: it is not asked,
// since the function answers. Call addBehavior for ${path} before every pattern that catches it.
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront'

const edgemint = new cloudfront.Function(this, 'EdgemintFunction', {
  functionName: '${name}',
  comment: 'edgemint answers ${path}',
  runtime: cloudfront.FunctionRuntime.JS_2_0,
  code: cloudfront.FunctionCode.fromInline(
    ${JSON.stringify(code)},
  ),
})

distribution.addBehavior('${path}', origin, {
  viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
  allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
  cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
  originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  compress: false,
  functionAssociations: [
    { function: edgemint, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST },
  ],
})
`
}
