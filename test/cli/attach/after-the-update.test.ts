import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { rigForTest, type Rig } from './rig.ts'

suite('what is not in the config any more after the update', () => {
  test('what AWS drops is reported, and no value that is a secret', async () => {
    const rig = await rigForTest()
    afterUpdate(rig, 1, (config) =>
      config
        .replace(/<Quantum>.*<\/Quantum>/, '')
        .replace(/<Items><OriginCustomHeader>.*?<\/Items><Quantity>1/, '<Quantity>0'),
    )
    const header = 'Origins/Items/Origin/CustomHeaders'
    assert.deepEqual((await rig.attach('function')).lost.toSorted(), [
      `${header}/Items/OriginCustomHeader/HeaderName: X-From`,
      `${header}/Items/OriginCustomHeader/HeaderValue`,
      `${header}/Quantity: 1`,
      'Quantum/Depth: 3',
    ])
    assert.deepEqual((await rig.attach('function')).lost, [])
  })

  test('what somebody else has taken out since is their doing', async () => {
    const rig = await rigForTest()
    afterUpdate(rig, 1, (config) => {
      asOthers(rig)
      return config.replace('<Comment>Our site', '<Comment>Changed since')
    })
    assert.deepEqual((await rig.attach('function')).lost, [])
    assert.match(rig.standIn.distributionXml(rig.id), /set-auth-token.*Changed since/s)
  })

  test('the endpoint itself, once: it is put there again', async () => {
    const rig = await rigForTest()
    const before = rig.standIn.distributionXml(rig.id)
    afterUpdate(rig, 1, () => {
      asOthers(rig)
      return before
    })
    assert.equal((await rig.attach('function')).state, 'attached')
    assert.equal(rig.others(), before)
    assert.notEqual(rig.standIn.distributionXml(rig.id), before)
  })

  test('the endpoint itself, each time: whoever does so is to be stopped', async () => {
    const rig = await rigForTest()
    const before = rig.standIn.distributionXml(rig.id)
    afterUpdate(rig, 99, () => {
      asOthers(rig)
      return before
    })
    await assert.rejects(
      () => rig.attach('function'),
      /undoes what edgemint does.*→ Stop that program/s,
    )
  })
})

/** Somebody acts before each reading of the config from the one after the update on. */
function afterUpdate({ standIn, id }: Rig, times: number, run: (config: string) => string): void {
  standIn.faults.add({
    operation: 'cloudfront:GetDistributionConfig',
    call: 3,
    times,
    kind: 'between',
    run: ({ distributions }) => {
      const distribution = distributions[id]
      distribution.config = run(distribution.config)
    },
  })
}

/** The config has another version since. */
function asOthers({ standIn, id }: Rig): void {
  const distribution = standIn.state.distributions[id]
  distribution.etag = `E${String(standIn.state.versions++).padStart(13, 'Z')}`
}
