import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { edgeRuntimes } from '../../../platforms/cloudfront/attach/config/behavior.ts'
import { readConfig } from '../../../platforms/cloudfront/attach/config/distribution.ts'
import { contractVectors } from '../../../platforms/cloudfront/attach/contract/contract-vectors.ts'
import { policyOf } from '../policy-of.ts'
import { path, rigForTest, site, startRig, strangeDistribution } from './rig.ts'

for (const runtime of edgeRuntimes) {
  suite(`attach and detach with --runtime ${runtime}`, () => {
    test('the whole way: nothing, attached, attached again, new code, detached, as it was', async () => {
      const rig = await rigForTest()
      const { standIn, id, name, said } = rig
      const before = standIn.distributionXml(id)
      assert.match(before, /<Quantum>/)

      const count = contractVectors(site, policyOf(), runtime).length
      assert.equal((await rig.attach(runtime, { vectors: count })).state, 'attached')
      assert.ok(
        said.some((line) => line.startsWith(`✓ AWS's own runtime gave ${count} right answers`)),
        said.join('\n'),
      )
      assert.ok(said.includes('✓ the distribution is updated'))
      const attached = standIn.distributionXml(id)
      assert.equal(rig.others(), before)
      assert.deepEqual(
        readConfig(attached).behaviors.map(({ pattern }) => pattern),
        ['/api/*', '/assets/*', path],
      )

      assert.equal((await rig.attach(runtime)).state, 'attached')
      assert.ok(said.includes('✓ the distribution has it already'))
      assert.ok(!said.some((line) => line.startsWith('kept')))
      assert.equal(standIn.distributionXml(id), attached)

      assert.equal((await rig.attach(runtime, { maxAge: 7200 })).state, 'attached')
      assert.equal(rig.others(), before)
      assert.equal(liveCode(rig, '7200'), true)

      for (let runs = 0; runs < 6; runs++) await rig.detach(runtime)
      assert.equal(standIn.distributionXml(id), before)
      assert.deepEqual(standIn.state.functions, {})
      assert.deepEqual(standIn.state.lambdaFunctions, {})
      assert.deepEqual(standIn.state.roles, {})
      assert.ok(name.length > 0)
    })

    test('--dry-run writes nothing, before and after', async () => {
      const rig = await rigForTest()
      const dry = async (run: () => Promise<unknown>): Promise<string> => {
        const start = rig.standIn.log.length
        await run()
        const writes = rig.standIn.log.slice(start).filter(({ isWrite }) => isWrite)
        assert.deepEqual(writes, [])
        return rig.said.join('\n')
      }
      assert.match(
        await dry(() => rig.attach(runtime, { isDryRun: true })),
        /would be created[^]*\+ {2}3 {2}\/set-auth-token[^]*Nothing was changed/,
      )
      assert.match(await dry(() => rig.detach(runtime, true)), /No behavior of edgemint's/)
      await rig.attach(runtime)
      assert.match(
        await dry(() => rig.attach(runtime, { isDryRun: true })),
        /All of it is done already/,
      )
      assert.match(
        await dry(() => rig.attach(runtime, { isDryRun: true, maxAge: 60 })),
        /would be updated/,
      )
      assert.match(await dry(() => rig.detach(undefined, true)), / {2}- {5}\/set-auth-token/)
    })

    test('who says no has a distribution that is as it was, and nothing is published', async () => {
      const rig = await rigForTest()
      const before = rig.standIn.distributionXml(rig.id)
      assert.equal((await rig.attach(runtime, { isAgreed: false })).state, 'declined')
      assert.equal(rig.standIn.distributionXml(rig.id), before)
      const writes = rig.standIn.log.flatMap(({ operation, isWrite }) =>
        isWrite ? [operation] : [],
      )
      assert.ok(
        !writes.some((operation) => /Publish|UpdateDistribution/.test(operation)),
        String(writes),
      )
      assert.match(rig.said.at(-1)!, /^Nothing new is live\./)
    })
  })
}

suite('from one runtime to the other', () => {
  test('the behavior goes over, and what is left of the first is deleted by name', async () => {
    const rig = await rigForTest()
    const before = rig.standIn.distributionXml(rig.id)
    await rig.attach('function')
    await rig.attach('lambda-edge')
    assert.match(
      rig.said.at(-1)!,
      /CloudFront Function from before .* --runtime function deletes it/,
    )
    await rig.detach('function')
    assert.deepEqual(rig.standIn.state.functions, {})
    assert.notEqual(rig.standIn.distributionXml(rig.id), before)
    await rig.detach()
    assert.match(
      rig.said.at(-1)!,
      /out of use.*tomorrow: npx edgemint detach .* --runtime lambda-edge/s,
    )
    assert.equal(rig.standIn.distributionXml(rig.id), before)
  })
})

test('an endpoint with more than one path: the same function on each, and a second run after one is gone', async () => {
  const rig = await rigForTest()
  const { standIn, id, said } = rig
  const before = standIn.distributionXml(id)
  const paths = [path, `${path}/start`, `${path}/landing`]
  await rig.attach('function', { paths })
  assert.match(said[0], /^\/set-auth-token, \/set-auth-token\/start, \/set-auth-token\/landing on /)
  assert.equal(Object.keys(standIn.state.functions).length, 1)
  const attached = standIn.distributionXml(id)
  assert.equal(rig.others(), before)
  assert.equal(readConfig(attached).behaviors.length, 5)

  await rig.attach('function', { paths: [path] })
  assert.equal(readConfig(standIn.distributionXml(id)).behaviors.length, 3)
  await rig.attach('function', { paths })
  assert.equal(standIn.distributionXml(id), attached)
  await rig.attach('lambda-edge', { paths })
  await rig.attach('function', { paths, isDryRun: true })
  assert.equal(said.filter((line) => line.includes('→ the CloudFront Function')).length, 3)
  await rig.detach()
  assert.equal(standIn.distributionXml(id), before)
})

test('a distribution that CloudFormation keeps: attach says so, if it may look', async () => {
  const rig = await rigForTest()
  const { distributions, denied } = rig.standIn.state
  distributions[rig.id].tags = { team: 'web', 'aws:cloudformation:stack-name': 'site-stack' }
  await rig.attach('function', { isDryRun: true })
  assert.match(
    rig.said[1],
    /^note: this distribution belongs to the CloudFormation stack site-stack, /,
  )
  denied.push('cloudfront:ListTagsForResource')
  await rig.attach('function', { isDryRun: true })
  assert.doesNotMatch(rig.said.join('\n'), /site-stack/)
})

test('random distributions, end to end: attach, attach, detach gives back the same XML', async () => {
  const patterns = fc.uniqueArray(
    fc.constantFrom(
      '/set-*',
      '*',
      '*token',
      '/api/*',
      '*.html',
      '/SET-AUTH-TOKEN',
      '/?et-auth-token',
    ),
    { maxLength: 5 },
  )
  const runtime = fc.constantFrom(...edgeRuntimes)
  await fc.assert(
    fc.asyncProperty(patterns, runtime, fc.boolean(), async (chosen, kind, isStrange) => {
      const all = chosen.map(
        (pattern) =>
          `<CacheBehavior>${isStrange ? '<Strange>1</Strange>' : ''}<PathPattern>${pattern}</PathPattern><TargetOriginId>api</TargetOriginId><ViewerProtocolPolicy>allow-all</ViewerProtocolPolicy><CachePolicyId>658327ea-f89d-4fab-a63d-7e88639e58f6</CachePolicyId></CacheBehavior>`,
      )
      const items = all.length > 0 ? `<Items>${all.join('')}</Items>` : ''
      const rig = await startRig(
        strangeDistribution.replace(
          /<CacheBehaviors>[^]*<\/CacheBehaviors>/,
          `<CacheBehaviors><Quantity>${all.length}</Quantity>${items}</CacheBehaviors>`,
        ),
      )
      const before = rig.standIn.distributionXml(rig.id)
      await rig.attach(kind)
      await rig.attach(kind)
      assert.equal(rig.others(), before)
      await rig.detach()
      assert.equal(rig.standIn.distributionXml(rig.id), before)
      await rig.close()
    }),
    { numRuns: 18 },
  )
})

function liveCode(
  { standIn, name, id }: Awaited<ReturnType<typeof startRig>>,
  text: string,
): boolean {
  const live = standIn.state.functions[name]?.LIVE?.code
  if (live !== undefined) return live.includes(text)
  const [, version] = new RegExp(`function:${name}:(\\d+)`).exec(standIn.distributionXml(id))!
  const [lambda] = Object.values(standIn.state.lambdaFunctions)
  return Buffer.from(lambda.versions[version].code, 'base64').toString().includes(text)
}
