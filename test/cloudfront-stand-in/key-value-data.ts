import { AwsError } from './aws-error.ts'
import { nextEtag } from './etag.ts'
import { storeArn } from './key-value-stores.ts'
import { jsonAnswer, read, write, type Call, type ServiceAnswer } from './operation.ts'
import type { KeyValueStore } from './state.ts'

/**
 * The data plane of key value stores: what they hold. A service of its own, with a host for each account.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_kvs_UpdateKeys.html and its siblings
 */
export const keyValueDataOperations = [
  read(
    'GET /key-value-stores/{KvsARN}',
    'cloudfront-keyvaluestore:DescribeKeyValueStore',
    describeData,
  ),
  read('GET /key-value-stores/{KvsARN}/keys', 'cloudfront-keyvaluestore:ListKeys', listKeys),
  read('GET /key-value-stores/{KvsARN}/keys/{Key}', 'cloudfront-keyvaluestore:GetKey', getKey),
  write('PUT /key-value-stores/{KvsARN}/keys/{Key}', 'cloudfront-keyvaluestore:PutKey', putKey),
  write(
    'DELETE /key-value-stores/{KvsARN}/keys/{Key}',
    'cloudfront-keyvaluestore:DeleteKey',
    deleteKey,
  ),
  write('POST /key-value-stores/{KvsARN}/keys', 'cloudfront-keyvaluestore:UpdateKeys', updateKeys),
]

function describeData(call: Call): ServiceAnswer {
  const store = storeOf(call)
  const seconds = Date.parse(store.modified) / 1000
  const details = {
    KvsARN: storeArn(call.state, store),
    Created: seconds,
    LastModified: seconds,
    Status: store.status,
  }
  return jsonAnswer(200, { ...sizesOf(store), ...details }, { etag: store.dataEtag })
}

function listKeys(call: Call): ServiceAnswer {
  const values = Object.entries(storeOf(call).values)
  return jsonAnswer(200, { Items: values.map(([Key, Value]) => ({ Key, Value })) })
}

function getKey(call: Call): ServiceAnswer {
  const store = storeOf(call)
  const { Key } = call.parameters
  if (!Object.hasOwn(store.values, Key)) throw notFound(`Key ${Key} was not found.`)
  return jsonAnswer(200, { Key, Value: store.values[Key], ...sizesOf(store) })
}

function putKey(call: Call): ServiceAnswer {
  const { Key } = call.parameters
  return change(call, [{ Key, Value: JSON.parse(call.body).Value }], [])
}

function deleteKey(call: Call): ServiceAnswer {
  const { Key } = call.parameters
  if (!Object.hasOwn(storeOf(call).values, Key)) throw notFound(`Key ${Key} was not found.`)
  return change(call, [], [{ Key }])
}

function updateKeys(call: Call): ServiceAnswer {
  const { Puts = [], Deletes = [] } = JSON.parse(call.body)
  return change(call, Puts, Deletes)
}

interface Pair {
  Key: string
  Value: string
}

/** All of it or nothing, if the store is still as the caller knows it. */
function change(call: Call, puts: Pair[], deletes: { Key: string }[]): ServiceAnswer {
  const store = storeOf(call)
  if (call.headers['if-match'] !== store.dataEtag)
    throw new AwsError('ConflictException', 409, 'Pre-Condition failed')
  const gone = new Set(deletes.map(({ Key }) => Key))
  const values = Object.fromEntries([
    ...Object.entries(store.values).filter(([key]) => !gone.has(key)),
    ...puts.map(({ Key, Value }) => [Key, Value] as const),
  ])
  checkSizes(values)
  store.values = values
  store.dataEtag = nextEtag(call.state)
  store.modified = new Date().toISOString()
  return jsonAnswer(200, sizesOf(store), { etag: store.dataEtag })
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-keyvaluestores */
function checkSizes(values: Record<string, string>): void {
  for (const [key, value] of Object.entries(values)) {
    if (Buffer.byteLength(key) > 512) throw invalid('The key is longer than 512 bytes.')
    if (Buffer.byteLength(value) > 1024) throw invalid('The value is longer than 1 KB.')
  }
  if (octetsOf(values) > 5 * 1024 * 1024)
    throw new AwsError('ServiceQuotaExceededException', 402, 'The store would exceed 5 MB.')
}

function sizesOf({ values }: KeyValueStore): { ItemCount: number; TotalSizeInBytes: number } {
  return { ItemCount: Object.keys(values).length, TotalSizeInBytes: octetsOf(values) }
}

function octetsOf(values: Record<string, string>): number {
  const sizes = Object.entries(values)
    .flat()
    .map((text) => Buffer.byteLength(text))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** The store, if it is ready. */
function storeOf({ state, parameters: { KvsARN } }: Call): KeyValueStore {
  const store = Object.values(state.keyValueStores).find((each) => storeArn(state, each) === KvsARN)
  if (store === undefined) throw notFound('The key value store was not found.')
  if (store.status !== 'READY')
    throw new AwsError('ConflictException', 409, 'The key value store is not ready.')
  return store
}

function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', 404, message)
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', 400, message)
}
