import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { rigForTest, type Rig } from './rig.ts'

/** As an earlier edgemint had made it. */
const former = { Runtime: 'nodejs20.x', Timeout: 3 }
const current = { Runtime: 'nodejs22.x', Handler: 'index.handler', MemorySize: 128, Timeout: 5 }

async function attachedBefore(): Promise<Rig> {
  const rig = await rigForTest()
  await rig.attach('lambda-edge')
  const [{ versions }] = Object.values(rig.standIn.state.lambdaFunctions)
  for (const version of Object.values(versions)) Object.assign(version.config, former)
  return rig
}

/** The settings of the version that the distribution calls, and its number. */
function live({ standIn, id, name }: Rig): [version: string, settings: object] {
  const [, number] = new RegExp(`function:${name}:(\\d+)`).exec(standIn.distributionXml(id))!
  const [{ versions }] = Object.values(standIn.state.lambdaFunctions)
  const { config } = versions[number]
  return [number, Object.fromEntries(Object.keys(current).map((key) => [key, config[key]]))]
}

suite('a Lambda@Edge function that is there with other settings', () => {
  test('gets those of today in a new version, with the same code', async () => {
    const rig = await attachedBefore()
    assert.deepEqual(live(rig), ['1', { ...current, ...former }])
    await rig.attach('lambda-edge')
    assert.deepEqual(live(rig), ['2', current])
    // Then there is nothing left to do.
    await rig.attach('lambda-edge')
    assert.deepEqual(live(rig), ['2', current])
  })

  test('gets them with new code', async () => {
    const rig = await attachedBefore()
    await rig.attach('lambda-edge', { maxAge: 7200 })
    assert.deepEqual(live(rig), ['2', current])
  })

  test('a dry run says so and changes nothing', async () => {
    const rig = await attachedBefore()
    const before = structuredClone(rig.standIn.state.lambdaFunctions)
    await rig.attach('lambda-edge', { isDryRun: true })
    assert.match(rig.said.join('\n'), /^Lambda@Edge function .*: would be updated$/m)
    assert.deepEqual(rig.standIn.state.lambdaFunctions, before)
  })
})
