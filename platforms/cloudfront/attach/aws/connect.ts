import type { CloudFront } from '@aws-sdk/client-cloudfront'
import type { CloudFrontKeyValueStore } from '@aws-sdk/client-cloudfront-keyvaluestore'
import type { IAM } from '@aws-sdk/client-iam'
import type { Lambda } from '@aws-sdk/client-lambda'
import type { EdgeRuntime } from '../config/behavior.ts'
import { Agent } from 'node:http'
import { checkRequirements, lookAround } from './requirements.ts'
import { waitOutThrottling, type Wait } from './wait-out-throttling.ts'

// The one place that makes AWS's clients. The SDK reads the profile, the credentials and AWS_ENDPOINT_URL as AWS documents them.

export interface Account {
  cloudfront: CloudFront
  /** For Lambda@Edge. */
  edge?: { lambda: Lambda; iam: IAM }
  /** What is in KeyValueStores: for a CloudFront Function with a secret. */
  stores?: CloudFrontKeyValueStore
}

export interface ConnectOptions {
  profile?: string | undefined
  runtime: EdgeRuntime
  /** Whether a CloudFront Function reads a secret. */
  hasStore?: boolean
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
  hasStore = false,
  wait,
  timeout = 30,
}: ConnectOptions): Promise<Account> {
  checkRequirements(lookAround(runtime, hasStore))
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
  const stores = hasStore ? { stores: patient(await connectStores(options)) } : {}
  if (runtime === 'function') return { cloudfront, ...stores }
  const [{ Lambda }, { IAM }] = await Promise.all([
    import('@aws-sdk/client-lambda'),
    import('@aws-sdk/client-iam'),
  ])
  return {
    cloudfront,
    ...stores,
    edge: { lambda: patient(new Lambda(options)), iam: patient(new IAM(options)) },
  }
}

/** The SDK puts the account before the host. Plain http is for a stand-in on this machine, whose name no DNS has then. */
async function connectStores(options: {
  requestHandler: object
}): Promise<CloudFrontKeyValueStore> {
  const [{ CloudFrontKeyValueStore: Client }] = await Promise.all([
    import('@aws-sdk/client-cloudfront-keyvaluestore'),
    // Signs for it: SigV4a.
    import('@aws-sdk/signature-v4a'),
  ])
  const httpAgent = new Agent({
    lookup: (_host, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
  })
  return new Client({ ...options, requestHandler: { ...options.requestHandler, httpAgent } })
}
