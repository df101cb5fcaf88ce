import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, mock, suite, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { readSecret } from '../../cloudfront/parameter-store.ts'
import { lendTimeouts } from '../shared/web/lend-timeouts.ts'
import { startStandIn, type StandIn } from '../cloudfront-stand-in/stand-in.ts'
import { exampleCredentials } from '../cloudfront-stand-in/state.ts'

// With AWS's own SDK, as Lambda's runtime holds it.

const secret = 'made-up for a test, and 32 octets long'

suite('a secret in the parameter store', () => {
  let standIn: StandIn
  let environment: NodeJS.ProcessEnv
  before(async () => {
    environment = { ...process.env }
    standIn = await startStandIn()
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SSM: standIn.endpoint,
      AWS_ACCESS_KEY_ID: exampleCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: exampleCredentials.secretAccessKey,
      // Where the replica runs, far from the parameter.
      AWS_REGION: 'eu-central-1',
    })
  })
  after(async () => {
    process.env = environment
    await standIn.close()
  })
  beforeEach(() => {
    standIn.log.length = 0
  })
  afterEach(() => {
    standIn.faults.clear()
    standIn.state.denied = []
    mock.timers.reset()
  })

  test('is read in us-east-1 and decrypted', async () => {
    standIn.state.parameters.PLAIN = secret
    assert.equal(await readSecret('PLAIN'), secret)
  })

  test('is kept for five minutes, and then read again', async () => {
    mock.timers.enable({ apis: ['Date'], now: Date.now() })
    standIn.state.parameters.KEPT = secret
    assert.equal(await readSecret('KEPT'), secret)
    standIn.state.parameters.KEPT = `newer ${secret}`
    mock.timers.tick(299_999)
    assert.equal(await readSecret('KEPT'), secret)
    assert.equal(standIn.log.length, 1)
    mock.timers.tick(1)
    assert.equal(await readSecret('KEPT'), `newer ${secret}`)
    assert.equal(standIn.log.length, 2)
  })

  test('is not kept longer where the clock was set back', async () => {
    const now = 1_800_000_000_000
    mock.timers.enable({ apis: ['Date'], now })
    standIn.state.parameters.BACK = secret
    assert.equal(await readSecret('BACK'), secret)
    standIn.state.parameters.BACK = `newer ${secret}`
    mock.timers.setTime(now - 3_600_000)
    assert.equal(await readSecret('BACK'), `newer ${secret}`)
  })

  test('that is not there is a failure, which is not kept', async () => {
    await assert.rejects(readSecret('LATE'), { name: 'ParameterNotFound' })
    standIn.state.parameters.LATE = secret
    assert.equal(await readSecret('LATE'), secret)
  })

  test('that the role may not read is a failure', async () => {
    standIn.state.parameters.DENIED = secret
    standIn.state.denied = ['ssm:GetParameter']
    await assert.rejects(readSecret('DENIED'), { name: 'AccessDeniedException' })
  })

  test('is waited for two seconds at most', async (t) => {
    const { limits, end } = lendTimeouts(t)
    standIn.state.parameters.SLOW = secret
    standIn.faults.add({ operation: 'ssm:GetParameter', kind: 'timeout', times: 9 })
    const read = readSecret('SLOW')
    while (standIn.log.length === 0) await setImmediate()
    end()
    await assert.rejects(read)
    assert.deepEqual(limits, [2000])
  })

  test('is asked for again where AWS had a fault of its own', async () => {
    standIn.state.parameters.AGAIN = secret
    standIn.faults.add({ operation: 'ssm:GetParameter', kind: 'server-error' })
    assert.equal(await readSecret('AGAIN'), secret)
  })
})
