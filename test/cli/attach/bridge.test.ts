import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { edgeRuntimes } from '../../../platforms/cloudfront/attach/config/behavior.ts'
import { readConfig } from '../../../platforms/cloudfront/attach/config/distribution.ts'
import {
  bridgeFunctions,
  bridgeName,
  functionName,
} from '../../../platforms/cloudfront/attach/resource-name.ts'
import { path, rigForTest, stampName, type BridgeChoice, type Rig } from './rig.ts'

const bridge = {}
const all = { bridge, proofs: 1000 }

const writes = ({ standIn }: Rig): string[] =>
  standIn.log.filter(({ isWrite }) => isWrite).map(({ operation }) => operation)

const config = ({ standIn, id }: Rig) => readConfig(standIn.distributionXml(id))

const patterns = (rig: Rig): string[] => config(rig).behaviors.map(({ pattern }) => pattern)

/** What is left of it in the account. */
const left = ({ standIn }: Rig): object => {
  const { functions, lambdaFunctions, roles, keyValueStores, responseHeadersPolicies } =
    standIn.state
  return { functions, lambdaFunctions, roles, keyValueStores, responseHeadersPolicies }
}

/** New code of a Lambda function is a new version. */
const unversioned = (xml: string): string => xml.replace(/(function:[\w-]+):\d+/, '$1')

/** The only one in the account. */
const only = ({ standIn }: Rig) => Object.values(standIn.state.responseHeadersPolicies)[0]

const nothing = {
  functions: {},
  lambdaFunctions: {},
  roles: {},
  keyValueStores: {},
  responseHeadersPolicies: {},
}

for (const runtime of edgeRuntimes) {
  suite(`a bridge beside an endpoint with --runtime ${runtime}`, () => {
    test('the whole way: attached, attached again, new code, another path, detached, as it was', async () => {
      const rig = await rigForTest()
      const { standIn, id, said, name } = rig
      standIn.state.deletesUntilReplicasAreGone = 0
      const before = standIn.distributionXml(id)

      assert.equal((await rig.attach(runtime, all)).state, 'attached')
      assert.match(
        said.join('\n'),
        /✓ AWS's own runtime gave 14 right answers to 14 requests of the bridge/,
      )
      assert.equal(rig.others(), before)
      assert.deepEqual(
        new Set(patterns(rig)),
        new Set(['/api/*', '/assets/*', path, '/backend', '/backend/*']),
      )
      const attached = standIn.distributionXml(id)
      const own = config(rig).behaviors.find(({ pattern }) => pattern === '/backend/*')!
      const { request, response } = bridgeFunctions(name, 'a')
      assert.deepEqual(
        own.associations.map(({ arn, event }) => [arn.split('/').at(-1), event]),
        [
          [request, 'viewer-request'],
          [response, 'viewer-response'],
        ],
      )

      standIn.log.length = 0
      assert.equal((await rig.attach(runtime, { bridge })).state, 'attached')
      assert.equal(standIn.distributionXml(id), attached)
      assert.ok(
        !writes(rig).some(
          (each) =>
            /UpdateDistribution|Policy$|CreateFunction/.test(each) && !each.startsWith('iam'),
        ),
        String(writes(rig)),
      )

      // The new code stands beside the old, until the distribution has gone over.
      await rig.attach(runtime, { bridge: { path: '/other', api: 'https://api.other.com:8443' } })
      assert.ok(
        said.includes('✓ the functions of the bridge from before are deleted'),
        said.join('\n'),
      )
      assert.deepEqual(
        Object.keys(standIn.state.functions)
          .filter((each) => each !== name)
          .toSorted(),
        Object.values(bridgeFunctions(name, 'b')).toSorted(),
      )
      assert.ok(patterns(rig).includes('/other/*') && !patterns(rig).includes('/backend'))
      assert.equal(
        config(rig).origins.find(({ id: each }) => each === bridgeName(name))!.domain,
        'api.other.com',
      )
      assert.equal(rig.others(), before)

      await rig.detach()
      assert.equal(standIn.distributionXml(id), before)
      assert.deepEqual(left(rig), nothing)
    })

    test('a config without the bridge takes it out, and the endpoint stays', async () => {
      const rig = await rigForTest()
      await rig.attach(runtime)
      const before = rig.standIn.distributionXml(rig.id)
      await rig.attach(runtime, { bridge })
      await rig.attach(runtime)
      assert.equal(unversioned(rig.standIn.distributionXml(rig.id)), unversioned(before))
      assert.deepEqual(rig.standIn.state.responseHeadersPolicies, {})
      assert.deepEqual(
        Object.keys(rig.standIn.state.functions),
        runtime === 'function' ? [rig.name] : [],
      )
    })

    test('where AWS refuses the update, nothing that is live has changed', async () => {
      const rig = await rigForTest()
      const { standIn, id, name, said } = rig
      const live = (): object => {
        const { functions, responseHeadersPolicies } = standIn.state
        return { code: functions[name]?.LIVE, policy: Object.values(responseHeadersPolicies) }
      }
      await rig.attach(runtime, { bridge: {} })
      const before = [standIn.distributionXml(id), structuredClone(live())]
      standIn.state.denied.push('cloudfront:UpdateDistribution')
      const changed = { maxAge: 7200, bridge: { path: '/other', cookies: ['theme'] } }
      await assert.rejects(rig.attach(runtime, changed), /may not do cloudfront:UpdateDistribution/)
      assert.deepEqual([standIn.distributionXml(id), live()], before)
      // Of Lambda@Edge a version is published that nobody meets.
      assert.equal(said.includes('✓ published'), runtime === 'lambda-edge')

      standIn.state.denied.length = 0
      await rig.attach(runtime, changed)
      assert.notDeepEqual(live(), before[1])
      assert.ok(said.includes('✓ published'))
    })

    test('--dry-run writes nothing, before and after, and says all of it', async () => {
      const rig = await rigForTest()
      const dry = async (run: () => Promise<unknown>): Promise<string> => {
        rig.standIn.log.length = 0
        await run()
        assert.deepEqual(writes(rig), [])
        return rig.said.join('\n')
      }
      const name = bridgeName(rig.name)
      const first = await dry(() => rig.attach(runtime, { ...all, isDryRun: true }))
      assert.match(first, /\/backend and all below it go to https:\/\/api\.vendor\.com/)
      assert.match(
        first,
        /CloudFront Function edgemint-bridge-request-a-\S+: would be created\nCloudFront Function edgemint-bridge-response-a-\S+: would be created\nResponse headers policy \S+: would be created/,
      )
      assert.match(first, /on AWS's own runtime, and the bridge 14\./)
      assert.match(first, new RegExp(`origin: ${name}\\n`))
      assert.match(
        first,
        new RegExp(
          `Its origins:\\n {2}\\+ ${name}: api\\.vendor\\.com \\(https-only\\)\\nNothing was changed`,
        ),
      )
      assert.match(first, /note: this distribution answers 404 with the page \/index\.html/)
      await rig.attach(runtime, { bridge })
      assert.match(
        await dry(() => rig.attach(runtime, { bridge, isDryRun: true })),
        /All of it is done already/,
      )
      assert.match(
        await dry(() => rig.attach(runtime, { bridge, isDryRun: true, maxAge: 60 })),
        /request-b-\S+: would be created[^]*viewer-request: the CloudFront Function \S+-a-\S+ → the CloudFront Function \S+-b-/,
      )
      assert.match(
        await dry(() => rig.detach(undefined, true)),
        / {2}- {5}\/backend\/\*\n[^]*So are the functions of the bridge/,
      )
    })

    test('who says no has a distribution that is as it was', async () => {
      const rig = await rigForTest()
      const before = rig.standIn.distributionXml(rig.id)
      assert.equal((await rig.attach(runtime, { bridge, isAgreed: false })).state, 'declined')
      assert.equal(rig.standIn.distributionXml(rig.id), before)
      assert.ok(!writes(rig).some((each) => /Publish|UpdateDistribution/.test(each)))
      await rig.detach(runtime)
      assert.deepEqual({ ...left(rig), lambdaFunctions: {}, roles: {} }, nothing)
    })
  })
}

/** The headers that the policy takes out. */
const removals = (rig: Rig): string[] =>
  [
    ...only(rig).config.matchAll(/<Header>([^<]+)<\/Header><\/ResponseHeadersPolicyRemoveHeader>/g),
  ].map(([, header]) => header)

suite('the response headers policy', () => {
  test('takes away what would let others in, and adds what keeps answers from being rendered', async () => {
    const rig = await rigForTest()
    await rig.attach('function', { bridge })
    const { config: xml } = only(rig)
    for (const part of [
      `<Name>${bridgeName(rig.name)}</Name>`,
      '<Header>Access-Control-Allow-Origin</Header>',
      '<Header>Server-Timing</Header>',
      '<ContentSecurityPolicy>sandbox</ContentSecurityPolicy>',
      '<ContentTypeOptions><Override>true</Override></ContentTypeOptions>',
    ])
      assert.ok(xml.includes(part), xml)
    assert.match(
      xml,
      /<Header>Cache-Control<\/Header><(?:Override>false<\/Override><Value>private, no-store|Value>private, no-store<\/Value><Override>false)/,
    )
  })

  test('is put right after the owner has agreed, and keeps what they have added', async () => {
    const rig = await rigForTest()
    await rig.attach('function', { bridge })
    const policy = only(rig)
    policy.config = policy.config
      .replace('<ContentSecurityPolicy>sandbox', '<ContentSecurityPolicy>default-src *')
      .replace('<Header>Server-Timing', '<Header>X-Powered-By')
    rig.standIn.log.length = 0
    await rig.attach('function', { bridge, isDryRun: true })
    assert.match(
      rig.said.join('\n'),
      /Response headers policy \S+: would be put right, which holds at once/,
    )
    await rig.attach('function', { bridge, isAgreed: false })
    assert.deepEqual(
      writes(rig).filter((each) => /Policy/.test(each)),
      [],
    )
    await rig.attach('function', { bridge })
    const { config: xml } = only(rig)
    assert.match(xml, /sandbox/)
    assert.match(xml, /Server-Timing/)
    assert.match(xml, /X-Powered-By/)
    await rig.attach('function', { bridge, isDryRun: true })
    assert.match(rig.said.at(-1)!, /All of it is done already/)
  })

  test('takes out all cookies of the API, whatever the status, unless some of them pass', async () => {
    const rig = await rigForTest()
    await rig.attach('function', { bridge })
    const without = removals(rig)
    assert.equal(without.length, 10)
    assert.ok(
      without.includes('Set-Cookie') && !without.includes('Access-Control-Max-Age'),
      String(without),
    )
    await rig.attach('function', { bridge: { cookies: ['lang'] } })
    assert.deepEqual(
      new Set(removals(rig)),
      new Set([...without.filter((each) => each !== 'Set-Cookie'), 'Access-Control-Max-Age']),
    )
    await rig.attach('function', { bridge })
    assert.deepEqual(new Set(removals(rig)), new Set(without))
  })

  test('of somebody else is left alone', async () => {
    const rig = await rigForTest()
    await rig.attach('function', { bridge })
    only(rig).config = only(rig).config.replace(/<Comment>[^<]*/, '<Comment>theirs')
    const there = only(rig).config
    const stranger =
      /there is something named edgemint-bridge-\S+ in this AWS account that edgemint did not make/
    await assert.rejects(rig.attach('function', { bridge }), stranger)
    await assert.rejects(rig.detach(), stranger)
    assert.equal(only(rig).config, there)
  })

  test('that another distribution uses stays, and detach says so', async () => {
    const rig = await rigForTest()
    await rig.attach('function', { bridge })
    const [id] = Object.keys(rig.standIn.state.responseHeadersPolicies)
    const other = rig.standIn.addDistribution(
      rig
        .others()
        .replace(
          '<PathPattern>/assets/*</PathPattern>',
          `$&<ResponseHeadersPolicyId>${id}</ResponseHeadersPolicyId>`,
        ),
    )
    assert.ok(other)
    await rig.detach()
    assert.match(
      rig.said.join('\n'),
      /The response headers policy \S+ stays: another behavior uses it\./,
    )
    assert.deepEqual(Object.keys(rig.standIn.state.responseHeadersPolicies), [id])
    assert.deepEqual(rig.standIn.state.functions, {})
  })

  test('is found among more than a page of them', async () => {
    const rig = await rigForTest()
    rig.standIn.state.quotas.responseHeadersPolicies = 1000
    await rig.attach('function', { bridge })
    const { responseHeadersPolicies } = rig.standIn.state
    const [[id, policy]] = Object.entries(responseHeadersPolicies)
    delete responseHeadersPolicies[id]
    for (let index = 0; index < 250; index++)
      responseHeadersPolicies[`theirs-${index}`] = {
        ...policy,
        config: policy.config.replace(/<Name>[^<]*/, `<Name>theirs-${index}`),
      }
    responseHeadersPolicies[id] = policy
    await rig.attach('function', { bridge, isDryRun: true })
    assert.match(rig.said.at(-1)!, /All of it is done already/)
  })
})

suite('what is refused of a bridge, before anything is done', () => {
  test('a behavior of the owner’s on its path', async () => {
    const rig = await rigForTest()
    await assert.rejects(
      rig.attach('function', { bridge: { path: '/api' } }),
      /has a behavior for \/api\/\* already/,
    )
    assert.deepEqual(writes(rig), [])
  })

  test('the account’s quota of response headers policies: nothing is live', async () => {
    const rig = await rigForTest()
    rig.standIn.state.quotas.responseHeadersPolicies = 0
    const before = rig.standIn.distributionXml(rig.id)
    await assert.rejects(
      rig.attach('function', { bridge }),
      /has reached its quota: response headers policies\./,
    )
    assert.equal(rig.standIn.distributionXml(rig.id), before)
    assert.ok(!writes(rig).some((each) => each.endsWith('PublishFunction')))
  })

  test('a wrong answer of one of its functions on AWS', async () => {
    for (const event of ['request', 'response'] as const) {
      const rig = await rigForTest()
      const own = bridgeFunctions(rig.name, 'a')[event]
      rig.standIn.faults.add({
        operation: 'cloudfront:TestFunction',
        kind: 'between',
        times: Infinity,
        run: ({ functions }) => {
          // It hands on what it is given.
          functions[own].DEVELOPMENT.code = `function handler(event) { return event.${event} }`
        },
      })
      await assert.rejects(
        rig.attach('function', all),
        event === 'request'
          ? /the answer to "no cookie" is wrong: it passed the request on to the origin/
          : /the answer to "a cookie of the API’s" is wrong: the page gets it/,
      )
      assert.ok(!writes(rig).some((each) => /Publish|UpdateDistribution/.test(each)))
    }
  })
})

suite('a bridge whose cookie is stamped', () => {
  const stamp = 'made up for a test: the newer one'

  test('Lambda@Edge reads the secret by Systems Manager, and the function by its store', async () => {
    const rig = await rigForTest()
    rig.standIn.state.deletesUntilReplicasAreGone = 0
    rig.standIn.state.parameters[stampName] = stamp
    const before = rig.standIn.distributionXml(rig.id)
    await rig.attach('lambda-edge', { proofs: 1000, bridge: { stamp, hasTokens: true } })
    assert.match(rig.said.join('\n'), /✓ AWS's own runtime gave 16 right answers to 16 requests of/)
    const { keyValueStores, functions, roles } = rig.standIn.state
    assert.deepEqual(keyValueStores[rig.name].values, { [stampName]: stamp })
    const { request, response } = bridgeFunctions(rig.name, 'a')
    assert.equal(functions[request].LIVE!.keyValueStores.length, 1)
    assert.equal(functions[response].LIVE!.keyValueStores.length, 0)
    assert.match(roles[rig.name].policies['edgemint-secrets'], /parameter\/EDGEMINT_SECRET/)
    assert.ok(!rig.said.join('\n').includes(stamp))
    await rig.detach()
    assert.equal(rig.standIn.distributionXml(rig.id), before)
    assert.deepEqual(left(rig), nothing)
  })
})

suite('a bridge whose endpoint needs a network', () => {
  const stamp = 'made up for a test: a secret of its own'
  const issuer = 'https://login.example.net'
  const kinds: [need: string, choice: BridgeChoice, paths: string[]][] = [
    ['tokens', { hasTokens: true }, [path]],
    ['tokens and a stamp', { stamp, hasTokens: true }, [path]],
    ['a log-in', { stamp, more: { login: { issuer, clientId: 'shop' } } }, [path, `${path}/start`]],
    [
      'verify.jwks',
      {
        more: {
          verify: { jwks: `${issuer}/keys`, algorithms: ['RS256'], issuer, audience: 'shop' },
        },
      },
      [path],
    ],
    [
      'verify.introspect',
      { more: { verify: { introspect: { style: 'ask', url: 'https://api.vendor.com/me' } } } },
      [path],
    ],
  ]
  for (const [need, choice, paths] of kinds) {
    test(`with ${need}, Lambda@Edge answers it, and Functions the bridge's path`, async () => {
      const rig = await rigForTest()
      rig.standIn.state.deletesUntilReplicasAreGone = 0
      rig.standIn.state.parameters[stampName] = stamp
      const before = rig.standIn.distributionXml(rig.id)
      await rig.attach('lambda-edge', {
        ...all,
        bridge: choice,
      })
      const { request, response } = bridgeFunctions(rig.name, 'a')
      const attached = config(rig).behaviors.map(({ pattern, origin, associations }) => [
        pattern,
        origin === bridgeName(rig.name) ? 'api' : 'site',
        ...associations.map(
          ({ runtime, event, arn, includesBody }) =>
            `${event}: ${runtime} ${functionName(arn)}${includesBody ? ' with body' : ''}`,
        ),
      ])
      assert.deepEqual(
        attached.filter(([pattern]) => !['/api/*', '/assets/*'].includes(pattern)),
        [
          ...['/backend', '/backend/*'].map((pattern) => [
            pattern,
            'api',
            `viewer-request: function ${request}`,
            `viewer-response: function ${response}`,
          ]),
          ...paths.map((each) => [
            each,
            'site',
            `viewer-request: lambda-edge ${rig.name} with body`,
          ]),
        ],
      )
      await rig.detach()
      assert.equal(rig.standIn.distributionXml(rig.id), before)
      assert.deepEqual(left(rig), nothing)
    })
  }

  test('from now on: the endpoint goes over to Lambda@Edge, and of the function nothing is left', async () => {
    const rig = await rigForTest()
    rig.standIn.state.deletesUntilReplicasAreGone = 0
    const before = rig.standIn.distributionXml(rig.id)
    await rig.attach('function', { bridge })
    await rig.attach('lambda-edge', { bridge: { hasTokens: true } })
    const runtimes = config(rig).behaviors.map(({ pattern, associations }) => [
      pattern,
      associations.find(({ event }) => event === 'viewer-request')?.runtime,
    ])
    assert.deepEqual(Object.fromEntries(runtimes), {
      '/api/*': undefined,
      '/assets/*': undefined,
      '/backend': 'function',
      '/backend/*': 'function',
      [path]: 'lambda-edge',
    })
    assert.match(
      rig.said.at(-1)!,
      /is not used any more\. npx edgemint detach \S+ \S+ .* deletes it/,
    )
    const attached = rig.standIn.distributionXml(rig.id)
    await rig.detach('function')
    assert.equal(rig.standIn.distributionXml(rig.id), attached)
    assert.deepEqual(
      Object.keys(rig.standIn.state.functions).toSorted(),
      Object.values(bridgeFunctions(rig.name, 'b')).toSorted(),
    )
    await rig.detach()
    assert.equal(rig.standIn.distributionXml(rig.id), before)
    assert.deepEqual(left(rig), nothing)
  })
})
