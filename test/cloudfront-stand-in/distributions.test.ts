import {
  CreateDistributionCommand,
  DeleteDistributionCommand,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  ListDistributionsCommand,
  UpdateDistributionCommand,
  waitUntilDistributionDeployed,
  type DistributionConfig,
} from '@aws-sdk/client-cloudfront'
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { exampleDistribution, rejects, startForSuite } from './clients.ts'

suite('distributions of the stand-in', async () => {
  const { standIn, cloudfront } = await startForSuite()
  const Id = standIn.addDistribution(exampleDistribution)
  const get = () => cloudfront.send(new GetDistributionConfigCommand({ Id }))
  const update = (DistributionConfig: DistributionConfig | undefined, IfMatch?: string) =>
    cloudfront.send(new UpdateDistributionCommand({ Id, DistributionConfig, IfMatch }))

  test('a config that the SDK reads and sends back stays the same, octet for octet', async () => {
    const before = standIn.distributionXml(Id)
    const { DistributionConfig, ETag } = await get()
    const updated = await update(DistributionConfig, ETag)
    assert.equal(standIn.distributionXml(Id), before)
    assert.notEqual(updated.ETag, ETag)
    assert.deepEqual(updated.Distribution!.DistributionConfig, DistributionConfig)
    assert.deepEqual((await get()).DistributionConfig, DistributionConfig)
  })

  test('elements that the SDK does not know are in the stand-in, until the SDK has sent the config', async () => {
    const unknown = '<TomorrowsFeature><Mode>a &amp; b</Mode></TomorrowsFeature>'
    const id = standIn.addDistribution(exampleDistribution.replace('<Comment>', `${unknown}$&`))
    assert.ok(standIn.distributionXml(id).includes(unknown))
    const { DistributionConfig, ETag } = await cloudfront.send(
      new GetDistributionConfigCommand({ Id: id }),
    )
    await cloudfront.send(
      new UpdateDistributionCommand({ Id: id, IfMatch: ETag, DistributionConfig }),
    )
    const expected = standIn.distributionXml(Id)
    assert.equal(standIn.distributionXml(id), expected)
    delete standIn.state.distributions[id]
  })

  test('a behaviour comes back completed, its methods in an order of their own', async () => {
    const { DistributionConfig: config, ETag } = await get()
    config!.CacheBehaviors!.Items!.unshift({
      PathPattern: '/new',
      TargetOriginId: 'pages',
      ViewerProtocolPolicy: 'https-only',
      AllowedMethods: { Quantity: 3, Items: ['GET', 'HEAD', 'OPTIONS'] },
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    })
    config!.CacheBehaviors!.Quantity = 3
    await update(config, ETag)
    const [added, second] = (await get()).DistributionConfig!.CacheBehaviors!.Items!
    assert.deepEqual(added.AllowedMethods!.Items, ['HEAD', 'GET', 'OPTIONS'])
    assert.deepEqual(added.AllowedMethods!.CachedMethods!.Items, ['HEAD', 'GET'])
    assert.deepEqual(added.FunctionAssociations, { Quantity: 0 })
    assert.equal(added.FieldLevelEncryptionId, '')
    assert.equal(second.PathPattern, '/api/*')
  })

  test('InProgress for as many reads as the state says, then Deployed; the waiter sees it', async () => {
    standIn.state.readsUntilDeployed = 2
    const { DistributionConfig, ETag } = await get()
    await update(DistributionConfig, ETag)
    const status = async () =>
      (await cloudfront.send(new GetDistributionCommand({ Id }))).Distribution!.Status
    assert.deepEqual(
      [await status(), await status(), await status()],
      ['InProgress', 'InProgress', 'Deployed'],
    )
    standIn.state.distributions[Id].readsLeft = 1
    const { state } = await waitUntilDistributionDeployed(
      { client: cloudfront, maxWaitTime: 5, minDelay: 0.01, maxDelay: 0.02 },
      { Id },
    )
    assert.equal(state, 'SUCCESS')
  })

  test('a former version, or none, is refused', async () => {
    const { DistributionConfig, ETag } = await get()
    await update(DistributionConfig, ETag)
    await rejects(update(DistributionConfig, ETag), 'PreconditionFailed', 412)
    await rejects(update(DistributionConfig), 'InvalidIfMatchVersion', 400)
    await rejects(update(DistributionConfig, 'none'), 'InvalidIfMatchVersion', 400)
  })

  test('what is not there', async () => {
    const missing = new GetDistributionCommand({ Id: 'ENONE' })
    await rejects(cloudfront.send(missing), 'NoSuchDistribution', 404)
  })

  test('lists show it, with its version', async () => {
    const { DistributionList } = await cloudfront.send(new ListDistributionsCommand({}))
    const [first] = DistributionList!.Items!
    assert.deepEqual([first.Id, first.ETag], [Id, (await get()).ETag])
    assert.deepEqual(first.Aliases!.Items, ['www.example.com', 'example.com'])
  })

  test('one that is created can be deleted once it is disabled', async () => {
    const { DistributionConfig: config } = await get()
    const { Distribution, ETag } = await cloudfront.send(
      new CreateDistributionCommand({ DistributionConfig: config }),
    )
    const created = { Id: Distribution!.Id, IfMatch: ETag }
    assert.equal(Distribution!.Status, 'InProgress')
    const remove = new DeleteDistributionCommand(created)
    await rejects(cloudfront.send(remove), 'DistributionNotDisabled', 409)
    const disabled = await cloudfront.send(
      new UpdateDistributionCommand({
        ...created,
        DistributionConfig: { ...config!, Enabled: false },
      }),
    )
    await cloudfront.send(new DeleteDistributionCommand({ ...created, IfMatch: disabled.ETag }))
    assert.equal(Object.keys(standIn.state.distributions).length, 1)
  })
})
