import { AwsError, invalidArgument } from './aws-error.ts'
import { checkIfMatch, nextEtag } from './etag.ts'
import { page, read, write, xmlAnswer, type Call, type ServiceAnswer } from './operation.ts'
import type { FunctionVersion, State } from './state.ts'
import { testFunction } from './test-function.ts'
import { element, find, itemsOf, list, parseXml, textOf, type XmlElement } from './xml.ts'

/**
 * CloudFront Functions.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html and its siblings
 */
export const functionOperations = [
  write('POST /2020-05-31/function', 'cloudfront:CreateFunction', createFunction),
  read('GET /2020-05-31/function', 'cloudfront:ListFunctions', listFunctions),
  read('GET /2020-05-31/function/{Name}/describe', 'cloudfront:DescribeFunction', describeFunction),
  read('GET /2020-05-31/function/{Name}', 'cloudfront:GetFunction', getFunction),
  write('PUT /2020-05-31/function/{Name}', 'cloudfront:UpdateFunction', updateFunction),
  read('POST /2020-05-31/function/{Name}/test', 'cloudfront:TestFunction', runTest),
  write('POST /2020-05-31/function/{Name}/publish', 'cloudfront:PublishFunction', publishFunction),
  write('DELETE /2020-05-31/function/{Name}', 'cloudfront:DeleteFunction', deleteFunction),
]

export function functionArn(state: State, name: string): string {
  return `arn:aws:cloudfront::${state.accountId}:function/${name}`
}

function createFunction({ state, body }: Call): ServiceAnswer {
  const request = parseXml(body)
  const name = textOf(request, 'Name')
  if (!/^[\w-]{1,64}$/.test(name))
    throw invalidArgument('The function name must match [a-zA-Z0-9-_]{1,64}.')
  if (Object.hasOwn(state.functions, name))
    throw new AwsError(
      'FunctionAlreadyExists',
      409,
      'A function with the same name already exists in this AWS account.',
    )
  if (Object.keys(state.functions).length >= state.quotas.functions)
    throw new AwsError(
      'TooManyFunctions',
      400,
      'You have reached the maximum number of CloudFront functions for this AWS account.',
    )
  const version = readVersion(request, state)
  state.functions[name] = { DEVELOPMENT: version }
  return xmlAnswer(201, summarise(state, name, 'DEVELOPMENT'), {
    etag: version.etag,
    location: `https://cloudfront.amazonaws.com/2020-05-31/function/${name}`,
  })
}

function describeFunction(call: Call): ServiceAnswer {
  const { name, stage, version } = functionOf(call)
  return xmlAnswer(200, summarise(call.state, name, stage), { etag: version.etag })
}

function getFunction(call: Call): ServiceAnswer {
  const { version } = functionOf(call)
  const headers = { etag: version.etag, 'content-type': 'application/octet-stream' }
  return { status: 200, headers, body: version.code }
}

/** The header is spelled ETtag by AWS, too, and the SDK reads that one. */
function updateFunction(call: Call): ServiceAnswer {
  const { name, development } = changeable(call)
  const version = readVersion(parseXml(call.body), call.state)
  call.state.functions[name].DEVELOPMENT = { ...version, created: development.created }
  const headers = { etag: version.etag, ettag: version.etag }
  return xmlAnswer(200, summarise(call.state, name, 'DEVELOPMENT'), headers)
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_TestResult.html */
async function runTest(call: Call): Promise<ServiceAnswer> {
  const request = parseXml(call.body)
  const stage = textOf(request, 'Stage') || 'DEVELOPMENT'
  const { name, version } = functionOf({ ...call, query: new URLSearchParams({ Stage: stage }) })
  checkIfMatch(call.headers['if-match'], version.etag)
  const event = Buffer.from(textOf(request, 'EventObject'), 'base64').toString()
  const { output, error, logs } = await testFunction(version, event, call.state)
  return xmlAnswer(
    200,
    element('TestResult', [
      summarise(call.state, name, stage as Stage),
      element('ComputeUtilization', call.state.computeUtilization),
      element(
        'FunctionExecutionLogs',
        logs.map((line) => element('member', line)),
      ),
      element('FunctionErrorMessage', error),
      element('FunctionOutput', output),
    ]),
  )
}

function publishFunction(call: Call): ServiceAnswer {
  const { name, development } = changeable(call)
  const { state } = call
  const now = new Date().toISOString()
  const created = state.functions[name].LIVE?.created ?? now
  state.functions[name].LIVE = { ...development, etag: nextEtag(state), created, modified: now }
  return xmlAnswer(200, summarise(state, name, 'LIVE'))
}

function deleteFunction(call: Call): ServiceAnswer {
  const { name } = changeable(call)
  const { state } = call
  if (isAssociated(state, name))
    throw new AwsError(
      'FunctionInUse',
      409,
      'Cannot delete the function because it is attached to one or more cache behaviors.',
    )
  delete state.functions[name]
  return { status: 204 }
}

/** Without a stage in the query, each function is there in each of its stages. */
function listFunctions({ state, query }: Call): ServiceAnswer {
  const wanted = query.get('Stage')
  const all = Object.entries(state.functions).flatMap(([name, stages]) =>
    Object.keys(stages)
      .filter((stage) => wanted === null || stage === wanted)
      .map((stage) => summarise(state, name, stage as Stage)),
  )
  const { items, maxItems, next } = page(all, query)
  return xmlAnswer(
    200,
    element('FunctionList', [
      element('MaxItems', maxItems),
      ...(next === undefined ? [] : [element('NextMarker', next)]),
      ...list('', items).children,
    ]),
  )
}

type Stage = 'DEVELOPMENT' | 'LIVE'

/** The function that the path names, in the stage that the query names. */
function functionOf({ state, parameters, query }: Call): {
  name: string
  stage: Stage
  version: FunctionVersion
} {
  const name = parameters.Name
  const stage = (query.get('Stage') ?? 'DEVELOPMENT') as Stage
  const version = Object.hasOwn(state.functions, name) ? state.functions[name][stage] : undefined
  if (version === undefined)
    throw new AwsError('NoSuchFunctionExists', 404, 'The specified function does not exist.')
  return { name, stage, version }
}

/** A change names the version in DEVELOPMENT that it means. */
function changeable(call: Call): { name: string; development: FunctionVersion } {
  const { name, version } = functionOf({ ...call, query: new URLSearchParams() })
  checkIfMatch(call.headers['if-match'], version.etag)
  return { name, development: version }
}

function readVersion(request: XmlElement, state: State): FunctionVersion {
  const config = find(request, 'FunctionConfig')
  const runtime = textOf(config, 'Runtime')
  // Those of today, and one that may come.
  if (!/^cloudfront-js-[123]\.0$/.test(runtime))
    throw invalidArgument('The function runtime is not valid.')
  const comment = textOf(config, 'Comment')
  if (comment.length > 128) throw invalidArgument('The function comment is too long.')
  const code = Buffer.from(textOf(request, 'FunctionCode'), 'base64')
  if (code.length > state.quotas.functionOctets)
    throw new AwsError('FunctionSizeLimitExceeded', 413, 'The function exceeds the size limit.')
  const now = new Date().toISOString()
  return {
    code: code.toString(),
    comment,
    runtime,
    keyValueStores: readStores(config, state),
    etag: nextEtag(state),
    created: now,
    modified: now,
  }
}

/** One store a function, and it must be ready. */
function readStores(config: XmlElement | undefined, state: State): string[] {
  const arns = itemsOf(config, 'KeyValueStoreAssociations').map((item) =>
    textOf(item, 'KeyValueStoreARN'),
  )
  if (arns.length > 1) throw invalidArgument('A function can have one key value store.')
  const ready = Object.values(state.keyValueStores).filter(({ status }) => status === 'READY')
  if (arns.some((arn) => !ready.some(({ id }) => arn.endsWith(`/${id}`))))
    throw invalidArgument('The key value store does not exist, or it is not ready.')
  return arns
}

function summarise(state: State, name: string, stage: Stage): XmlElement {
  const { comment, runtime, keyValueStores, created, modified } = state.functions[name][stage]!
  const stores = keyValueStores.map((arn) =>
    element('KeyValueStoreAssociation', [element('KeyValueStoreARN', arn)]),
  )
  return element('FunctionSummary', [
    element('Name', name),
    element('Status', statusOf(state, name, stage)),
    element('FunctionConfig', [
      element('Comment', comment),
      element('Runtime', runtime),
      list('KeyValueStoreAssociations', stores),
    ]),
    element('FunctionMetadata', [
      element('FunctionARN', functionArn(state, name)),
      element('Stage', stage),
      element('CreatedTime', created),
      element('LastModifiedTime', modified),
    ]),
  ])
}

/** As the examples at https://docs.aws.amazon.com/cli/latest/reference/cloudfront/publish-function.html show it. */
function statusOf(state: State, name: string, stage: Stage): string {
  if (stage === 'DEVELOPMENT') return 'UNPUBLISHED'
  return isAssociated(state, name) ? 'DEPLOYED' : 'UNASSOCIATED'
}

function isAssociated(state: State, name: string): boolean {
  const association = `<FunctionARN>${functionArn(state, name)}</FunctionARN>`
  return Object.values(state.distributions).some(({ config }) => config.includes(association))
}
