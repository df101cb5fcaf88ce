import {
  CreateFunctionCommand,
  CreateKeyValueStoreCommand,
  DeleteFunctionCommand,
  DeleteKeyValueStoreCommand,
  DescribeKeyValueStoreCommand,
  ListKeyValueStoresCommand,
  TestFunctionCommand,
} from '@aws-sdk/client-cloudfront'
import {
  CloudFrontKeyValueStoreClient,
  DeleteKeyCommand,
  DescribeKeyValueStoreCommand as DescribeDataCommand,
  GetKeyCommand,
  ListKeysCommand,
  PutKeyCommand,
  UpdateKeysCommand,
} from '@aws-sdk/client-cloudfront-keyvaluestore'
import { SignatureV4a } from '@aws-sdk/signature-v4a'
import assert from 'node:assert/strict'
import { Agent } from 'node:http'
import type { LookupFunction } from 'node:net'
import { suite, test } from 'node:test'
import { clientOptions, rejects, startForSuite } from './clients.ts'

// This client signs with SigV4a, which a package of its own brings.
assert.ok(SignatureV4a)

/** The SDK puts the account before the host, and that name is looked up nowhere. */
const lookup: LookupFunction = (_host, _options, found) =>
  found(null, [{ address: '127.0.0.1', family: 4 }])

suite('key value stores of the stand-in', async () => {
  const { standIn, cloudfront } = await startForSuite()
  const data = new CloudFrontKeyValueStoreClient({
    ...clientOptions(standIn),
    endpoint: standIn.endpoint.replace('127.0.0.1', 'localhost'),
    requestHandler: { httpAgent: new Agent({ lookup }) },
  })
  const Name = 'secrets'
  const describe = () => cloudfront.send(new DescribeKeyValueStoreCommand({ Name }))
  const create = () => cloudfront.send(new CreateKeyValueStoreCommand({ Name, Comment: 'ours' }))
  let KvsARN = ''

  test('a new store is not ready at once', async () => {
    const { KeyValueStore, ETag } = await create()
    KvsARN = KeyValueStore!.ARN!
    assert.equal(KeyValueStore!.Status, 'PROVISIONING')
    await rejects(data.send(new DescribeDataCommand({ KvsARN })), 'ConflictException', 409)
    assert.equal((await describe()).KeyValueStore!.Status, 'PROVISIONING')
    assert.equal((await describe()).KeyValueStore!.Status, 'READY')
    assert.equal((await describe()).ETag, ETag)
    const { KeyValueStoreList } = await cloudfront.send(new ListKeyValueStoresCommand({}))
    assert.deepEqual(
      KeyValueStoreList!.Items!.map((each) => each.Comment),
      ['ours'],
    )
    await rejects(create(), 'EntityAlreadyExists', 409)
  })

  test('values are put, read, listed and deleted, each change with a version of its own', async () => {
    const { ETag: IfMatch } = await data.send(new DescribeDataCommand({ KvsARN }))
    const first = await data.send(new PutKeyCommand({ KvsARN, IfMatch, Key: 'a/ü', Value: 'é' }))
    assert.deepEqual([first.ItemCount, first.TotalSizeInBytes], [1, 6])
    const Puts = [{ Key: 'b', Value: '2' }]
    const update = new UpdateKeysCommand({ KvsARN, IfMatch: first.ETag, Puts })
    const second = await data.send(update)
    await rejects(data.send(update), 'ConflictException', 409)
    const { Value } = await data.send(new GetKeyCommand({ KvsARN, Key: 'a/ü' }))
    assert.equal(Value, 'é')
    const remove = { KvsARN, IfMatch: second.ETag, Key: 'a/ü' }
    await data.send(new DeleteKeyCommand(remove))
    await rejects(data.send(new DeleteKeyCommand(remove)), 'ResourceNotFoundException', 404)
    const { Items } = await data.send(new ListKeysCommand({ KvsARN }))
    assert.deepEqual(Items, Puts)
  })

  test('all of an update or nothing: one value over 1 KB', async () => {
    const { ETag: IfMatch } = await data.send(new DescribeDataCommand({ KvsARN }))
    const Puts = [
      { Key: 'small', Value: 'x' },
      { Key: 'large', Value: 'x'.repeat(1025) },
    ]
    const update = new UpdateKeysCommand({ KvsARN, IfMatch, Puts })
    await rejects(data.send(update), 'ValidationException', 400)
    assert.deepEqual(standIn.state.keyValueStores[Name].values, { b: '2' })
  })

  test('a function reads its store; while it does, the store stays', async () => {
    const code = `import cf from 'cloudfront'
      async function handler(event) {
        const kvs = cf.kvs()
        const number = await kvs.get('b', { format: 'json' })
        const isThere = await kvs.exists('none')
        return { statusCode: 200 + number, body: String(isThere) }
      }`
    const associations = { Quantity: 1, Items: [{ KeyValueStoreARN: KvsARN }] }
    const { ETag: IfMatch } = await cloudfront.send(
      new CreateFunctionCommand({
        Name: 'reader',
        FunctionConfig: {
          Comment: '',
          Runtime: 'cloudfront-js-2.0',
          KeyValueStoreAssociations: associations,
        },
        FunctionCode: Buffer.from(code),
      }),
    )
    const { TestResult } = await cloudfront.send(
      new TestFunctionCommand({ Name: 'reader', IfMatch, EventObject: Buffer.from('{}') }),
    )
    const { response } = JSON.parse(TestResult!.FunctionOutput!)
    assert.deepEqual(response, { statusCode: 202, body: 'false' })
    const remove = new DeleteKeyValueStoreCommand({ Name, IfMatch: (await describe()).ETag })
    await rejects(cloudfront.send(remove), 'CannotDeleteEntityWhileInUse', 409)
    await cloudfront.send(new DeleteFunctionCommand({ Name: 'reader', IfMatch }))
    await cloudfront.send(remove)
    await rejects(describe(), 'EntityNotFound', 404)
    const read = new GetKeyCommand({ KvsARN, Key: 'b' })
    await rejects(data.send(read), 'ResourceNotFoundException', 404)
  })
})
