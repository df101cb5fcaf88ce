import type { CloudFront, DistributionConfig as SdkConfig } from '@aws-sdk/client-cloudfront'
import { readConfig, type DistributionConfig } from '../config/distribution.ts'
import { unless } from './unless.ts'
import type { Wait } from './wait-out-throttling.ts'

/** A distribution as it is at this moment. */
export interface LiveDistribution {
  id: string
  etag: string
  config: DistributionConfig
  /** The same as the SDK reads it: what `aws cloudfront update-distribution` takes. */
  json: SdkConfig
}

/** A step of the SDK on the way to AWS and back. */
type Handler = (args: any) => Promise<any>

/** Reads the config. The XML is kept as it came: the SDK drops the elements that it does not know. */
export async function readDistribution(
  cloudfront: CloudFront,
  id: string,
): Promise<LiveDistribution> {
  const { GetDistributionConfigCommand } = await import('@aws-sdk/client-cloudfront')
  const command = new GetDistributionConfigCommand({ Id: id })
  let xml = ''
  command.middlewareStack.addRelativeTo(
    (next: Handler) => async (args: any) => {
      const result = await next(args)
      const { response } = result
      const chunks: Uint8Array[] = []
      for await (const chunk of response.body as AsyncIterable<Uint8Array>) chunks.push(chunk)
      const body = Buffer.concat(chunks)
      xml = body.toString()
      return { ...result, response: Object.assign(response, { body }) }
    },
    { relation: 'after', toMiddleware: 'deserializerMiddleware', name: 'edgemintKeepXml' },
  )
  const { ETag, DistributionConfig } = await cloudfront.send(command)
  return { id, etag: ETag!, config: readConfig(xml), json: DistributionConfig! }
}

/**
 * Puts a config in place of the one that was read, octet by octet as it is. AWS documents it so: get the
 * config, change the XML, put it back.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateDistribution.html
 *
 * @returns its ETag now
 */
export async function writeDistribution(
  cloudfront: CloudFront,
  { id, etag, json }: LiveDistribution,
  { xml }: DistributionConfig,
): Promise<string> {
  const { UpdateDistributionCommand } = await import('@aws-sdk/client-cloudfront')
  const command = new UpdateDistributionCommand({ Id: id, IfMatch: etag, DistributionConfig: json })
  command.middlewareStack.add(
    (next) => (args) => {
      ;(args.request as { body: string }).body = xml
      return next(args)
    },
    // Before the SDK counts and signs it.
    { step: 'build', priority: 'high', name: 'edgemintSendXml' },
  )
  return (await cloudfront.send(command)).ETag!
}

/** What is known about a distribution beside its config. */
export async function describeDistribution(
  cloudfront: CloudFront,
  id: string,
): Promise<{ domain: string; arn: string; accountId: string; isDeployed: boolean }> {
  const { Distribution } = await cloudfront.getDistribution({ Id: id })
  const { DomainName, ARN, Status } = Distribution!
  const arn = ARN!
  const accountId = arn.split(':')[4]
  return { domain: DomainName!, arn, accountId, isDeployed: Status === 'Deployed' }
}

/**
 * The stack of CloudFormation that a distribution belongs to, by the tag that AWS gives to what a stack makes.
 * Undefined, too, where the credentials may not look: nothing depends on it but a note.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
 */
export async function stackOf(cloudfront: CloudFront, arn: string): Promise<string | undefined> {
  const found = await unless(/^AccessDenied/, () =>
    cloudfront.listTagsForResource({ Resource: arn }),
  )
  const tags = found?.Tags?.Items ?? []
  return tags.find(({ Key }) => Key === 'aws:cloudformation:stack-name')?.Value
}

/** Seconds after which we no longer wait. AWS needs two to ten minutes. */
const patience = 1800

/** Seconds until the next look: short at first, since nothing may have changed. */
const pauseAfter = (seconds: number): number => Math.min(5, Math.max(1, seconds))

/** @returns the seconds it took; undefined where it takes too long */
export async function waitUntilDeployed(
  cloudfront: CloudFront,
  id: string,
  wait: Wait,
): Promise<number | undefined> {
  for (let seconds = 0; seconds <= patience; seconds += pauseAfter(seconds)) {
    if ((await describeDistribution(cloudfront, id)).isDeployed) return seconds
    await wait(
      pauseAfter(seconds),
      `CloudFront brings it to every edge: ${seconds} s, usually some minutes`,
    )
  }
  return undefined
}
