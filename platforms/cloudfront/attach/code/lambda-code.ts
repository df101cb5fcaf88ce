import type { FunctionConfiguration, Lambda } from '@aws-sdk/client-lambda'
import { UsageError } from '../../../../shared/config/usage-error.ts'
import type { PlainRequest } from '../../../runtime.ts'
import { fromLambdaEdgeResponse, toLambdaEdgeEvent } from '../../event.ts'
import { lambdaSettings } from '../../lambda-settings.ts'
import { unless } from '../aws/unless.ts'
import { laterRuntime } from './later-runtime.ts'
import { changedByHand, notOurs } from './not-ours.ts'
import type { Account } from '../aws/connect.ts'
import { viewerRequestOf, type EdgeCode, type EdgeCodeOptions, type Put } from './edge-code.ts'
import { narrowRole, parameterArn, putRole } from './lambda-role.ts'
import { hashOf, markOf, readMark } from '../resource-name.ts'
import type { Wait } from '../aws/wait-out-throttling.ts'
import { zipOf } from './zip.ts'

type Answer = Parameters<typeof fromLambdaEdgeResponse>[0]

/** The bundle as a Lambda@Edge function: in us-east-1, as a published version. */
export function lambdaCode(
  { lambda, iam }: NonNullable<Account['edge']>,
  { name, code, accountId, parameters = [] }: EdgeCodeOptions,
  wait: Wait,
): EdgeCode {
  const zip = zipOf('index.mjs', code)
  const hash = hashOf(zip)
  const readable = parameters.map((each) => parameterArn(accountId, each))
  const arn = `arn:aws:lambda:us-east-1:${accountId}:function:${name}`
  return {
    kind: 'Lambda@Edge function',
    async look(present) {
      const found = await readLambda(lambda, name)
      const next = !found ? 'create' : isCurrent(found, hash) ? 'nothing' : 'update'
      const version = present?.startsWith(`${arn}:`) ? present.split(':').at(-1)! : undefined
      const published =
        version &&
        (await unless('ResourceNotFoundException', () =>
          lambda.getFunctionConfiguration({ FunctionName: name, Qualifier: version }),
        ))
      const isLive = published ? isCurrent(published, hash) : false
      const named = isLive ? present! : `${arn}:(the next)`
      const { Runtime } = settingsFor(found)
      const raised = Runtime === lambdaSettings.Runtime ? undefined : Runtime
      return { next, isLive, association: viewerRequestOf('lambda-edge', named), raised }
    },
    async put() {
      const role = await putRole(iam, name, readable)
      const done = await putLambda(lambda, { name, zip, hash, role, wait })
      await ready(lambda, name, wait)
      return done
    },
    ask: (request) => ask(lambda, name, request),
    async publish() {
      // Where nothing has changed since, it is the version that there is already.
      const { Version } = await lambda.publishVersion({ FunctionName: name, CodeSha256: hash })
      await ready(lambda, name, wait, Version)
      return viewerRequestOf('lambda-edge', `${arn}:${Version}`)
    },
    tidy: () => narrowRole(iam, name, readable),
  }
}

type Settings = typeof lambdaSettings

/** How it is to run. */
function settingsFor(found: FunctionConfiguration | undefined): Settings {
  return { ...lambdaSettings, Runtime: laterRuntime(lambdaSettings.Runtime, found?.Runtime) }
}

function isCurrent(found: FunctionConfiguration, hash: string): boolean {
  const wanted = Object.entries(settingsFor(found)) as [keyof Settings, unknown][]
  return found.CodeSha256 === hash && wanted.every(([name, value]) => found[name] === value)
}

/** @throws {UsageError} where a function of this name is not ours, or its code was changed by hand */
export async function readLambda(
  lambda: Lambda,
  name: string,
): Promise<FunctionConfiguration | undefined> {
  const found = await unless('ResourceNotFoundException', () =>
    lambda.getFunctionConfiguration({ FunctionName: name }),
  )
  if (!found) return undefined
  const hashes = readMark(found.Description)
  if (!hashes) throw notOurs(name)
  if (!hashes.includes(found.CodeSha256!)) throw changedByHand(name)
  return found
}

interface NewCode {
  name: string
  zip: Uint8Array
  hash: string
  role: string
  wait: Wait
}

async function putLambda(lambda: Lambda, code: NewCode): Promise<Put> {
  const { name, zip, hash, wait } = code
  const before = await readLambda(lambda, name)
  if (!before) {
    await create(lambda, code)
    return 'created'
  }
  if (isCurrent(before, hash)) return 'there already'
  // Both hashes, so that a run that ends between the two calls leaves code that is known as ours.
  const Description = markOf(...new Set([hash, before.CodeSha256!]))
  await ready(lambda, name, wait)
  await lambda.updateFunctionConfiguration({
    FunctionName: name,
    Description,
    ...settingsFor(before),
  })
  if (before.CodeSha256 === hash) return 'updated'
  await ready(lambda, name, wait)
  await lambda.updateFunctionCode({ FunctionName: name, ZipFile: zip })
  return 'updated'
}

/** A role that was made a moment ago is not known to Lambda yet. */
async function create(lambda: Lambda, { name, zip, hash, role, wait }: NewCode): Promise<void> {
  for (let tries = 10; ; tries--) {
    try {
      await lambda.createFunction({
        FunctionName: name,
        Description: markOf(hash),
        Role: role,
        Code: { ZipFile: zip },
        ...lambdaSettings,
      })
      return
    } catch (error) {
      const { name: problem, message } = error as Error
      // After a call whose answer was lost it is there: whoever reads it next finds ours, or a stranger's.
      if (problem === 'ResourceConflictException') return
      if (!/cannot be assumed/i.test(message) || tries === 1) throw error
      await wait(3, 'the new role becomes known to Lambda')
    }
  }
}

/** @param version a published one; by default what the next one is made of */
async function ready(lambda: Lambda, name: string, wait: Wait, version?: string): Promise<void> {
  for (let tries = 60; ; tries--) {
    const { State, LastUpdateStatus } = await lambda.getFunctionConfiguration({
      FunctionName: name,
      ...(version !== undefined && { Qualifier: version }),
    })
    if (State !== 'Pending' && LastUpdateStatus !== 'InProgress') return
    if (tries === 1)
      throw new UsageError(`Lambda does not get ${name} ready.\n  → Run the same command again.`, 1)
    await wait(2, 'Lambda prepares the function')
  }
}

async function ask(
  lambda: Lambda,
  name: string,
  request: PlainRequest,
): ReturnType<EdgeCode['ask']> {
  const { Payload, FunctionError } = await lambda.invoke({
    FunctionName: name,
    Payload: Buffer.from(JSON.stringify(toLambdaEdgeEvent(request))),
  })
  const result = JSON.parse(Buffer.from(Payload!).toString()) as Answer & { errorMessage?: string }
  if (FunctionError !== undefined) {
    throw new UsageError(
      `the function fails on AWS: ${result.errorMessage}\n  → The new code is not live. Please report this: it is a mistake of edgemint's.`,
      1,
    )
  }
  return { answer: 'status' in result ? fromLambdaEdgeResponse(result) : undefined }
}
