import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { readConfig } from '../../../platforms/cloudfront/attach/config/distribution.ts'
import { removeEndpoint } from '../../../platforms/cloudfront/attach/config/edit-config.ts'
import { path, rigForTest, type Choice, type Rig } from './rig.ts'

const moved = { paths: ['/login'] }
const isSaid = ({ said }: Rig): boolean => said.some((line) => line.includes('detach'))

suite('an endpoint of ours under another path of the distribution', () => {
  test('is named before and after, with what takes it out, until it is out', async () => {
    const rig = await rigForTest()
    const { id, said } = rig
    await rig.attach('function')
    assert.ok(!isSaid(rig))
    const stays = `edgemint is on ${path} of this distribution, too, and stays there as it was attached. If the endpoint has moved, take that out: npx edgemint detach --distribution ${id} --path ${path}`

    await rig.attach('function', { ...moved, isDryRun: true })
    assert.ok(said.includes(`note: ${stays}`), said.join('\n'))
    await rig.attach('function', moved)
    assert.ok(said.includes(`note: ${stays}`), said.join('\n'))
    assert.equal(said.at(-1), stays)
    await rig.attach('function', { ...moved, isDryRun: true })
    assert.ok(said.includes(`note: ${stays}`), said.join('\n'))

    await rig.detach(undefined, false, path)
    await rig.attach('function', moved)
    assert.ok(!isSaid(rig), said.join('\n'))
  })

  test('is named with its paths below it and its bridge, and by the bridge alone', async () => {
    const rig = await rigForTest()
    const { standIn, id, name, said } = rig
    const paths = [path, `${path}/start`]
    await rig.attach('function', { paths, bridge: {} })
    await rig.attach('function', { ...moved, bridge: { path: '/other' } })
    assert.match(
      said.at(-1)!,
      /^edgemint is on \/backend, \/backend\/\*, \/set-auth-token, \/set-auth-token\/start of/,
    )

    // Somebody takes out the endpoint by hand, and forgets the bridge.
    const config = readConfig(standIn.distributionXml(id))
    standIn.state.distributions[id].config = removeEndpoint(config, { paths, name }).xml
    await rig.attach('function', { ...moved, bridge: { path: '/other' } })
    assert.match(
      said.at(-1)!,
      /^edgemint is on \/backend, \/backend\/\* of .* --path \/set-auth-token$/,
    )
  })

  for (const [has, before, after] of [
    ['/backend', { bridge: {} }, { ...moved, bridge: {} }],
    ['/backend', { bridge: {} }, { paths: ['/backend'] }],
    [`${path}/start`, { paths: [path, `${path}/start`] }, { paths: [`${path}/start`] }],
  ] satisfies [string, Partial<Choice>, Partial<Choice>][]) {
    test(`has ${has}, which ${JSON.stringify(after)} wants: told as ours, with what takes it out`, async () => {
      const rig = await rigForTest()
      await rig.attach('function', before)
      await assert.rejects(() => rig.attach('function', after), {
        message: `the behavior for ${has} belongs to the endpoint ${path}, which edgemint has put on this distribution, too. A path goes to one endpoint.\n  → If the endpoint has moved, take the old one out, and run attach again: npx edgemint detach --distribution ${rig.id} --path ${path}\n  → If both are needed, give this one another path in the config.`,
      })
      await rig.detach(undefined, false, path)
      await rig.attach('function', after)
      assert.ok(!isSaid(rig), rig.said.join('\n'))
    })
  }
})
