import {
  CreateResponseHeadersPolicyCommand,
  DeleteResponseHeadersPolicyCommand,
  GetDistributionConfigCommand,
  GetResponseHeadersPolicyCommand,
  GetResponseHeadersPolicyConfigCommand,
  ListResponseHeadersPoliciesCommand,
  UpdateDistributionCommand,
  UpdateResponseHeadersPolicyCommand,
  type ResponseHeadersPolicyConfig,
} from '@aws-sdk/client-cloudfront'
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { exampleDistribution, rejects, startForSuite } from './clients.ts'

const config: ResponseHeadersPolicyConfig = {
  Name: 'edgemint-bridge',
  Comment: '',
  SecurityHeadersConfig: { ContentTypeOptions: { Override: true } },
  RemoveHeadersConfig: { Quantity: 1, Items: [{ Header: 'Server-Timing' }] },
}

suite('response headers policies of the stand-in', async () => {
  const { standIn, cloudfront } = await startForSuite()
  const create = (ResponseHeadersPolicyConfig = config) =>
    cloudfront.send(new CreateResponseHeadersPolicyCommand({ ResponseHeadersPolicyConfig }))
  let Id = ''

  test('one that is created can be read and listed', async () => {
    const { ResponseHeadersPolicy, ETag } = await create()
    Id = ResponseHeadersPolicy!.Id!
    assert.deepEqual(ResponseHeadersPolicy!.ResponseHeadersPolicyConfig, config)
    const read = await cloudfront.send(new GetResponseHeadersPolicyCommand({ Id }))
    assert.deepEqual([read.ResponseHeadersPolicy, read.ETag], [ResponseHeadersPolicy, ETag])
    const listed = await cloudfront.send(new ListResponseHeadersPoliciesCommand({ Type: 'custom' }))
    assert.equal(listed.ResponseHeadersPolicyList!.Items![0].ResponseHeadersPolicy!.Id, Id)
    await rejects(create(), 'ResponseHeadersPolicyAlreadyExists', 409)
    standIn.state.quotas.responseHeadersPolicies = 1
    await rejects(create({ ...config, Name: 'b' }), 'TooManyResponseHeadersPolicies', 400)
  })

  test('a behaviour may name one that is there; a change of it is a new version of the distribution', async () => {
    const distribution = standIn.addDistribution(exampleDistribution)
    const read = async () => cloudfront.send(new GetDistributionConfigCommand({ Id: distribution }))
    const use = async (policy: string) => {
      const { DistributionConfig, ETag: IfMatch } = await read()
      DistributionConfig!.DefaultCacheBehavior!.ResponseHeadersPolicyId = policy
      await cloudfront.send(
        new UpdateDistributionCommand({ Id: distribution, IfMatch, DistributionConfig }),
      )
    }
    await rejects(use('none'), 'NoSuchResponseHeadersPolicy', 404)
    await use('67f7725c-6f97-4210-82d7-5512b31e9d03')
    await use(Id)
    const { ETag: before } = await read()
    const { ETag: IfMatch } = await cloudfront.send(
      new GetResponseHeadersPolicyConfigCommand({ Id }),
    )
    const remove = new DeleteResponseHeadersPolicyCommand({ Id, IfMatch })
    await rejects(cloudfront.send(remove), 'ResponseHeadersPolicyInUse', 409)
    const update = new UpdateResponseHeadersPolicyCommand({
      Id,
      IfMatch,
      ResponseHeadersPolicyConfig: { ...config, Comment: 'changed' },
    })
    await cloudfront.send(update)
    await rejects(cloudfront.send(update), 'PreconditionFailed', 412)
    assert.notEqual((await read()).ETag, before)
    delete standIn.state.distributions[distribution]
  })

  test('one that nobody uses can be deleted', async () => {
    const read = new GetResponseHeadersPolicyConfigCommand({ Id })
    const { ETag: IfMatch } = await cloudfront.send(read)
    await cloudfront.send(new DeleteResponseHeadersPolicyCommand({ Id, IfMatch }))
    await rejects(cloudfront.send(read), 'NoSuchResponseHeadersPolicy', 404)
  })
})
