import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { rigForTest, secretName, stampName, type Choice, type Rig } from './rig.ts'

const secret = 'made up for a test: the newer one'
const verifying = { isVerified: true, secret }
/** It needs another secret than the one that verifies. */
const stamping: Partial<Choice> = { bridge: { stamp: secret, hasTokens: true } }

async function attachedBefore(): Promise<Rig> {
  const rig = await rigForTest()
  rig.standIn.state.parameters = { [secretName]: secret, [stampName]: secret }
  rig.standIn.state.deletesUntilReplicasAreGone = 0
  await rig.attach('lambda-edge', verifying)
  assert.deepEqual(readable(rig), [secretName])
  return rig
}

/** The names of the parameters that the function may read: the version that is live, and the newest. */
function readable({ standIn, name }: Rig): string[] {
  const policy = standIn.state.roles[name].policies['edgemint-secrets']
  if (policy === undefined) return []
  const [{ Resource }] = JSON.parse(policy).Statement
  return Resource.map((arn: string) => arn.split('/').at(-1))
}

suite('a Lambda@Edge function whose new code needs another secret', () => {
  test('keeps its own after a no, and after a refusal', async () => {
    const rig = await attachedBefore()
    const live = rig.standIn.distributionXml(rig.id)
    const { state } = await rig.attach('lambda-edge', { ...stamping, isAgreed: false })
    assert.equal(state, 'declined')
    assert.deepEqual(readable(rig), [secretName, stampName])

    rig.standIn.state.denied = ['cloudfront:UpdateDistribution']
    await assert.rejects(rig.attach('lambda-edge', stamping), /may not/)
    assert.deepEqual(readable(rig), [secretName, stampName])
    assert.equal(rig.standIn.distributionXml(rig.id), live)
  })

  test('keeps its own until no edge runs the code from before', async () => {
    const rig = await attachedBefore()
    rig.standIn.state.readsUntilDeployed = Infinity
    assert.equal((await rig.attach('lambda-edge', stamping)).state, 'not deployed yet')
    assert.deepEqual(readable(rig), [secretName, stampName])

    const distribution = rig.standIn.state.distributions[rig.id]
    distribution.readsLeft = 0
    await rig.attach('lambda-edge', stamping)
    assert.deepEqual(readable(rig), [stampName])
  })

  test('keeps its own where somebody has shortened the policy by hand', async () => {
    const rig = await attachedBefore()
    const { policies } = rig.standIn.state.roles[rig.name]
    policies['edgemint-secrets'] = policies['edgemint-secrets'].replaceAll(/[[\]]/g, '')
    await rig.attach('lambda-edge', { ...stamping, isAgreed: false })
    assert.deepEqual(readable(rig), [secretName, stampName])
  })

  test('may read none when none is needed, and detach takes all of it out', async () => {
    const rig = await attachedBefore()
    await rig.attach('lambda-edge')
    assert.deepEqual(readable(rig), [])
    await rig.attach('lambda-edge', { ...verifying, isAgreed: false })
    await rig.detach()
    assert.deepEqual(rig.standIn.state.roles, {})
  })
})
