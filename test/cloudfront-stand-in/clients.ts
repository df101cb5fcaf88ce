import { CloudFrontClient, type CloudFrontServiceException } from '@aws-sdk/client-cloudfront'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { closedAfterAll } from '../around-all.ts'
import { startStandIn, type StandIn } from './stand-in.ts'
import { exampleCredentials } from './state.ts'

export const exampleDistribution = readFileSync(
  new URL('example-distribution.xml', import.meta.url),
  'utf8',
)

/** A stand-in until the file's end, and what AWS's SDK needs to talk to it. */
export async function startForSuite(): Promise<{ standIn: StandIn; cloudfront: CloudFrontClient }> {
  const standIn = await closedAfterAll(startStandIn())
  const cloudfront = new CloudFrontClient(clientOptions(standIn))
  return { standIn, cloudfront }
}

/** One attempt, so that a test sees what the server said the first time. */
export function clientOptions({ endpoint }: StandIn): {
  endpoint: string
  region: string
  credentials: typeof exampleCredentials
  maxAttempts: number
} {
  return { endpoint, region: 'us-east-1', credentials: exampleCredentials, maxAttempts: 1 }
}

/** The SDK throws this error, with this status. */
export async function rejects(call: Promise<unknown>, name: string, status: number): Promise<void> {
  await assert.rejects(call, (error: CloudFrontServiceException) => {
    assert.deepEqual([error.name, error.$metadata.httpStatusCode], [name, status], error.message)
    return true
  })
}
