import { randomUUID } from 'node:crypto'
import { AwsError, invalidArgument } from './aws-error.ts'
import { checkIfMatch, nextEtag } from './etag.ts'
import { page, read, write, xmlAnswer, type Call, type ServiceAnswer } from './operation.ts'
import type { KeyValueStore, State } from './state.ts'
import { element, list, parseXml, textOf, type XmlElement } from './xml.ts'

/**
 * The control plane of key value stores: the stores themselves, not what they hold.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateKeyValueStore.html and its siblings
 */
export const keyValueStoreOperations = [
  write('POST /2020-05-31/key-value-store', 'cloudfront:CreateKeyValueStore', createStore),
  read('GET /2020-05-31/key-value-store', 'cloudfront:ListKeyValueStores', listStores),
  read('GET /2020-05-31/key-value-store/{Name}', 'cloudfront:DescribeKeyValueStore', describeStore),
  write('DELETE /2020-05-31/key-value-store/{Name}', 'cloudfront:DeleteKeyValueStore', deleteStore),
]

export function storeArn(state: State, { id }: KeyValueStore): string {
  return `arn:aws:cloudfront::${state.accountId}:key-value-store/${id}`
}

/** A new store is PROVISIONING; the first description of it finds it READY. */
function createStore({ state, body }: Call): ServiceAnswer {
  const request = parseXml(body)
  const name = textOf(request, 'Name')
  if (!/^[\w-]{1,64}$/.test(name)) throw invalidArgument('The name of the store is not valid.')
  if (Object.hasOwn(state.keyValueStores, name))
    throw new AwsError('EntityAlreadyExists', 409, 'The key value store already exists.')
  state.keyValueStores[name] = {
    id: randomUUID(),
    comment: textOf(request, 'Comment'),
    status: 'PROVISIONING',
    modified: new Date().toISOString(),
    etag: nextEtag(state),
    dataEtag: nextEtag(state),
    values: {},
  }
  const { etag } = state.keyValueStores[name]
  return xmlAnswer(201, describe(state, name), {
    etag,
    location: `https://cloudfront.amazonaws.com/2020-05-31/key-value-store/${name}`,
  })
}

function describeStore(call: Call): ServiceAnswer {
  const { name, store } = storeOf(call)
  const answer = xmlAnswer(200, describe(call.state, name), { etag: store.etag })
  store.status = 'READY'
  return answer
}

function deleteStore(call: Call): ServiceAnswer {
  const { name, store } = storeOf(call)
  checkIfMatch(call.headers['if-match'], store.etag)
  const arn = storeArn(call.state, store)
  const versions = Object.values(call.state.functions).flatMap((stages) => Object.values(stages))
  if (versions.some(({ keyValueStores }) => keyValueStores.includes(arn)))
    throw new AwsError('CannotDeleteEntityWhileInUse', 409, 'A function uses the key value store.')
  delete call.state.keyValueStores[name]
  return { status: 204 }
}

function listStores({ state, query }: Call): ServiceAnswer {
  const wanted = query.get('Status')
  const all = Object.entries(state.keyValueStores)
    .filter(([, { status }]) => wanted === null || status === wanted)
    .map(([name]) => describe(state, name))
  const { items, maxItems, next } = page(all, query)
  return xmlAnswer(
    200,
    element('KeyValueStoreList', [
      element('MaxItems', maxItems),
      ...(next === undefined ? [] : [element('NextMarker', next)]),
      ...list('', items).children,
    ]),
  )
}

function storeOf({ state, parameters: { Name: name } }: Call): {
  name: string
  store: KeyValueStore
} {
  if (!Object.hasOwn(state.keyValueStores, name))
    throw new AwsError('EntityNotFound', 404, 'The specified key value store does not exist.')
  return { name, store: state.keyValueStores[name] }
}

function describe(state: State, name: string): XmlElement {
  const store = state.keyValueStores[name]
  return element('KeyValueStore', [
    element('Name', name),
    element('Id', store.id),
    element('Comment', store.comment),
    element('ARN', storeArn(state, store)),
    element('Status', store.status),
    element('LastModifiedTime', store.modified),
  ])
}
