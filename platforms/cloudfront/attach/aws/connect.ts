import type { CloudFront } from '@aws-sdk/client-cloudfront'
import type { IAM } from '@aws-sdk/client-iam'
import type { Lambda } from '@aws-sdk/client-lambda'
import { UsageError } from '../../../../shared/config/usage-error.ts'
import type { EdgeRuntime } from '../config/behavior.ts'
import { waitOutThrottling, type Wait } from './wait-out-throttling.ts'

// The one place that makes AWS's clients. The SDK is an optional peer dependency: who only builds does
// without its 22 MB. It reads the profile, the credentials and AWS_ENDPOINT_URL as AWS documents them.

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
  checkNode(process.versions.node)
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
  const { CloudFront } = await load(runtime, () => import('@aws-sdk/client-cloudfront'))
  const cloudfront = patient(new CloudFront(options))
  if (runtime === 'function') return { cloudfront }
  const [{ Lambda }, { IAM }] = await load(runtime, () =>
    Promise.all([import('@aws-sdk/client-lambda'), import('@aws-sdk/client-iam')]),
  )
  return {
    cloudfront,
    edge: { lambda: patient(new Lambda(options)), iam: patient(new IAM(options)) },
  }
}

/** @param version of Node, as `process.versions.node` has it */
export function checkNode(version: string): void {
  if (Number.parseInt(version, 10) >= 22) return
  throw new UsageError(
    `this is Node ${version}, and AWS's SDK wants Node 22 or newer. Only attach and detach use it: build and doctor run on Node 20.\n  → Install Node 22 or newer (https://nodejs.org), and run this again.`,
  )
}

async function load<Module>(
  runtime: EdgeRuntime,
  imported: () => Promise<Module>,
): Promise<Module> {
  try {
    return await imported()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw sdkMissing(runtime)
  }
}

/** What is missing, and the one line that installs it. */
export function sdkMissing(runtime: EdgeRuntime): UsageError {
  const edge = runtime === 'function' ? '' : ' @aws-sdk/client-lambda @aws-sdk/client-iam'
  return new UsageError(
    `AWS's SDK is not installed. Only attach and detach use it, so edgemint does not bring it along.\n  → npm install --save-dev @aws-sdk/client-cloudfront${edge}`,
  )
}
