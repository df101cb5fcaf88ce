import type { CloudFront, FunctionConfig, FunctionRuntime } from '@aws-sdk/client-cloudfront'
import { UsageError } from '../../../../shared/config/usage-error.ts'
import type { PlainRequest, PlainResponse } from '../../../runtime.ts'
import { fromViewerResponse, toViewerRequestEvent, toViewerResponseEvent } from '../../event.ts'
import { unless } from '../aws/unless.ts'
import { laterRuntime } from './later-runtime.ts'
import { changedByHand, notOurs } from './not-ours.ts'
import {
  viewerRequestOf,
  type Asked,
  type EdgeCode,
  type EdgeCodeOptions,
  type PassedRequest,
  type Put,
  type ViewerEvent,
} from './edge-code.ts'
import { hashOf, markOf, readMark } from '../resource-name.ts'

/** A CloudFront Function of ours, as AWS has it. */
export interface DeployedFunction {
  name: string
  /** Of its stage DEVELOPMENT, where every change begins. */
  etag: string
  arn: string
  /** Of its code in DEVELOPMENT. */
  hash: string
  /** The ARN of its KeyValueStore. */
  store: string | undefined
  runtime: string | undefined
  /** What is live; none before the first publication. */
  live?: { hash: string | undefined; store: string | undefined }
}

/**
 * The function of this name; undefined where there is none.
 *
 * @throws {UsageError} where it is not ours, or its code was changed by hand
 */
export async function readFunction(
  cloudfront: CloudFront,
  name: string,
): Promise<DeployedFunction | undefined> {
  const found = await unless('NoSuchFunctionExists', () =>
    cloudfront.describeFunction({ Name: name, Stage: 'DEVELOPMENT' }),
  )
  if (!found) return undefined
  const { FunctionConfig, FunctionMetadata } = found.FunctionSummary!
  const hashes = readMark(FunctionConfig?.Comment)
  if (!hashes) throw notOurs(name)
  const stage = { Name: name, Stage: 'DEVELOPMENT' as const }
  const read = await unless('NoSuchFunctionExists', () => cloudfront.getFunction(stage))
  if (!read) throw changedMeanwhile(name)
  const hash = hashOf(read.FunctionCode!)
  if (!hashes.includes(hash)) {
    // Between the two calls, perhaps by attach in another terminal: the mark is that of the code before.
    throw read.ETag === found.ETag ? changedByHand(name) : changedMeanwhile(name)
  }
  const live = await unless('NoSuchFunctionExists', () =>
    cloudfront.describeFunction({ Name: name, Stage: 'LIVE' }),
  )
  const liveConfig = live?.FunctionSummary?.FunctionConfig
  const [liveHash] = readMark(liveConfig?.Comment) ?? []
  const arn = FunctionMetadata!.FunctionARN!
  const store = storeOf(FunctionConfig)
  const runtime = FunctionConfig?.Runtime
  const deployed = { name, etag: found.ETag!, arn, hash, store, runtime }
  return live ? { ...deployed, live: { hash: liveHash, store: storeOf(liveConfig) } } : deployed
}

function storeOf(config: FunctionConfig | undefined): string | undefined {
  return config?.KeyValueStoreAssociations?.Items?.[0]?.KeyValueStoreARN
}

/** What our code is written for. */
const ownRuntime = 'cloudfront-js-2.0'

/** The bundle as a CloudFront Function. */
export function functionCode(
  cloudfront: CloudFront,
  { name, code, accountId, store, raised }: EdgeCodeOptions,
  event: ViewerEvent = 'viewer-request',
): EdgeCode {
  const hash = hashOf(code)
  const isWanted = (there: { hash: string | undefined; store: string | undefined }): boolean =>
    there.hash === hash && there.store === store?.arn
  const arn = `arn:aws:cloudfront::${accountId}:function/${name}`
  const association = { ...viewerRequestOf('function', arn), event }
  const runtimeFor = (found: DeployedFunction | undefined): FunctionRuntime =>
    laterRuntime(laterRuntime<FunctionRuntime>(ownRuntime, raised), found?.runtime)
  let deployed: DeployedFunction | undefined
  return {
    kind: 'CloudFront Function',
    async look() {
      const found = await readFunction(cloudfront, name)
      const next = !found ? 'create' : isWanted(found) ? 'nothing' : 'update'
      const isLive = found?.live !== undefined && isWanted(found.live)
      const runtime = runtimeFor(found)
      return { next, isLive, association, raised: runtime === ownRuntime ? undefined : runtime }
    },
    async put() {
      const done = await putFunction(cloudfront, name, { code, store: store?.arn, runtimeFor })
      deployed = await readFunction(cloudfront, name)
      if (!deployed || !isWanted(deployed)) throw changedMeanwhile(name)
      return done
    },
    ask: (request, origin) => tryFunction(cloudfront, deployed!, request, origin),
    async publish() {
      if (deployed!.live && isWanted(deployed!.live)) return association
      await unless(changed, () =>
        cloudfront.publishFunction({ Name: name, IfMatch: deployed!.etag }),
      )
      const { live } = (await readFunction(cloudfront, name)) ?? {}
      if (!live || !isWanted(live)) throw changedMeanwhile(name)
      return association
    },
  }
}

interface NewFunction {
  code: string
  store: string | undefined
  runtimeFor: (before: DeployedFunction | undefined) => FunctionRuntime
}

/** Into its stage DEVELOPMENT: nobody meets it there. */
async function putFunction(
  cloudfront: CloudFront,
  name: string,
  { code, store, runtimeFor }: NewFunction,
): Promise<Put> {
  const before = await readFunction(cloudfront, name)
  const config = {
    Name: name,
    FunctionConfig: {
      Comment: markOf(hashOf(code)),
      Runtime: runtimeFor(before),
      ...(store !== undefined && {
        KeyValueStoreAssociations: { Quantity: 1, Items: [{ KeyValueStoreARN: store }] },
      }),
    },
    FunctionCode: Buffer.from(code),
  }
  if (!before) {
    // After a call whose answer was lost it is there: whoever reads it next finds ours, or a stranger's.
    await unless('FunctionAlreadyExists', () => cloudfront.createFunction(config))
    return 'created'
  }
  if (before.hash === hashOf(code) && before.store === store) return 'there already'
  await unless(changed, () => cloudfront.updateFunction({ ...config, IfMatch: before.etag }))
  return 'updated'
}

/** What it answers on AWS's own runtime, from its stage DEVELOPMENT. */
async function tryFunction(
  cloudfront: CloudFront,
  { name, etag }: DeployedFunction,
  request: PlainRequest,
  origin?: PlainResponse,
): Promise<Asked> {
  const event = origin ? toViewerResponseEvent(request, origin) : toViewerRequestEvent(request)
  const { TestResult } = await cloudfront.testFunction({
    Name: name,
    IfMatch: etag,
    Stage: 'DEVELOPMENT',
    EventObject: Buffer.from(JSON.stringify(event)),
  })
  const { FunctionErrorMessage = '', FunctionOutput = '', ComputeUtilization } = TestResult!
  if (FunctionErrorMessage !== '') {
    throw new UsageError(
      `the function fails on AWS: ${FunctionErrorMessage}\n  → Nothing is live. Please report this: it is a mistake of edgemint's.`,
      1,
    )
  }
  const { request: passed, response } = JSON.parse(FunctionOutput) as AwsOutput
  return {
    answer: response && readResponse(response),
    passed: passed && readPassed(passed),
    utilization: Number(ComputeUtilization),
  }
}

interface AwsOutput {
  request?: AwsRequest
  response?: AwsResponse
}

interface AwsRequest {
  uri: string
  headers?: Record<string, { value: string }>
  cookies?: object
}

function readPassed({ uri, headers = {}, cookies = {} }: AwsRequest): PassedRequest {
  const pairs = Object.entries(headers).map(([name, { value }]) => [name, value])
  return { path: uri, headers: Object.fromEntries(pairs), cookies: Object.keys(cookies) }
}

type AwsResponse = Omit<Parameters<typeof fromViewerResponse>[0], 'body'> & {
  body?: string | { data: string; encoding?: string }
}

/** AWS fills in what a function may leave out, and may show a body with its encoding. */
function readResponse({ body, ...response }: AwsResponse): PlainResponse {
  const { headers = {}, cookies = {} } = response
  const text =
    typeof body === 'object'
      ? Buffer.from(body.data, body.encoding === 'base64' ? 'base64' : 'utf8').toString()
      : body
  return fromViewerResponse({ ...response, headers, cookies, body: text ?? '' })
}

/** @returns whether it is gone; not where a behavior elsewhere uses it */
export async function deleteFunction(
  cloudfront: CloudFront,
  { name, etag }: DeployedFunction,
): Promise<boolean> {
  const isDone = await cloudfront.deleteFunction({ Name: name, IfMatch: etag }).then(
    () => true,
    (error: Error) => {
      if (error.name === 'NoSuchFunctionExists') return true
      if (error.name === 'FunctionInUse') return false
      throw error
    },
  )
  return isDone
}

const changed = /^(PreconditionFailed|InvalidIfMatchVersion)$/

function changedMeanwhile(name: string): UsageError {
  return new UsageError(
    `somebody else changed ${name} at the same time, and this code is not live.\n  → Run the same command again: it goes on where it stopped.`,
    1,
  )
}
