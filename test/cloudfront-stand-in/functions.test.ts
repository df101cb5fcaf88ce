import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  DescribeFunctionCommand,
  GetFunctionCommand,
  ListFunctionsCommand,
  PublishFunctionCommand,
  TestFunctionCommand,
  UpdateFunctionCommand,
  type TestResult,
} from '@aws-sdk/client-cloudfront'
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { exampleDistribution, rejects, startForSuite } from './clients.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text)
const config = { Comment: 'A & B', Runtime: 'cloudfront-js-2.0' } as const
const answer = `function handler(event) {
  console.log('seen ' + event.request.uri)
  return { statusCode: 204, cookies: { a: { value: 'b', attributes: 'Secure' } } }
}`

suite('functions of the stand-in', async () => {
  const { standIn, cloudfront } = await startForSuite()
  const create = (Name: string, code = answer) =>
    cloudfront.send(
      new CreateFunctionCommand({ Name, FunctionConfig: config, FunctionCode: bytes(code) }),
    )
  const run = async (code: string, event: object = {}): Promise<TestResult> => {
    const { ETag } = await create('run', code)
    const target = { Name: 'run', IfMatch: ETag }
    const EventObject = bytes(JSON.stringify(event))
    const { TestResult } = await cloudfront.send(
      new TestFunctionCommand({ ...target, EventObject }),
    )
    await cloudfront.send(new DeleteFunctionCommand(target))
    return TestResult!
  }

  test('one that is created is in development, unpublished, and can be read', async () => {
    const { ETag, FunctionSummary, Location } = await create('created')
    assert.match(Location!, /\/function\/created$/)
    const described = await cloudfront.send(
      new DescribeFunctionCommand({ Name: 'created', Stage: 'DEVELOPMENT' }),
    )
    assert.equal(described.ETag, ETag)
    assert.deepEqual(described.FunctionSummary, FunctionSummary)
    assert.equal(FunctionSummary!.Status, 'UNPUBLISHED')
    assert.equal(FunctionSummary!.FunctionConfig!.Comment, 'A & B')
    assert.equal(
      FunctionSummary!.FunctionMetadata!.FunctionARN,
      'arn:aws:cloudfront::123456789012:function/created',
    )
    const { FunctionCode } = await cloudfront.send(new GetFunctionCommand({ Name: 'created' }))
    assert.equal(Buffer.from(FunctionCode!).toString(), answer)
    const live = new DescribeFunctionCommand({ Name: 'created', Stage: 'LIVE' })
    await rejects(cloudfront.send(live), 'NoSuchFunctionExists', 404)
  })

  test('an update changes the version in development, publishing the one that is live', async () => {
    const { ETag: first } = await create('staged')
    const live = new DescribeFunctionCommand({ Name: 'staged', Stage: 'LIVE' })
    await cloudfront.send(new PublishFunctionCommand({ Name: 'staged', IfMatch: first }))
    const { ETag: published } = await cloudfront.send(live)
    const change = {
      Name: 'staged',
      FunctionConfig: config,
      FunctionCode: bytes(`${answer}//`),
    }
    const { ETag: second } = await cloudfront.send(
      new UpdateFunctionCommand({ ...change, IfMatch: first }),
    )
    assert.equal(new Set([first, published, second]).size, 3)
    assert.equal((await cloudfront.send(live)).ETag, published)
    assert.equal(standIn.state.functions.staged.LIVE!.code, answer)
    assert.equal(standIn.state.functions.staged.DEVELOPMENT.code, `${answer}//`)
    const stale = new UpdateFunctionCommand({ ...change, IfMatch: first })
    await rejects(cloudfront.send(stale), 'PreconditionFailed', 412)
    const odd = new PublishFunctionCommand({ Name: 'staged', IfMatch: 'no version' })
    await rejects(cloudfront.send(odd), 'InvalidIfMatchVersion', 400)
  })

  test('the engine runs what is in development: output, logs and utilisation come back', async () => {
    const result = await run(answer, { request: { uri: '/x' } })
    assert.deepEqual(JSON.parse(result.FunctionOutput!), {
      response: { statusCode: 204, cookies: { a: { value: 'b', attributes: 'Secure' } } },
    })
    assert.deepEqual(result.FunctionExecutionLogs, ['seen /x'])
    assert.equal(result.FunctionErrorMessage, '')
    assert.equal(result.ComputeUtilization, '17')
  })

  test('output over the line length of the console arrives whole', async () => {
    const code = `function handler() { return { statusCode: 200, body: 'x'.repeat(5000) + 'é\\n' } }`
    const { FunctionOutput } = await run(code)
    assert.equal(JSON.parse(FunctionOutput!).response.body, `${'x'.repeat(5000)}é\n`)
  })

  for (const [what, code, message] of [
    ['syntax', 'function handler() { for (const a of []) {} }', /SyntaxError/],
    ['a throw', 'function handler(e) { return e.none.value }', /TypeError.*(value|undefined)/],
    ['no handler', 'var x = 1', /is not (a function|defined)/],
    ['no result', 'function handler() {}', /returned no request/],
  ] as const)
    test(`a mistake is told in the result, not thrown: ${what}`, async () => {
      const { FunctionErrorMessage, FunctionOutput } = await run(code)
      assert.match(FunctionErrorMessage!, /is invalid or could not run\. /)
      assert.match(FunctionErrorMessage!, message)
      assert.equal(FunctionOutput, '')
    })

  test('a list has both stages, or the one that is asked for, in pages', async () => {
    const stages = async (Stage?: 'LIVE') => {
      const { FunctionList } = await cloudfront.send(new ListFunctionsCommand({ Stage }))
      return FunctionList!.Items!.map(({ Name, FunctionMetadata }) => [
        Name,
        FunctionMetadata!.Stage,
      ])
    }
    assert.deepEqual(await stages('LIVE'), [['staged', 'LIVE']])
    assert.equal((await stages()).length, 3)
    const { FunctionList } = await cloudfront.send(new ListFunctionsCommand({ MaxItems: 2 }))
    const { NextMarker: Marker } = FunctionList!
    const rest = await cloudfront.send(new ListFunctionsCommand({ Marker }))
    assert.equal(FunctionList!.Quantity! + rest.FunctionList!.Quantity!, 3)
  })

  test('what CreateFunction refuses', async () => {
    await rejects(create('created'), 'FunctionAlreadyExists', 409)
    await rejects(create('no spaces'), 'InvalidArgument', 400)
    await rejects(create('large', 'x'.repeat(10_241)), 'FunctionSizeLimitExceeded', 413)
    standIn.state.quotas.functions = 2
    await rejects(create('one-too-many'), 'TooManyFunctions', 400)
    standIn.state.quotas.functions = 100
  })

  test('one that a behaviour uses is DEPLOYED, and cannot be deleted', async () => {
    const Name = 'staged'
    const association = `<FunctionAssociations><Quantity>1</Quantity><Items><FunctionAssociation>
      <FunctionARN>arn:aws:cloudfront::123456789012:function/staged</FunctionARN>
      <EventType>viewer-request</EventType></FunctionAssociation></Items></FunctionAssociations>`
    const id = standIn.addDistribution(
      exampleDistribution.replace('<Compress>', `${association}<Compress>`),
    )
    const live = await cloudfront.send(new DescribeFunctionCommand({ Name, Stage: 'LIVE' }))
    assert.equal(live.FunctionSummary!.Status, 'DEPLOYED')
    const { ETag } = await cloudfront.send(new DescribeFunctionCommand({ Name }))
    const remove = new DeleteFunctionCommand({ Name, IfMatch: ETag })
    await rejects(cloudfront.send(remove), 'FunctionInUse', 409)
    delete standIn.state.distributions[id]
    await cloudfront.send(remove)
    await rejects(cloudfront.send(remove), 'NoSuchFunctionExists', 404)
  })
})
