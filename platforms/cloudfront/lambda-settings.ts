/**
 * How a Lambda@Edge function runs, by the names of Lambda's own API. CloudFront takes 128 MB and 5 seconds at most at
 * a viewer's request.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-restrictions.html
 */
export const lambdaSettings = {
  Runtime: 'nodejs22.x',
  Handler: 'index.handler',
  /** In MB. */
  MemorySize: 128,
  /** In seconds. */
  Timeout: 5,
} as const
