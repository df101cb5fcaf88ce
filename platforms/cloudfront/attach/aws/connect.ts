import type { CloudFront } from '@aws-sdk/client-cloudfront'
import type { IAM } from '@aws-sdk/client-iam'
import type { Lambda } from '@aws-sdk/client-lambda'
import type { EdgeRuntime } from '../config/behavior.ts'
import { checkRequirements, lookAround } from './requirements.ts'
import { waitOutThrottling, type Wait } from './wait-out-throttling.ts'

// The one place that makes AWS's clients. The SDK reads the profile, the credentials and AWS_ENDPOINT_URL as AWS documents them.

export interface Account {
  cloudfront: CloudFront
  /** For Lambda@Edge. */
  edge?: { lambda: Lambda; iam: IAM }
}

export interface ConnectOptions {
  profile?: string | undefined
  runtime: EdgeRuntime
  /** Called while AWS asks us to slow down. */
  wait: Wait
  /** Seconds after which a call that is not answered is made again. */
  timeout?: number
}

/** Lambda@Edge is kept there, and CloudFront is signed for it. */
const region = 'us-east-1'

export async function connect({
  profile,
  runtime,
  wait,
  timeout = 30,
}: ConnectOptions): Promise<Account> {
  checkRequirements(lookAround(runtime))
  const options = {
    region,
    ...(profile !== undefined && { profile }),
    requestHandler: {
      connectionTimeout: 5000,
      requestTimeout: timeout * 1000,
      throwOnRequestTimeout: true,
    },
  }
  const patient = <Client extends Parameters<typeof waitOutThrottling>[0]>(client: Client) => {
    waitOutThrottling(client, wait)
    return client
  }
  const { CloudFront } = await import('@aws-sdk/client-cloudfront')
  const cloudfront = patient(new CloudFront(options))
  if (runtime === 'function') return { cloudfront }
  const [{ Lambda }, { IAM }] = await Promise.all([
    import('@aws-sdk/client-lambda'),
    import('@aws-sdk/client-iam'),
  ])
  return {
    cloudfront,
    edge: { lambda: patient(new Lambda(options)), iam: patient(new IAM(options)) },
  }
}
