import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import {
  addBridge,
  removeBridge,
  type Bridging,
} from '../../../../../platforms/cloudfront/attach/config/edit-bridge.ts'
import { addEndpoint } from '../../../../../platforms/cloudfront/attach/config/edit-config.ts'
import {
  readConfig,
  type DistributionConfig,
} from '../../../../../platforms/cloudfront/attach/config/distribution.ts'
import {
  ownBridge,
  slotInUse,
} from '../../../../../platforms/cloudfront/attach/config/own-behaviors.ts'
import {
  bridgeFunctions,
  bridgeName,
  type Slot,
} from '../../../../../platforms/cloudfront/attach/resource-name.ts'
import { anyDistribution, distribution } from './any-distribution.ts'

const name = 'edgemint-E123-set-auth-token'
const id = bridgeName(name)

const arnOf = (of: string): string => `arn:aws:cloudfront::123456789012:function/${of}`

/** The bridge with the functions of one slot. */
function bridging(slot: Slot = 'a', changed: Partial<Bridging> = {}): Bridging {
  const { request, response } = bridgeFunctions(name, slot)
  const asFunction = { runtime: 'function', includesBody: false } as const
  return {
    path: '/backend',
    origin: 'https://api.vendor.com',
    associations: [
      { ...asFunction, arn: arnOf(request), event: 'viewer-request' },
      { ...asFunction, arn: arnOf(response), event: 'viewer-response' },
    ],
    answers: 'of-ours',
    ...changed,
  }
}

const pages =
  '<Origins><Quantity>1</Quantity><Items><Origin><Id>pages</Id><DomainName>pages.s3.amazonaws.com</DomainName></Origin></Items></Origins>'

const withPages = (xml: string): string => xml.replace(/<DistributionConfig[^>]*>/, `$&${pages}`)

const patterns = ({ behaviors }: DistributionConfig): string[] =>
  behaviors.map(({ pattern }) => pattern)

const ids = ({ origins }: DistributionConfig): string[] => origins.map((origin) => origin.id)

suite('a distribution gets a bridge, and loses it again', () => {
  test('over 500 random distributions: attach, attach, detach gives back the same octets', () => {
    fc.assert(
      fc.property(anyDistribution, fc.constantFrom('/backend', '/a', '/set'), (some, path) => {
        const xml = withPages(some)
        const config = readConfig(xml)
        const bridge = bridging('a', { path })
        const attached = addBridge(config, name, bridge)
        for (const sample of [path, `${path}/`, `${path}/x.html`, `${path}/b/token`]) {
          // An oracle of its own: the first pattern that matches is ours.
          const first = patterns(attached).find((pattern) => {
            const letters = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
            return new RegExp(`^/?${letters.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(
              sample,
            )
          })
          assert.ok(first === path || first === `${path}/*`, `${sample} goes to ${first}`)
        }
        assert.deepEqual(
          patterns(attached).filter((pattern) => ![path, `${path}/*`].includes(pattern)),
          patterns(config),
        )
        assert.equal(addBridge(attached, name, bridge), attached)
        assert.equal(removeBridge(attached, name).xml, xml)
        // With other functions and for another path it is ours all the same.
        const moved = addBridge(attached, name, bridging('b', { path: '/other' }))
        assert.equal(removeBridge(moved, name).xml, xml)
      }),
      { numRuns: 500 },
    )
  })

  test('where there is none, nothing changes', () => {
    const config = readConfig(withPages(distribution({ '/backend/*': '' })))
    assert.equal(removeBridge(config, name), config)
    assert.equal(slotInUse(config, name), undefined)
  })

  const attached = addBridge(readConfig(withPages(distribution())), name, bridging())

  test('the origin is the one that AWS documents, with the API’s port', () => {
    const { xml } = addBridge(
      readConfig(withPages(distribution())),
      name,
      bridging('a', { origin: 'https://api.vendor.com:8443' }),
    )
    assert.match(
      xml,
      /<Origins><Quantity>2<\/Quantity><Items><Origin><Id>pages<.*<Origin><Id>edgemint-bridge-E123-set-auth-token<\/Id><DomainName>api\.vendor\.com<\/DomainName><OriginPath><\/OriginPath><CustomHeaders><Quantity>0<\/Quantity><\/CustomHeaders><CustomOriginConfig><HTTPPort>80<\/HTTPPort><HTTPSPort>8443<\/HTTPSPort><OriginProtocolPolicy>https-only<\/OriginProtocolPolicy><OriginSslProtocols><Quantity>1<\/Quantity><Items><SslProtocol>TLSv1\.2<\/SslProtocol><\/Items><\/OriginSslProtocols><\/CustomOriginConfig><\/Origin><\/Items><\/Origins>/,
    )
  })

  test('both behaviors have both functions, all methods, no cache, and the rules of answers', () => {
    assert.deepEqual(patterns(attached), ['/backend', '/backend/*'])
    for (const behavior of attached.behaviors) {
      assert.equal(behavior.origin, id)
      assert.equal(behavior.methods.length, 7)
      assert.deepEqual(behavior.associations, bridging().associations)
      assert.equal(behavior.responseHeadersPolicy, 'of-ours')
      assert.equal(behavior.originRequestPolicy, 'b689b0a8-53d0-40ab-baf2-68738e2966ac')
    }
    assert.equal(slotInUse(attached, name), 'a')
  })

  test('it goes over to other functions, and to another API, in one change', () => {
    const moved = addBridge(attached, name, bridging('b', { origin: 'https://api.other.com:8443' }))
    assert.equal(slotInUse(moved, name), 'b')
    assert.equal(ownBridge(moved, name).length, 2)
    const [, origin] = moved.origins
    assert.deepEqual([origin.domain, origin.custom!.port], ['api.other.com', '8443'])
    assert.equal(
      addBridge(moved, name, bridging()).behaviors[0].associations[0].arn,
      bridging().associations[0].arn,
    )
  })

  test('for another path the old behaviors go, and the API stays', () => {
    const moved = addBridge(attached, name, bridging('b', { path: '/v2' }))
    assert.deepEqual(patterns(moved), ['/v2', '/v2/*'])
    assert.deepEqual(ids(moved), ['pages', id])
  })

  test('an endpoint below the bridge’s path stands before it', () => {
    const association = {
      runtime: 'lambda-edge',
      arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}:1`,
      event: 'viewer-request',
      includesBody: true,
    } as const
    const { behaviors } = addEndpoint(attached, { paths: ['/backend/token'], name, association })
    assert.deepEqual(
      behaviors.map(({ pattern }) => pattern),
      ['/backend', '/backend/token', '/backend/*'],
    )
  })
})

suite('what the owner has done', () => {
  const config = readConfig(
    withPages(distribution({ '/backend/v1/*': '', '*.json': '', '/backend/v2/*': '' })),
  )
  const attached = addBridge(config, name, bridging())

  test('a narrower pattern stays before ours, a wider one comes after, and what stood behind it', () => {
    assert.deepEqual(patterns(attached), [
      '/backend/v1/*',
      '/backend/*',
      '*.json',
      '/backend/v2/*',
      '/backend',
    ])
  })

  test('other settings of ours stay: timeouts, compression, a function at the origin’s events', () => {
    const set = readConfig(
      attached.xml
        .replaceAll('<Compress>false', '<Compress>true')
        .replace('<HTTPPort>80</HTTPPort>', '$&<OriginReadTimeout>60</OriginReadTimeout>')
        .replaceAll(
          '<LambdaFunctionAssociations><Quantity>0</Quantity>',
          '<LambdaFunctionAssociations><Quantity>1</Quantity><Items><LambdaFunctionAssociation><LambdaFunctionARN>arn:theirs</LambdaFunctionARN><EventType>origin-request</EventType></LambdaFunctionAssociation></Items>',
        ),
    )
    assert.equal(addBridge(set, name, bridging()), set)
    const moved = addBridge(set, name, bridging('b', { origin: 'https://api.other.com' }))
    assert.match(moved.xml, /<OriginReadTimeout>60/)
    assert.equal(moved.xml.match(/<Compress>true/g)!.length, 2)
    assert.equal(moved.xml.match(/arn:theirs/g)!.length, 2)
  })

  test('what the bridge cannot do without is put right', () => {
    for (const [from, to] of [
      ['<ResponseHeadersPolicyId>of-ours', '<ResponseHeadersPolicyId>of-theirs'],
      [
        '<OriginRequestPolicyId>b689b0a8-53d0-40ab-baf2-68738e2966ac',
        '<OriginRequestPolicyId>theirs',
      ],
      ['<CachePolicyId>4135ea2d-6df8-44a3-9df3-4b5a84be39ad', '<CachePolicyId>theirs'],
      ['<OriginProtocolPolicy>https-only', '<OriginProtocolPolicy>match-viewer'],
      ['<OriginPath>', '<OriginPath>/base'],
    ]) {
      const changed = readConfig(attached.xml.replace(from, to))
      assert.notEqual(changed.xml, attached.xml)
      assert.equal(addBridge(changed, name, bridging()).xml, attached.xml, to)
    }
  })

  test('a pattern that was put before ours stands behind it again', () => {
    const own = attached.behaviors.find(({ pattern }) => pattern === '/backend/*')!.element
    const xml = attached.xml.slice(own.start, own.end)
    const last = attached.behaviors.at(-1)!.element
    const moved = readConfig(
      attached.xml.slice(0, own.start) +
        attached.xml.slice(own.end, last.end) +
        xml +
        attached.xml.slice(last.end),
    )
    assert.equal(patterns(moved).at(-1), '/backend/*')
    assert.equal(addBridge(moved, name, bridging()).xml, attached.xml)
  })

  test('an origin that another behavior asks stays', () => {
    const shared = readConfig(
      attached.xml.replace(
        /<PathPattern>\*\.json<\/PathPattern>/,
        `$&<TargetOriginId>${id}</TargetOriginId>`,
      ),
    )
    assert.deepEqual(ids(removeBridge(shared, name)), ['pages', id])
    assert.deepEqual(ids(removeBridge(attached, name)), ['pages'])
  })

  test('so does one that an origin group has', () => {
    const grouped = attached.xml.replace(
      '</Origins>',
      `</Origins><OriginGroups><Quantity>1</Quantity><Items><OriginGroup><Id>both</Id><Members><Quantity>2</Quantity><Items><OriginGroupMember><OriginId>pages</OriginId></OriginGroupMember><OriginGroupMember><OriginId>${id}</OriginId></OriginGroupMember></Items></Members></OriginGroup></Items></OriginGroups>`,
    )
    assert.deepEqual(ids(removeBridge(readConfig(grouped), name)), ['pages', id])
  })
})

suite('what attach refuses of a bridge', () => {
  const refusals: [title: string, xml: string, message: RegExp][] = [
    [
      'somebody else’s behavior for all below the path',
      distribution({ 'backend/*': '<TargetOriginId>pages</TargetOriginId>' }),
      /has a behavior for backend\/\* already, .*\n {2}→ Delete that behavior.*\n {2}→ Or give the bridge another path: bridge\.path in the config, such as \/backend-edgemint\./,
    ],
    [
      'somebody else’s for the path itself',
      distribution({ '/backend': '' }),
      /has a behavior for \/backend already/,
    ],
    [
      '75 behaviors',
      distribution(Object.fromEntries(Array.from({ length: 74 }, (_, index) => [`/${index}`, '']))),
      /has 75 behaviors, and CloudFront allows no more/,
    ],
    [
      '100 origins',
      distribution().replace(
        '<DistributionConfig>',
        `<DistributionConfig><Origins><Quantity>100</Quantity><Items>${'<Origin><Id>one</Id></Origin>'.repeat(100)}</Items></Origins>`,
      ),
      /has 100 origins, .* needs one for the API\.\n {2}→ Delete one/,
    ],
    [
      'an origin of our Id that is not ours',
      distribution().replace(
        '<DistributionConfig>',
        `<DistributionConfig><Origins><Quantity>1</Quantity><Items><Origin><Id>${id}</Id><DomainName>elsewhere.com</DomainName><CustomOriginConfig/></Origin></Items></Origins>`,
      ),
      /has an origin with the Id edgemint-bridge-E123-set-auth-token that is not as edgemint makes it/,
    ],
  ]
  for (const [title, xml, message] of refusals) {
    test(title, () => {
      const config = readConfig(xml.includes('<Origins>') ? xml : withPages(xml))
      assert.throws(() => addBridge(config, name, bridging()), { message })
    })
  }

  test('a function of the owner’s at the viewer response of ours', () => {
    const { xml } = addBridge(readConfig(withPages(distribution())), name, bridging())
    const theirs = readConfig(xml.replace(bridgeFunctions(name, 'a').response, 'theirs'))
    assert.throws(() => addBridge(theirs, name, bridging()), {
      message:
        /the behavior for \/backend has a function of yours at its viewer response: \S+\/theirs\..*\n {2}→ Take/,
    })
  })
})
