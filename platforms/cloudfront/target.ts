import type { FurtherBundle, Target } from '../target.ts'
import { requestEntry, requestPolicy, responsePolicy } from './compiled-policy.ts'
import { finishCloudFrontFunction } from './finish-function.ts'
import { privateNames } from './private-names.ts'
import { cloudfront as vendor, functionFile, responseFile } from './vendor.ts'

/**
 * cloudfront-js-2.0 is ES 5.1 with parts of later editions. What is not listed here esbuild rewrites
 * or refuses; what it lets through, the gate finds.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
const supported = {
  arrow: true,
  'async-await': true,
  'const-and-let': true,
  'exponent-operator': true,
  'object-extensions': true,
  'regexp-named-capture-groups': true,
  'rest-argument': true,
  'template-literal': true,
}

const requestFunction: Target<'cloudfront'> = {
  name: 'cloudfront',
  title: 'CloudFront Functions',
  instead: 'lambda-edge',
  vendor,
  entry: 'cloudfront/viewer-request',
  variant: (policy) => ({ entry: requestEntry(policy), compiled: requestPolicy(policy) }),
  secretReader: 'cloudfront/key-value-store',
  file: functionFile,
  // CloudFront takes 10 KB. Whether those are 10,240 octets, AWS does not say.
  limit: 10_000,
  options: {
    target: 'es5',
    supported,
    external: ['cloudfront', 'crypto'],
    minify: true,
    mangleQuoted: true,
    mangleProps: new RegExp(`^(?:${privateNames.join('|')})$`),
  },
  finish: finishCloudFrontFunction,
  readsBody: false,
  hasNetwork: false,
  seesOrigin: false,
  inDemo: true,
  start: async (built, secrets, bridge) =>
    (await import('./runtime.ts')).startCloudFrontFunction(
      built[functionFile],
      secrets,
      bridge && { ...bridge, viewerResponse: built[responseFile] },
    ),
}

/** The answers of a bridge pass through a second function. */
const responseFunction: FurtherBundle = {
  ...requestFunction,
  file: responseFile,
  variant: (policy) => ({
    entry: 'cloudfront/bridge/viewer-response',
    compiled: responsePolicy(policy),
  }),
  isNeeded: ({ bridge }) => bridge !== undefined,
}

export const cloudfrontFunctions: Target<'cloudfront'> = {
  ...requestFunction,
  further: [responseFunction],
}

const lambdaEdgeFile = 'lambda-edge/index.mjs'

export const lambdaEdge: Target<'lambda-edge'> = {
  name: 'lambda-edge',
  title: 'Lambda@Edge',
  vendor,
  entry: 'cloudfront/lambda-edge',
  file: lambdaEdgeFile,
  secretReader: 'cloudfront/parameter-store',
  // Lambda's own runtime holds AWS's SDK.
  options: { target: 'node22', external: ['@aws-sdk/client-ssm'] },
  readsBody: true,
  hasNetwork: true,
  seesOrigin: false,
  inDemo: true,
  start: async (built, secrets, bridge) =>
    secrets
      ? (await import('./lambda-with-secrets.ts')).startLambdaWithSecrets(
          built[lambdaEdgeFile],
          secrets,
          bridge,
        )
      : (await import('./runtime.ts')).startLambdaEdge(built[lambdaEdgeFile], bridge),
}
