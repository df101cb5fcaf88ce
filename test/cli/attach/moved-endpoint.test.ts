import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { readConfig } from '../../../platforms/cloudfront/attach/config/distribution.ts'
import { removeEndpoint } from '../../../platforms/cloudfront/attach/config/edit-config.ts'
import { bridgeName, resourceName } from '../../../platforms/cloudfront/attach/resource-name.ts'
import { path, rigForTest, type Choice, type Rig } from './rig.ts'

const moved = { paths: ['/login'] }
const isSaid = ({ said }: Rig): boolean => said.some((line) => line.includes('detach'))

/** Where a bridge's name is longer than AWS takes it, a hash stands in it, too. */
const long = `/${'very-'.repeat(7)}long`

function saying(...parts: string[]): (error: Error) => boolean {
  return ({ message }) => {
    for (const part of parts) assert.ok(message.includes(part), message)
    return true
  }
}

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

  for (const from of ['/auth/token', '/api/v1/session.token', long, '/login']) {
    test(`${from} is one endpoint with its bridge, for attach and for detach`, async () => {
      const rig = await rigForTest()
      const { said } = rig
      const before = rig.standIn.distributionXml(rig.id)
      await rig.attach('function', { paths: [from], bridge: {} })
      await rig.attach('function', { paths: [from], bridge: {} })
      assert.ok(!isSaid(rig), said.join('\n'))

      await rig.attach('function', { paths: ['/elsewhere'], isDryRun: true })
      const told = said.filter((line) => line.includes('detach'))
      assert.equal(told.length, 1, said.join('\n'))
      assert.ok(told[0].includes('/backend, /backend/*') && told[0].includes(from), told[0])
      assert.ok(told[0].endsWith(` --path ${from}`), told[0])
      await assert.rejects(
        () => rig.attach('function', { paths: ['/elsewhere'], bridge: {} }),
        saying(`/backend belongs to the endpoint ${from}, which`, ` --path ${from}\n`),
      )
      await rig.detach()
      assert.equal(rig.standIn.distributionXml(rig.id), before)
    })
  }

  for (const from of ['/auth/token', '/api/v1/session.token', long]) {
    test(`${from}, whose bridge alone is left: no path is made up, and its own takes it out`, async () => {
      const rig = await rigForTest()
      const { standIn, id, said } = rig
      const before = standIn.distributionXml(id)
      await rig.attach('function', { paths: [from], bridge: {} })
      const own = { paths: [from], name: resourceName(id, from) }
      const config = readConfig(standIn.distributionXml(id))
      standIn.state.distributions[id].config = removeEndpoint(config, own).xml
      const cure = `npx edgemint detach --distribution ${id} --path PATH, with the endpoint's path for PATH: the names of its bridge do not say it. By hand: delete the behaviors that ask the origin ${bridgeName(own.name)}, and that origin.`

      await rig.attach('function', { paths: [from], bridge: {}, isDryRun: true })
      assert.ok(!isSaid(rig), said.join('\n'))
      await rig.attach('function', { paths: ['/elsewhere'] })
      assert.equal(
        said.at(-1),
        `edgemint is on /backend, /backend/* of this distribution, too, and stays there as it was attached. If the endpoint has moved, take that out: ${cure}`,
      )
      await assert.rejects(
        () => rig.attach('function', { paths: ['/elsewhere'], bridge: {} }),
        saying('/backend belongs to an endpoint whose path is not known, which', cure),
      )
      await assert.rejects(() => rig.detach(), {
        message: `/backend, /backend/* of this distribution are the bridge of an endpoint whose path is not known.\n  → To take it out: ${cure}\n  → To take out /elsewhere: npx edgemint detach --distribution ${id} --path /elsewhere`,
      })

      await rig.detach(undefined, false, from)
      await rig.detach()
      assert.equal(standIn.distributionXml(id), before)
      assert.deepEqual(standIn.state.functions, {})
    })
  }

  test('that its bridge alone tells, without a hash in its name, is told by its path', async () => {
    const rig = await rigForTest()
    const { standIn, id, name } = rig
    const before = standIn.distributionXml(id)
    await rig.attach('function', { bridge: {} })
    standIn.state.distributions[id].config = removeEndpoint(
      readConfig(standIn.distributionXml(id)),
      { paths: [path], name },
    ).xml
    await rig.detach()
    assert.equal(standIn.distributionXml(id), before)
  })
})
