import {
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
  type LambdaFunctionAssociation,
} from '@aws-sdk/client-cloudfront'
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda'
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { clientOptions, exampleDistribution, rejects, startForSuite } from './clients.ts'
import type { Role } from './state.ts'

const FunctionName = 'mint'
const arn = 'arn:aws:lambda:us-east-1:123456789012:function:mint'
const trust = (Service: string[]) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { Service } }] })

const atViewer = (LambdaFunctionARN: string) =>
  ({ LambdaFunctionARN, EventType: 'viewer-request', IncludeBody: true }) as const

suite('Lambda of the stand-in', async () => {
  const { standIn, cloudfront } = await startForSuite()
  const { state } = standIn
  const lambda = new LambdaClient(clientOptions(standIn))
  const create = (client = lambda) =>
    client.send(
      new CreateFunctionCommand({
        FunctionName,
        Role: 'arn:aws:iam::123456789012:role/edge',
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile: Buffer.from('first') },
      }),
    )
  const look = (Qualifier?: string) =>
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier }))
  const remove = () => lambda.send(new DeleteFunctionCommand({ FunctionName }))
  const publish = () => lambda.send(new PublishVersionCommand({ FunctionName }))
  const role: Role = {
    id: 'AROA',
    description: '',
    assumeRolePolicy: trust(['edgelambda.amazonaws.com']),
    attachedPolicies: [],
    policies: {},
    created: '2026-01-01T00:00:00Z',
    attemptsLeft: 1,
  }

  test('a function needs a role that Lambda may assume, and that is known by now', async () => {
    const refused = () => rejects(create(), 'InvalidParameterValueException', 400)
    await refused()
    state.roles.edge = { ...role, attemptsLeft: 0 }
    await refused()
    state.roles.edge = { ...role, assumeRolePolicy: trust(['lambda.amazonaws.com']) }
    await refused()
    const { FunctionArn, State } = await create()
    assert.deepEqual([FunctionArn, State], [arn, 'Pending'])
    await rejects(create(), 'ResourceConflictException', 409)
  })

  test('it is Pending at first, and cannot be published before it is Active', async () => {
    await rejects(publish(), 'ResourceConflictException', 409)
    assert.equal((await look()).State, 'Pending')
    assert.equal((await look()).State, 'Active')
    const { Version, FunctionArn } = await publish()
    assert.deepEqual([Version, FunctionArn], ['1', `${arn}:1`])
    await look('1')
  })

  test('what is published already keeps its number; new code and new settings get the next', async () => {
    assert.equal((await publish()).Version, '1')
    const update = new UpdateFunctionCodeCommand({ FunctionName, ZipFile: Buffer.from('second') })
    const { LastUpdateStatus, CodeSha256 } = await lambda.send(update)
    assert.equal(LastUpdateStatus, 'InProgress')
    // printf second | openssl dgst -sha256 -binary | base64
    assert.equal(CodeSha256, 'FjZ6rLZ6SgF8jairlWgsyzkIY3gPcRTdoKDgxVZEx8Q=')
    await rejects(lambda.send(update), 'ResourceConflictException', 409)
    const waiting = { client: lambda, maxWaitTime: 5, minDelay: 0.01, maxDelay: 0.02 }
    await waitUntilFunctionUpdatedV2(waiting, { FunctionName })
    assert.equal((await publish()).Version, '2')
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 4 }))
    await waitUntilFunctionUpdatedV2(waiting, { FunctionName })
    assert.equal((await publish()).Version, '3')
    assert.equal((await publish()).Version, '3')
    const { Versions } = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName }))
    assert.deepEqual(Versions!.map(({ Version }) => Version).toSorted(), ['$LATEST', '1', '2', '3'])
  })

  test('it is there in its own region alone', async () => {
    const elsewhere = new LambdaClient({ ...clientOptions(standIn), region: 'eu-west-1' })
    const read = new GetFunctionCommand({ FunctionName })
    await rejects(elsewhere.send(read), 'ResourceNotFoundException', 404)
    assert.equal((await lambda.send(read)).Configuration!.FunctionArn, arn)
  })

  test('a permission is given once', async () => {
    const permission = new AddPermissionCommand({
      FunctionName,
      StatementId: 'replicator',
      Action: 'lambda:GetFunction',
      Principal: 'replicator.lambda.amazonaws.com',
    })
    assert.match((await lambda.send(permission)).Statement!, /replicator\.lambda/)
    await rejects(lambda.send(permission), 'ResourceConflictException', 409)
  })

  const Id = standIn.addDistribution(exampleDistribution)
  const associate = async (...Items: LambdaFunctionAssociation[]) => {
    const { DistributionConfig, ETag: IfMatch } = await cloudfront.send(
      new GetDistributionConfigCommand({ Id }),
    )
    const behaviour = DistributionConfig!.CacheBehaviors!.Items![0]
    behaviour.LambdaFunctionAssociations = { Quantity: Items.length, Items }
    await cloudfront.send(new UpdateDistributionCommand({ Id, IfMatch, DistributionConfig }))
  }
  test('what cannot be associated', async () => {
    const refused = async (message: RegExp, ...items: LambdaFunctionAssociation[]) =>
      assert.rejects(associate(...items), { name: 'InvalidLambdaFunctionAssociation', message })
    await refused(/specific function version/, atViewer(arn))
    await refused(/specific function version/, atViewer(`${arn}:$LATEST`))
    await refused(/us-east-1/, atViewer(`${arn.replace('us-east-1', 'eu-west-1')}:1`))
    await refused(/does not exist/, atViewer(`${arn}:9`))
    await refused(/Active state/, atViewer(`${arn}:2`))
    await refused(/edgelambda\.amazonaws\.com/, atViewer(`${arn}:1`))
    state.roles.edge.assumeRolePolicy = trust(['lambda.amazonaws.com', 'edgelambda.amazonaws.com'])
    await refused(/IncludeBody/, { ...atViewer(`${arn}:1`), EventType: 'origin-response' })
    await refused(/one function/, atViewer(`${arn}:1`), atViewer(`${arn}:1`))
    state.lambdaFunctions[arn].versions[1].config.Environment = { Variables: {} }
    await refused(/environment variables/, atViewer(`${arn}:1`))
    delete state.lambdaFunctions[arn].versions[1].config.Environment
    state.denied.push('lambda:EnableReplication*')
    await rejects(associate(atViewer(`${arn}:1`)), 'AccessDenied', 403)
    state.denied.length = 0
  })

  test('a function with replicas cannot be deleted, and for some time after neither', async () => {
    await associate(atViewer(`${arn}:1`))
    const refused = () =>
      assert.rejects(remove(), {
        name: 'InvalidParameterValueException',
        message: /unable to delete .*:mint:1 because it is a replicated function/,
      })
    await refused()
    await refused()
    await associate()
    await refused()
    await remove()
    await rejects(look(), 'ResourceNotFoundException', 404)
  })

  test('errors that any call can meet have their own names there', async () => {
    state.denied.push('lambda:GetFunctionConfiguration')
    await rejects(look(), 'AccessDeniedException', 403)
    state.credentials = {}
    await rejects(look(), 'UnrecognizedClientException', 403)
  })
})
