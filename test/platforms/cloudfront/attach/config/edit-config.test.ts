import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import type { Association } from '../../../../../platforms/cloudfront/attach/config/behavior.ts'
import {
  readConfig,
  viewerRequest,
  type DistributionConfig,
} from '../../../../../platforms/cloudfront/attach/config/distribution.ts'
import {
  addEndpoint,
  removeEndpoint,
  type Endpoint,
} from '../../../../../platforms/cloudfront/attach/config/edit-config.ts'
import { anyDistribution, distribution, path } from './any-distribution.ts'

const name = 'edgemint-E123-set-auth-token'
const asFunction: Association = {
  runtime: 'function',
  arn: `arn:aws:cloudfront::123456789012:function/${name}`,
  event: 'viewer-request',
  includesBody: false,
}
const asLambda = (version: number): Association => ({
  runtime: 'lambda-edge',
  arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}:${version}`,
  event: 'viewer-request',
  includesBody: true,
})
const endpoint: Endpoint = { paths: [path], name, association: asFunction }
const onLambda: Endpoint = { ...endpoint, association: asLambda(1) }
/** As it will be with more than one path. */
const startPath = `${path}/start`
const withStart: Endpoint = { ...endpoint, paths: [path, startPath] }

suite('a distribution gets one behavior, and loses it again', () => {
  test('over 1,000 random distributions: attach, attach, detach gives back the same octets', () => {
    let caught = 0
    const wanted = fc.constantFrom(endpoint, onLambda, withStart)
    fc.assert(
      fc.property(anyDistribution, wanted, (xml, chosen) => {
        const config = readConfig(xml)
        const attached = addEndpoint(config, chosen)
        for (const own of chosen.paths) {
          const place = patterns(attached).indexOf(own)
          // An oracle of its own: nothing that stands before ours catches the path.
          for (const pattern of patterns(attached).slice(0, place)) {
            const expression = pattern.replaceAll('*', '.*').replaceAll('?', '.')
            assert.doesNotMatch(own, new RegExp(`^/?${expression}$`))
          }
          if (place < config.behaviors.length) caught++
          assert.deepEqual(viewerRequest(attached.behaviors[place]), chosen.association)
        }
        assert.equal(quantity(attached), config.behaviors.length + chosen.paths.length)
        assert.deepEqual(
          patterns(attached).filter((pattern) => !chosen.paths.includes(pattern)),
          patterns(config),
        )
        assert.equal(addEndpoint(attached, chosen).xml, attached.xml)
        assert.equal(removeEndpoint(attached, chosen).xml, xml)
        // Who detaches knows the endpoint's path alone.
        assert.equal(removeEndpoint(attached, { name, paths: [path] }).xml, xml)
      }),
      { numRuns: 1000 },
    )
    assert.ok(caught > 200, `only ${caught} had a pattern that would catch the path`)
  })

  test('detach from a distribution without our behavior changes nothing', () => {
    fc.assert(
      fc.property(anyDistribution, (xml) => {
        assert.equal(removeEndpoint(readConfig(xml), endpoint).xml, xml)
      }),
      { numRuns: 200 },
    )
  })

  test('the behavior is the one that AWS documents', () => {
    const { xml } = addEndpoint(readConfig(distribution()), endpoint)
    assert.match(
      xml,
      /<CacheBehaviors><Quantity>1<\/Quantity><Items><CacheBehavior><PathPattern>\/set-auth-token<\/PathPattern><TargetOriginId>site<\/TargetOriginId><ViewerProtocolPolicy>https-only<\/ViewerProtocolPolicy><AllowedMethods><Quantity>7<\/Quantity><Items>(<Method>[A-Z]+<\/Method>){7}<\/Items><CachedMethods><Quantity>2<\/Quantity><Items><Method>GET<\/Method><Method>HEAD<\/Method><\/Items><\/CachedMethods><\/AllowedMethods>.*<CachePolicyId>4135ea2d-6df8-44a3-9df3-4b5a84be39ad<\/CachePolicyId><OriginRequestPolicyId>b689b0a8-53d0-40ab-baf2-68738e2966ac<\/OriginRequestPolicyId><\/CacheBehavior><\/Items><\/CacheBehaviors>/,
    )
  })

  test('with an origin group the first origin of the group, since CloudFront refuses PUT with a group', () => {
    const groups =
      '<OriginGroups><Quantity>1</Quantity><Items><OriginGroup><Id>site</Id><Members><Quantity>2</Quantity><Items><OriginGroupMember><OriginId>first</OriginId></OriginGroupMember><OriginGroupMember><OriginId>second</OriginId></OriginGroupMember></Items></Members></OriginGroup></Items></OriginGroups>'
    const { behaviors } = addEndpoint(readConfig(distribution({}, groups)), endpoint)
    assert.equal(behaviors[0].origin, 'first')
  })

  test('a config without a list of behaviors gets one', () => {
    const xml = distribution().replace(/<CacheBehaviors>.*<\/CacheBehaviors>/, '')
    assert.deepEqual(patterns(addEndpoint(readConfig(xml), endpoint)), [path])
  })

  test('an empty list that is written as <Items/> is filled', () => {
    const xml = distribution().replace('<Quantity>0</Quantity>', '<Quantity>0</Quantity><Items/>')
    assert.deepEqual(patterns(addEndpoint(readConfig(xml), endpoint)), [path])
  })
})

suite('an endpoint with more than one path', () => {
  const config = readConfig(distribution({ '/api/*': '', '*start': '', '/set-*': '' }))
  const attached = addEndpoint(config, withStart)

  test('has a behavior for each, before the patterns that catch it', () => {
    assert.deepEqual(patterns(attached), ['/api/*', startPath, '*start', path, '/set-*'])
  })

  test('loses the one of a path that it does not have any more, and gets one that is missing', () => {
    assert.equal(addEndpoint(attached, endpoint).xml, addEndpoint(config, endpoint).xml)
    assert.equal(addEndpoint(addEndpoint(config, endpoint), withStart).xml, attached.xml)
  })

  test('is refused as a whole where one of its paths is taken', () => {
    const taken = readConfig(distribution({ [startPath]: '' }))
    assert.throws(
      () => addEndpoint(taken, withStart),
      /has a behavior for \/set-auth-token\/start already.*--path \/set-auth-token-edgemint/s,
    )
  })

  test('has one behavior too many where there is room for the first alone', () => {
    const full = readConfig(distribution(many(74)))
    assert.throws(() => addEndpoint(full, withStart), /has 75 behaviors/)
  })

  test('a behavior that somebody else made stays, whatever function it runs', () => {
    const theirs = readConfig(
      distribution({
        '/en/set-auth-token': other(asFunction.arn),
        '/set-auth-token/*': other(asFunction.arn),
      }),
    )
    const both = addEndpoint(theirs, withStart)
    assert.equal(removeEndpoint(both, endpoint).xml, theirs.xml)
  })
})

suite('a behavior of ours that somebody changed', () => {
  const attached = addEndpoint(readConfig(distribution({ '*.html': '', '/*': '' })), endpoint)

  test('is put before a pattern that was put before it, with all that the owner set in it', () => {
    const [html, own, all] = attached.behaviors.map(({ element: { start, end } }) =>
      attached.xml.slice(start, end),
    )
    const changed = own.replace(
      '</CacheBehavior>',
      '<ResponseHeadersPolicyId>theirs</ResponseHeadersPolicyId></CacheBehavior>',
    )
    const xml = attached.xml.replace(html + own + all, all + html + changed)
    assert.notEqual(xml, attached.xml)
    const moved = addEndpoint(readConfig(xml), endpoint)
    assert.equal(moved.xml, attached.xml.replace(html + own + all, changed + all + html))
  })

  test('gets its methods and its cache policy back, and keeps the rest', () => {
    const xml = attached.xml
      .replace(/<AllowedMethods>.*?<\/AllowedMethods>/, '')
      .replace('4135ea2d-6df8-44a3-9df3-4b5a84be39ad', 'b2884449-e4de-46a7-ac36-70bc7f1ddd6d')
      .replace('<Compress>false', '<Compress>true')
    const [, own] = addEndpoint(readConfig(xml), endpoint).behaviors
    assert.equal(own.methods.length, 7)
    assert.equal(own.cachePolicy, '4135ea2d-6df8-44a3-9df3-4b5a84be39ad')
    assert.match(addEndpoint(readConfig(xml), endpoint).xml, /<Compress>true/)
  })

  test('goes over to the other runtime, unless it has a function of the first kind at its viewer response', () => {
    const theirs = 'arn:aws:cloudfront::123456789012:function/theirs'
    const xml = attached.xml.replace(
      /<FunctionAssociations>.*<\/FunctionAssociations>/,
      `<FunctionAssociations><Quantity>2</Quantity><Items><FunctionAssociation><FunctionARN>${asFunction.arn}</FunctionARN><EventType>viewer-request</EventType></FunctionAssociation><FunctionAssociation><FunctionARN>${theirs}</FunctionARN><EventType>viewer-response</EventType></FunctionAssociation></Items></FunctionAssociations>`,
    )
    const config = readConfig(xml)
    assert.equal(addEndpoint(config, endpoint), config)
    assert.throws(() => addEndpoint(config, onLambda), {
      message: `the behavior for /set-auth-token has a CloudFront Function at its viewer response: ${theirs}. CloudFront runs one kind at both viewer events of a behavior.
  → Use --runtime function, or take that function out of this behavior.`,
    })
  })

  test('goes over to the other runtime, and to the next version, with its other functions kept', () => {
    const response = {
      runtime: 'lambda-edge',
      arn: 'arn:aws:lambda:us-east-1:123456789012:function:theirs:4',
      event: 'origin-response',
      includesBody: false,
    }
    const xml = attached.xml.replace(
      '<LambdaFunctionAssociations><Quantity>0</Quantity>',
      `<LambdaFunctionAssociations><Quantity>1</Quantity><Items><LambdaFunctionAssociation><LambdaFunctionARN>${response.arn}</LambdaFunctionARN><EventType>origin-response</EventType></LambdaFunctionAssociation></Items>`,
    )
    const first = addEndpoint(readConfig(xml), onLambda)
    assert.deepEqual(first.behaviors[1].associations, [asLambda(1), response])
    const second = addEndpoint(first, { ...onLambda, association: asLambda(2) })
    assert.deepEqual(second.behaviors[1].associations, [asLambda(2), response])
    assert.deepEqual(addEndpoint(second, endpoint).behaviors[1].associations, [
      response,
      asFunction,
    ])
  })
})

suite('attach refuses, and says what to do', () => {
  test('another function at the viewer request of the path', () => {
    const arn = 'arn:aws:cloudfront::123456789012:function/basic-auth'
    const config = readConfig(distribution({ [path]: other(arn) }))
    assert.throws(() => addEndpoint(config, endpoint), {
      name: 'Error',
      message: `the distribution has a behavior for /set-auth-token already, with another function at its viewer request: ${arn}. CloudFront runs one function there, and attach replaces none of yours.
  → Delete that behavior, if nothing needs it, and run attach again.
  → Or give edgemint another path: --path /set-auth-token-edgemint, and the same as endpoint in the config.`,
    })
    assert.equal(removeEndpoint(config, endpoint), config)
  })

  test('the function that attach made for another distribution', () => {
    const arn = 'arn:aws:cloudfront::123456789012:function/edgemint-E999-set-auth-token'
    const config = readConfig(distribution({ [path]: other(arn) }))
    assert.throws(() => addEndpoint(config, endpoint), /another function at its viewer request/)
  })

  test('a behavior for the path that has no function, with or without its slash', () => {
    for (const pattern of [path, path.slice(1)]) {
      const config = readConfig(distribution({ [pattern]: '' }))
      assert.throws(
        () => addEndpoint(config, endpoint),
        /a behavior for \/?set-auth-token already, that edgemint did not make/,
      )
    }
  })

  test('75 behaviors, unless one of them is ours', () => {
    const config = readConfig(distribution(many(75)))
    assert.throws(() => addEndpoint(config, endpoint), /has 75 behaviors, and CloudFront allows/)
    // With more there is a higher quota, and AWS knows how high.
    assert.equal(addEndpoint(readConfig(distribution(many(76))), endpoint).behaviors.length, 77)
    const full = addEndpoint(readConfig(distribution(many(74))), endpoint)
    assert.equal(full.behaviors.length, 75)
    assert.equal(addEndpoint(full, endpoint), full)
  })

  test('a staging distribution, and detach does not', () => {
    const attached = addEndpoint(readConfig(distribution()), endpoint).xml
    const config = readConfig(
      attached.replace('</DistributionConfig>', '<Staging>true</Staging></DistributionConfig>'),
    )
    assert.throws(() => addEndpoint(config, endpoint), /this is a staging distribution\..*primary/s)
    assert.deepEqual(patterns(removeEndpoint(config, endpoint)), [])
  })

  test('a distribution that serves tenants only', () => {
    const xml = distribution({}, '<ConnectionMode>tenant-only</ConnectionMode>')
    assert.throws(() => addEndpoint(readConfig(xml), endpoint), /ConnectionMode: tenant-only/)
    const direct = distribution({}, '<ConnectionMode>direct</ConnectionMode>')
    assert.deepEqual(patterns(addEndpoint(readConfig(direct), endpoint)), [path])
  })
})

function patterns({ behaviors }: DistributionConfig): string[] {
  return behaviors.map(({ pattern }) => pattern)
}

function quantity({ xml }: DistributionConfig): number {
  return Number(/<CacheBehaviors>\s*<Quantity>(\d+)/.exec(xml)![1])
}

function other(arn: string): string {
  return `<FunctionAssociations><Quantity>1</Quantity><Items><FunctionAssociation><FunctionARN>${arn}</FunctionARN><EventType>viewer-request</EventType></FunctionAssociation></Items></FunctionAssociations>`
}

function many(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`/${i}/*`, '']))
}
