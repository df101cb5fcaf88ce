import {
  CloudFrontClient,
  DescribeFunctionCommand,
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront'
import assert from 'node:assert/strict'
import { afterEach, suite, test } from 'node:test'
import { clientOptions, exampleDistribution, rejects, startForSuite } from './clients.ts'

suite('the stand-in itself', async () => {
  const { standIn, cloudfront } = await startForSuite()
  const { state, faults, log } = standIn
  const Id = standIn.addDistribution(exampleDistribution)
  const read = new GetDistributionConfigCommand({ Id })
  const update = async (client = cloudfront) => {
    const { DistributionConfig, ETag } = await cloudfront.send(read)
    const command = new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig })
    return client.send(command)
  }
  afterEach(() => {
    faults.clear()
    log.length = 0
  })

  test('the log tells reads from writes, by the names that IAM has for them', async () => {
    await update()
    assert.deepEqual(log, [
      { operation: 'cloudfront:GetDistributionConfig', isWrite: false },
      { operation: 'cloudfront:UpdateDistribution', isWrite: true },
    ])
  })

  test('an action that is denied names itself', async () => {
    state.denied.push('cloudfront:UpdateDistribution')
    await assert.rejects(update(), {
      name: 'AccessDenied',
      message: /cloudfront:UpdateDistribution/,
    })
    state.denied.length = 0
  })

  for (const [what, credentials, error] of [
    ['unknown', { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' }, 'InvalidClientTokenId'],
    [
      'with a wrong secret',
      { accessKeyId: 'ASIAWRONG', secretAccessKey: 'x' },
      'SignatureDoesNotMatch',
    ],
    [
      'of an expired session',
      { accessKeyId: 'ASIAEXPIRED', secretAccessKey: 'y', sessionToken: 'z' },
      'ExpiredToken',
    ],
  ] as const)
    test(`credentials ${what}: ${error}`, async () => {
      state.credentials.ASIAWRONG = { secretAccessKey: 'right' }
      state.credentials.ASIAEXPIRED = { secretAccessKey: 'y', sessionToken: 'z', isExpired: true }
      const client = new CloudFrontClient({ ...clientOptions(standIn), credentials })
      await rejects(client.send(read), error, 403)
    })

  test('a signature holds for queries and for paths with odd characters, too', async () => {
    const odd = new DescribeFunctionCommand({ Name: "a b'(ü)*", Stage: 'LIVE' })
    await rejects(cloudfront.send(odd), 'NoSuchFunctionExists', 404)
  })

  test('what it does not know, it says', async () => {
    const answer = await fetch(`${standIn.endpoint}/2020-05-31/no-such-thing`, {
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/cloudfront/aws4_request, SignedHeaders=host, Signature=0',
      },
    })
    assert.equal(answer.status, 404)
    assert.match(await answer.text(), /does not know GET \/2020-05-31\/no-such-thing/)
  })

  const operation = 'cloudfront:UpdateDistribution'

  test('throttling and a broken server strike once, and the SDK tries again', async () => {
    const client = new CloudFrontClient({ ...clientOptions(standIn), maxAttempts: 3 })
    faults.add({ operation, kind: 'throttle' })
    faults.add({ operation, kind: 'server-error', call: 2 })
    await update(client)
    assert.equal(log.filter((entry) => entry.operation === operation).length, 3)
  })

  test('the n-th call, and as many as are asked for', async () => {
    faults.add({ operation, kind: 'throttle', call: 2, times: 2 })
    await update()
    await rejects(update(), 'Throttling', 400)
    await rejects(update(), 'Throttling', 400)
    await update()
  })

  test('a drop before acting leaves the state as it was, a drop after it does not', async () => {
    const before = state.distributions[Id].etag
    faults.add({ operation, kind: 'drop' })
    await assert.rejects(update(), { code: 'ECONNRESET' })
    assert.equal(state.distributions[Id].etag, before)
    faults.add({ operation, kind: 'drop-after' })
    await assert.rejects(update(), { code: 'ECONNRESET' })
    assert.notEqual(state.distributions[Id].etag, before)
  })

  test('a timeout never answers', async () => {
    const requestHandler = { requestTimeout: 100, throwOnRequestTimeout: true }
    const client = new CloudFrontClient({ ...clientOptions(standIn), requestHandler })
    faults.add({ operation, kind: 'timeout' })
    await assert.rejects(update(client), { name: 'TimeoutError' })
  })

  test('somebody else changes the config in between', async () => {
    faults.add({
      operation,
      kind: 'between',
      run: ({ distributions }) => {
        distributions[Id].etag = 'EANOTHERVERSION'.slice(0, 14)
      },
    })
    await rejects(update(), 'PreconditionFailed', 412)
    await update()
  })
})
