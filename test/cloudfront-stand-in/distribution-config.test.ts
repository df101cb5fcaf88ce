import {
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
  type CacheBehavior,
  type DistributionConfig,
} from '@aws-sdk/client-cloudfront'
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { exampleDistribution, rejects, startForSuite } from './clients.ts'

const arn = 'arn:aws:cloudfront::123456789012:function'
const associations = (...items: [name: string, event: string][]) => ({
  Quantity: items.length,
  Items: items.map(([name, EventType]) => ({
    FunctionARN: `${arn}/${name}`,
    EventType: EventType as 'viewer-request',
  })),
})
const lambda = (EventType: 'viewer-request' | 'origin-request') => ({
  Quantity: 1,
  Items: [{ LambdaFunctionARN: 'arn:aws:lambda:us-east-1:123456789012:function:f:1', EventType }],
})

type Change = (behaviour: CacheBehavior, config: DistributionConfig) => void

/** Each change of a good config, and how AWS refuses it. The behaviour is the one of /api/*. */
const refused: [what: string, error: string, status: number, change: Change][] = [
  [
    'another caller reference',
    'IllegalUpdate',
    400,
    (_, config) => {
      config.CallerReference = 'another'
    },
  ],
  [
    'a field that updates require',
    'IllegalUpdate',
    400,
    (_, config) => {
      delete config.PriceClass
    },
  ],
  [
    'another connection mode',
    'IllegalUpdate',
    400,
    (_, config) => {
      config.ConnectionMode = 'tenant-only'
      config.Aliases = { Quantity: 0 }
    },
  ],
  [
    'a Quantity that is not the number of Items',
    'InconsistentQuantities',
    400,
    (_, config) => {
      config.CacheBehaviors!.Quantity = 3
    },
  ],
  [
    'the same pattern twice',
    'InvalidArgument',
    400,
    (behaviour, config) => {
      config.CacheBehaviors!.Items!.push({ ...behaviour })
      config.CacheBehaviors!.Quantity = 3
    },
  ],
  [
    'a pattern with a space',
    'InvalidArgument',
    400,
    (behaviour) => {
      behaviour.PathPattern = '/a b'
    },
  ],
  [
    '76 behaviours',
    'TooManyCacheBehaviors',
    400,
    (behaviour, config) => {
      const Items = Array.from({ length: 76 }, (_, i) => ({ ...behaviour, PathPattern: `/${i}` }))
      config.CacheBehaviors = { Quantity: 76, Items }
    },
  ],
  [
    'an origin that is not there',
    'NoSuchOrigin',
    404,
    (behaviour) => {
      behaviour.TargetOriginId = 'none'
    },
  ],
  [
    'four methods',
    'InvalidArgument',
    400,
    (behaviour) => {
      behaviour.AllowedMethods = { Quantity: 4, Items: ['GET', 'HEAD', 'OPTIONS', 'PUT'] }
    },
  ],
  [
    'a cached PUT',
    'InvalidArgument',
    400,
    (behaviour) => {
      behaviour.AllowedMethods!.CachedMethods = { Quantity: 3, Items: ['GET', 'HEAD', 'PUT'] }
    },
  ],
  [
    'an unknown protocol policy',
    'InvalidArgument',
    400,
    (behaviour) => {
      behaviour.ViewerProtocolPolicy = 'https' as 'https-only'
    },
  ],
  [
    'no cache policy',
    'InvalidArgument',
    400,
    (behaviour) => {
      delete behaviour.CachePolicyId
    },
  ],
  [
    'a cache policy that is not there',
    'NoSuchCachePolicy',
    404,
    (behaviour) => {
      behaviour.CachePolicyId = 'none'
    },
  ],
  [
    'an origin request policy that is not there',
    'NoSuchOriginRequestPolicy',
    404,
    (behaviour) => {
      behaviour.OriginRequestPolicyId = 'none'
    },
  ],
  [
    'a function that is not there',
    'InvalidFunctionAssociation',
    400,
    (behaviour) => {
      behaviour.FunctionAssociations = associations(['none', 'viewer-request'])
    },
  ],
  [
    'a function that is not published',
    'InvalidFunctionAssociation',
    400,
    (behaviour) => {
      behaviour.FunctionAssociations = associations(['draft', 'viewer-request'])
    },
  ],
  [
    'two functions at one event',
    'InvalidFunctionAssociation',
    400,
    (behaviour) => {
      behaviour.FunctionAssociations = associations(
        ['live', 'viewer-request'],
        ['other', 'viewer-request'],
      )
    },
  ],
  [
    'a function at the origin',
    'InvalidFunctionAssociation',
    400,
    (behaviour) => {
      behaviour.FunctionAssociations = associations(['live', 'origin-request'])
    },
  ],
  [
    'a function and a Lambda at the viewer',
    'InvalidFunctionAssociation',
    400,
    (behaviour) => {
      behaviour.FunctionAssociations = associations(['live', 'viewer-response'])
      behaviour.LambdaFunctionAssociations = lambda('viewer-request')
    },
  ],
]

suite("distributions' configs that the stand-in refuses", async () => {
  const { standIn, cloudfront } = await startForSuite()
  const Id = standIn.addDistribution(exampleDistribution)
  const version = {
    code: 'function handler(event) { return event.request }',
    comment: '',
    runtime: 'cloudfront-js-2.0',
    keyValueStores: [],
    etag: 'E0000000000001',
    created: '2026-01-01T00:00:00Z',
    modified: '2026-01-01T00:00:00Z',
  }
  for (const name of ['live', 'other'])
    standIn.state.functions[name] = { DEVELOPMENT: version, LIVE: version }
  standIn.state.functions.draft = { DEVELOPMENT: version }

  const changed = async (change: Change) => {
    const { DistributionConfig, ETag } = await cloudfront.send(
      new GetDistributionConfigCommand({ Id }),
    )
    change(DistributionConfig!.CacheBehaviors!.Items![0], DistributionConfig!)
    return cloudfront.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig }))
  }

  for (const [what, error, status, change] of refused)
    test(`${what}: ${error}`, async () => {
      const before = structuredClone(standIn.state.distributions)
      await rejects(changed(change), error, status)
      assert.deepEqual(standIn.state.distributions, before)
    })

  test('75 behaviours and a published function are good', async () => {
    await changed((behaviour, config) => {
      const FunctionAssociations = associations(
        ['live', 'viewer-request'],
        ['other', 'viewer-response'],
      )
      const Items = Array.from({ length: 75 }, (_, i) => ({
        ...behaviour,
        PathPattern: `/${i}`,
        FunctionAssociations,
      }))
      config.CacheBehaviors = { Quantity: 75, Items }
    })
  })

  test('a distribution for tenants has no aliases', () => {
    const xml = exampleDistribution.replace(
      '<Comment>',
      '<ConnectionMode>tenant-only</ConnectionMode>$&',
    )
    assert.throws(() => standIn.addDistribution(xml), { code: 'InvalidArgument' })
    const aliases = /<Aliases>[^]*<\/Aliases>/
    const id = standIn.addDistribution(xml.replace(aliases, ''))
    assert.match(standIn.distributionXml(id), /tenant-only/)
  })
})
