import type { EdgeRuntime } from '../../platforms/cloudfront/attach/config/behavior.ts'
import { resourceName } from '../../platforms/cloudfront/attach/resource-name.ts'
import type { Cures } from '../deploy/explain-answer.ts'

export interface Attached {
  /** The distribution's ID. */
  distribution: string
  /** Its own host, `d111111abcdef8.cloudfront.net`. */
  domain: string
  runtime: EdgeRuntime
}

/** What to do where a CloudFront distribution serves the endpoint, and attach has put it there. */
export function distributionCures(url: URL, { distribution, domain, runtime }: Attached): Cures {
  const { hostname, pathname } = url
  const secret =
    runtime === 'function'
      ? 'Run the same command again, with the secret in its environment variable: it puts it into the KeyValueStore.'
      : 'Put it into the parameter of that name in us-east-1, and let the function read it: docs/verify.md'
  const names = `The DNS record of ${hostname} must name ${domain}, and the distribution's alternate domain names must hold ${hostname}.`
  return {
    missing: names,
    outdated: `${names} If they do, run the same command again.`,
    forbidden: `CloudFront refuses before the function runs: look at the distribution's AWS WAF and its geographic restrictions. ${names}`,
    failing: `Look into the function's log, in CloudWatch ${logs(runtime, resourceName(distribution, pathname))}.`,
    withoutAddress: names,
    withoutSecret: secret,
    withoutCertificate: `The distribution needs a certificate for ${hostname}: request it in AWS Certificate Manager, in us-east-1, and choose it as "Custom SSL certificate" in the distribution's settings.`,
  }
}

/**
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html
 */
function logs(runtime: EdgeRuntime, name: string): string {
  return runtime === 'function'
    ? `in us-east-1: /aws/cloudfront/function/${name}`
    : `in the region nearest to you: /aws/lambda/us-east-1.${name}`
}
