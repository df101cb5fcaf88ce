import { unzipSync } from 'fflate'
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { AwsError } from './aws-error.ts'
import { regionOf } from './credentials.ts'
import { roleArn, trusts } from './iam.ts'
import { jsonAnswer, read, write, type Call, type ServiceAnswer } from './operation.ts'
import type { LambdaFunction, LambdaVersion, State } from './state.ts'

const path = '/2015-03-31/functions'

/** Lambda, as far as Lambda@Edge goes. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const lambdaOperations = [
  write(`POST ${path}`, 'lambda:CreateFunction', createFunction),
  read(`GET ${path}/{FunctionName}`, 'lambda:GetFunction', getFunction),
  read(`GET ${path}/{FunctionName}/configuration`, 'lambda:GetFunctionConfiguration', getConfig),
  read(`GET ${path}/{FunctionName}/versions`, 'lambda:ListVersionsByFunction', listVersions),
  write(
    `PUT ${path}/{FunctionName}/configuration`,
    'lambda:UpdateFunctionConfiguration',
    updateConfig,
  ),
  write(`PUT ${path}/{FunctionName}/code`, 'lambda:UpdateFunctionCode', updateCode),
  read(`POST ${path}/{FunctionName}/invocations`, 'lambda:InvokeFunction', invoke),
  write(`POST ${path}/{FunctionName}/versions`, 'lambda:PublishVersion', publishVersion),
  write(`POST ${path}/{FunctionName}/policy`, 'lambda:AddPermission', addPermission),
  write(`DELETE ${path}/{FunctionName}`, 'lambda:DeleteFunction', deleteFunction),
]

const latest = '$LATEST'

function createFunction(call: Call): ServiceAnswer {
  const { state } = call
  const { FunctionName, Code, Publish, ...config } = JSON.parse(call.body)
  const arn = arnOf(call, FunctionName)
  if (Object.hasOwn(state.lambdaFunctions, arn))
    throw new AwsError('ResourceConflictException', 409, `Function already exist: ${FunctionName}`)
  checkRole(config.Role, state)
  const version = { config, code: Code.ZipFile, ...fresh(state), wasActive: false, replicas: 0 }
  state.lambdaFunctions[arn] = { versions: { [latest]: version }, policy: {} }
  if (Publish) state.lambdaFunctions[arn].versions[1] = structuredClone(version)
  return jsonAnswer(201, describe(state, arn, Publish ? '1' : latest))
}

/** The role must exist, trust Lambda, and be known everywhere, which takes a moment after it was made. */
function checkRole(arn: string, state: State): void {
  const [, role] = Object.entries(state.roles).find(([name]) => roleArn(state, name) === arn) ?? []
  const isKnown = role !== undefined && role.attemptsLeft === 0
  if (role !== undefined && !isKnown) role.attemptsLeft--
  if (!isKnown || !trusts(role, 'lambda.amazonaws.com'))
    throw new AwsError(
      'InvalidParameterValueException',
      400,
      'The role defined for the function cannot be assumed by Lambda.',
    )
}

function getFunction(call: Call): ServiceAnswer {
  const { arn, qualifier } = versionOf(call)
  const Configuration = look(call.state, arn, qualifier)
  return jsonAnswer(200, { Configuration, Code: { RepositoryType: 'S3' } })
}

function getConfig(call: Call): ServiceAnswer {
  const { arn, qualifier } = versionOf(call)
  return jsonAnswer(200, look(call.state, arn, qualifier))
}

function listVersions(call: Call): ServiceAnswer {
  const { arn, lambda } = versionOf(call)
  const Versions = Object.keys(lambda.versions).map((each) => describe(call.state, arn, each))
  return jsonAnswer(200, { Versions })
}

function updateConfig(call: Call): ServiceAnswer {
  const { arn, lambda } = versionOf(call)
  checkReady(lambda.versions[latest], arn)
  const { config } = lambda.versions[latest]
  const settings = { config: { ...config, ...JSON.parse(call.body) }, ...fresh(call.state) }
  Object.assign(lambda.versions[latest], settings)
  return jsonAnswer(200, describe(call.state, arn, latest))
}

/** Runs the module that the zip holds in this Node. */
async function invoke(call: Call): Promise<ServiceAnswer> {
  const { arn, lambda, qualifier } = versionOf(call)
  const { code, config } = lambda.versions[qualifier]
  checkReady(lambda.versions[qualifier], arn)
  const [file, name] = String(config.Handler).split('.')
  const module = unzipSync(Buffer.from(code, 'base64'))[`${file}.mjs`]
  try {
    // Lambda's own runtime has AWS's SDK, which a module without a place would not find.
    const sdk = JSON.stringify(import.meta.resolve('@aws-sdk/client-ssm'))
    const text = Buffer.from(module).toString().replaceAll('"@aws-sdk/client-ssm"', sdk)
    const url = `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`
    const exported = await import(url)
    return jsonAnswer(200, (await exported[name](JSON.parse(call.body))) ?? null)
  } catch (error) {
    const { name: errorType, message: errorMessage } = error as Error
    const answer = jsonAnswer(200, { errorType, errorMessage })
    return { ...answer, headers: { ...answer.headers, 'x-amz-function-error': 'Unhandled' } }
  }
}

function updateCode(call: Call): ServiceAnswer {
  const { arn, lambda } = versionOf(call)
  checkReady(lambda.versions[latest], arn)
  const code = JSON.parse(call.body).ZipFile
  Object.assign(lambda.versions[latest], { code, ...fresh(call.state) })
  return jsonAnswer(200, describe(call.state, arn, latest))
}

/**
 * What is published already, code and configuration, has its number:
 * https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
 */
function publishVersion(call: Call): ServiceAnswer {
  const { arn, lambda } = versionOf(call)
  const { [latest]: current, ...numbered } = lambda.versions
  checkReady(current, arn)
  const wanted = JSON.parse(call.body || '{}').CodeSha256
  if (wanted !== undefined && wanted !== sha256(current.code))
    throw new AwsError(
      'InvalidParameterValueException',
      400,
      'CodeSHA256 is different from current CodeSHA256.',
    )
  const last = Math.max(0, ...Object.keys(numbered).map(Number))
  const isPublished =
    numbered[last]?.code === current.code &&
    isDeepStrictEqual(numbered[last].config, current.config)
  const number = isPublished ? last : last + 1
  if (!isPublished)
    lambda.versions[number] = {
      ...structuredClone(current),
      ...fresh(call.state),
      wasActive: false,
    }
  return jsonAnswer(201, describe(call.state, arn, String(number)))
}

function addPermission(call: Call): ServiceAnswer {
  const { arn, lambda } = versionOf(call)
  const { StatementId: Sid, Principal: Service, Action } = JSON.parse(call.body)
  if (Object.hasOwn(lambda.policy, Sid))
    throw new AwsError(
      'ResourceConflictException',
      409,
      `The statement id (${Sid}) provided already exists.`,
    )
  lambda.policy[Sid] = { Sid, Effect: 'Allow', Principal: { Service }, Action, Resource: arn }
  return jsonAnswer(201, { Statement: JSON.stringify(lambda.policy[Sid]) })
}

/**
 * The words are AWS's: https://github.com/hashicorp/terraform-provider-aws/issues/1721. Replicas go some time, mostly
 * hours, after the last distribution has let go of the version.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-delete-replicas.html
 */
function deleteFunction(call: Call): ServiceAnswer {
  const { arn, lambda, qualifier } = versionOf(call)
  const isNamed = call.query.has('Qualifier')
  for (const [number, version] of Object.entries(lambda.versions)) {
    if (isNamed && number !== qualifier) continue
    const qualified = `${arn}:${number}`
    const isUsed = Object.values(call.state.distributions).some(({ config }) =>
      config.includes(`<LambdaFunctionARN>${qualified}</LambdaFunctionARN>`),
    )
    const isReplicated = version.replicas > 0
    if (!isUsed && isReplicated) version.replicas--
    if (isUsed || isReplicated)
      throw new AwsError(
        'InvalidParameterValueException',
        400,
        `Lambda was unable to delete ${qualified} because it is a replicated function. Please see our documentation for Deleting Lambda@Edge Functions and Replicas.`,
      )
  }
  if (isNamed) delete lambda.versions[qualifier]
  else delete call.state.lambdaFunctions[arn]
  return { status: 204 }
}

function versionOf(call: Call): { arn: string; lambda: LambdaFunction; qualifier: string } {
  const arn = arnOf(call, call.parameters.FunctionName)
  const qualifier = call.query.get('Qualifier') ?? latest
  const lambda = call.state.lambdaFunctions[arn]
  if (lambda === undefined || !Object.hasOwn(lambda.versions, qualifier))
    throw new AwsError('ResourceNotFoundException', 404, `Function not found: ${arn}`)
  return { arn, lambda, qualifier }
}

/** A function is there in the region that the request is signed for, and in no other. */
function arnOf(call: Call, name: string): string {
  if (name.startsWith('arn:')) return name
  return `arn:aws:lambda:${regionOf(call)}:${call.state.accountId}:function:${name}`
}

/** https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html */
function checkReady({ readsLeft, wasActive }: LambdaVersion, arn: string): void {
  if (readsLeft <= 0) return
  const what = wasActive
    ? `An update is in progress for resource: ${arn}`
    : 'The function is currently in the following state: Pending'
  throw new AwsError(
    'ResourceConflictException',
    409,
    `The operation cannot be performed at this time. ${what}`,
  )
}

/** Answers, and brings the version nearer to its being ready. */
function look(state: State, arn: string, qualifier: string): object {
  const version = state.lambdaFunctions[arn].versions[qualifier]
  const seen = describe(state, arn, qualifier)
  if (version.readsLeft > 0) version.readsLeft--
  if (version.readsLeft === 0) version.wasActive = true
  return seen
}

function fresh(state: State): { modified: string; readsLeft: number } {
  return { modified: new Date().toISOString(), readsLeft: state.readsUntilActive }
}

function describe(state: State, arn: string, qualifier: string): object {
  const { config, code, modified, readsLeft, wasActive } =
    state.lambdaFunctions[arn].versions[qualifier]
  const isPending = readsLeft > 0
  return {
    ...config,
    FunctionName: arn.split(':').at(-1),
    FunctionArn: qualifier === latest ? arn : `${arn}:${qualifier}`,
    Version: qualifier,
    CodeSha256: sha256(code),
    CodeSize: Buffer.from(code, 'base64').length,
    LastModified: modified,
    State: isPending && !wasActive ? 'Pending' : 'Active',
    LastUpdateStatus: isPending ? 'InProgress' : 'Successful',
  }
}

function sha256(code: string): string {
  return createHash('sha256').update(Buffer.from(code, 'base64')).digest('base64')
}
