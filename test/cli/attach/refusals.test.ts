import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { suite, test } from 'node:test'
import { awsFailure } from '../../../platforms/cloudfront/attach/aws/aws-failure.ts'
import { UsageError } from '../../../shared/config/usage-error.ts'
import { exampleDistribution } from '../../cloudfront-stand-in/clients.ts'
import { rigForTest, type Rig } from './rig.ts'

process.env.AWS_MAX_ATTEMPTS = '1'

/** The run is refused with this message, and nothing is live. */
async function refused(rig: Rig, run: () => Promise<unknown>, message: string): Promise<void> {
  const before = rig.standIn.distributionXml(rig.id)
  await assert.rejects(run, (error: Error) => {
    assert.ok(error instanceof UsageError, error.stack)
    assert.equal(error.message, message)
    return true
  })
  assert.equal(rig.standIn.distributionXml(rig.id), before)
  assert.ok(!rig.standIn.log.some(({ operation }) => operation.endsWith('PublishFunction')))
}

/** Nothing half-done: the stand-in saw no write. */
function noWrites({ standIn }: Rig): void {
  assert.deepEqual(
    standIn.log.filter(({ isWrite }) => isWrite),
    [],
  )
}

suite('who may not, or cannot, is told', () => {
  const policy = 'Give them the policy that this prints: edgemint attach --policy'

  for (const action of [
    'cloudfront:GetDistribution',
    'cloudfront:GetDistributionConfig',
    'cloudfront:DescribeFunction',
    'cloudfront:CreateFunction',
    'cloudfront:GetFunction',
    'cloudfront:TestFunction',
    'cloudfront:PublishFunction',
    'cloudfront:UpdateDistribution',
  ]) {
    test(`without permission for ${action}`, async () => {
      const rig = await rigForTest()
      rig.standIn.state.denied.push(action)
      const before = rig.standIn.distributionXml(rig.id)
      await assert.rejects(() => rig.attach('function'), {
        message: `the credentials may not do ${action}.\n  → ${policy}`,
      })
      assert.equal(rig.standIn.distributionXml(rig.id), before)
      rig.standIn.state.denied.pop()
      assert.equal((await rig.attach('function')).state, 'attached')
    })
  }

  for (const action of ['iam:CreateRole', 'lambda:CreateFunction', 'lambda:PublishVersion']) {
    test(`without permission for ${action}`, async () => {
      const rig = await rigForTest()
      rig.standIn.state.denied.push(action)
      await refused(
        rig,
        () => rig.attach('lambda-edge'),
        `the credentials may not do ${action}.\n  → ${policy}`,
      )
    })
  }

  test('a policy that forbids it is named as one', () => {
    const message =
      'User: x is not authorized to perform: cloudfront:UpdateDistribution with an explicit deny in a service control policy'
    const error = Object.assign(new Error(message), { name: 'AccessDenied' })
    assert.match(
      (awsFailure(error) as Error).message,
      /^the credentials may not do cloudfront:UpdateDistribution: a policy forbids it\./,
    )
  })

  test('a page of a network answers in the place of AWS, and an endpoint that is no URL', async () => {
    const rig = await rigForTest()
    const server = createServer((_, response) => response.end('<html><meta><body>Log in</html>'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { AWS_ENDPOINT_URL } = process.env
    process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await refused(
      rig,
      () => rig.attach('function'),
      'what answers cloudfront:GetDistribution does not speak as AWS does: perhaps a proxy, or the log-in page of a network.\n  → Run the same command again: it goes on where it stopped.',
    )
    process.env.AWS_ENDPOINT_URL = 'nonsense'
    await refused(
      rig,
      () => rig.attach('function'),
      'AWS_ENDPOINT_URL, or endpoint_url of the profile, is not a URL.\n  → Unset it.',
    )
    process.env.AWS_ENDPOINT_URL = AWS_ENDPOINT_URL
    server.close()
  })

  test('credentials that have expired', async () => {
    const rig = await rigForTest()
    for (const credential of Object.values(rig.standIn.state.credentials)) {
      credential.sessionToken = 'token'
      credential.isExpired = true
    }
    process.env.AWS_SESSION_TOKEN = 'token'
    await refused(
      rig,
      () => rig.attach('function'),
      'the credentials have expired.\n  → Log in again: aws sso login, and run the same command again.',
    )
    delete process.env.AWS_SESSION_TOKEN
    noWrites(rig)
  })

  test('credentials that AWS does not know', async () => {
    const rig = await rigForTest()
    rig.standIn.state.credentials = {}
    await refused(
      rig,
      () => rig.attach('function'),
      'AWS does not know the credentials, or their secret is another one (InvalidClientTokenId).\n  → Look at them with: aws sts get-caller-identity',
    )
  })

  test('no credentials at all', async () => {
    const rig = await rigForTest()
    const { AWS_ACCESS_KEY_ID } = process.env
    delete process.env.AWS_ACCESS_KEY_ID
    await refused(
      rig,
      () => rig.attach('function'),
      'there are no AWS credentials.\n  → Log in with: aws configure sso. Or name a profile: --profile NAME. Or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    )
    process.env.AWS_ACCESS_KEY_ID = AWS_ACCESS_KEY_ID
  })

  test('a request for another region', () => {
    const message =
      "Credential should be scoped to a valid region, not 'us-east-1'. The region is wrong."
    const error = Object.assign(new Error(message), { name: 'SignatureDoesNotMatch' })
    assert.equal(
      (awsFailure(error) as Error).message,
      `AWS says that the request is for another region: ${message}\n  → Unset AWS_ENDPOINT_URL, and take the credentials of a standard account: CloudFront in China and in GovCloud is another service.`,
    )
  })

  test('AWS cannot be reached', async () => {
    const rig = await rigForTest()
    rig.standIn.faults.add({ operation: 'cloudfront:GetDistribution', kind: 'drop', times: 9 })
    await refused(
      rig,
      () => rig.attach('function'),
      'AWS cannot be reached: cloudfront:GetDistribution got no answer (ECONNRESET).\n  → Run the same command again: it goes on where it stopped.',
    )
  })

  test('AWS asks to slow down for longer than a minute', async () => {
    const rig = await rigForTest()
    rig.standIn.faults.add({ operation: 'cloudfront:TestFunction', kind: 'throttle', times: 99 })
    await refused(
      rig,
      () => rig.attach('function'),
      'AWS had a fault of its own at cloudfront:TestFunction (Throttling).\n  → Run the same command again: it goes on where it stopped.',
    )
    const tests = rig.standIn.log.filter(({ operation }) => operation.endsWith('TestFunction'))
    assert.equal(tests.length, 7)
  })
})

suite('what cannot be is refused before anything is done', () => {
  test('a distribution that is not there', async () => {
    const rig = await rigForTest()
    delete rig.standIn.state.distributions[rig.id]
    await assert.rejects(() => rig.attach('function'), {
      message:
        'this AWS account has no distribution of that ID.\n  → Copy the ID from the CloudFront console, and name the profile of its account: --profile NAME',
    })
    noWrites(rig)
  })

  test('another function at the viewer request of the path', async () => {
    const rig = await rigForTest()
    await rig.attach('function')
    const { distributions, functions } = rig.standIn.state
    functions.theirs = functions[rig.name]
    delete functions[rig.name]
    distributions[rig.id].config = distributions[rig.id].config.replaceAll(rig.name, 'theirs')
    rig.standIn.log.length = 0
    await assert.rejects(
      () => rig.attach('function'),
      /has a behavior for \/set-auth-token already, with another function at its viewer request: arn:aws:cloudfront::123456789012:function\/theirs\./,
    )
    noWrites(rig)
    await rig.detach('function')
    assert.match(rig.standIn.distributionXml(rig.id), /function\/theirs/)
  })

  test('the other runtime than the one that runs there, unless it was asked for', async () => {
    const rig = await rigForTest()
    await rig.attach('lambda-edge')
    rig.standIn.log.length = 0
    const before = rig.standIn.distributionXml(rig.id)
    await assert.rejects(() => rig.attach('function', { isRuntimeNamed: false }), {
      message:
        '/set-auth-token runs as Lambda@Edge on this distribution, and --runtime does not say whether it should stay so.\n  → To keep it, with the code of today: --runtime lambda-edge\n  → To have it run as the other one: --runtime function',
    })
    noWrites(rig)
    assert.equal(rig.standIn.distributionXml(rig.id), before)
    await rig.attach('function')
    assert.equal((await rig.attach('function', { isRuntimeNamed: false })).state, 'attached')
  })

  test('75 behaviors', async () => {
    const many = Array.from(
      { length: 75 },
      (_, index) =>
        `<CacheBehavior><PathPattern>/${index}</PathPattern><TargetOriginId>api</TargetOriginId><ViewerProtocolPolicy>allow-all</ViewerProtocolPolicy><CachePolicyId>658327ea-f89d-4fab-a63d-7e88639e58f6</CachePolicyId></CacheBehavior>`,
    ).join('')
    const rig = await rigForTest(
      exampleDistribution.replace(
        /<CacheBehaviors>[^]*<\/CacheBehaviors>/,
        `<CacheBehaviors><Quantity>75</Quantity><Items>${many}</Items></CacheBehaviors>`,
      ),
    )
    await assert.rejects(
      () => rig.attach('function'),
      /has 75 behaviors, and CloudFront allows no more/,
    )
    noWrites(rig)
  })

  test('a distribution that serves tenants only', async () => {
    const rig = await rigForTest()
    const distribution = rig.standIn.state.distributions[rig.id]
    distribution.config = distribution.config
      .replace(/<ConnectionMode>[^<]*<\/ConnectionMode>/, '')
      .replace(
        '<CustomErrorResponses>',
        '<ConnectionMode>tenant-only</ConnectionMode><CustomErrorResponses>',
      )
    await assert.rejects(() => rig.attach('function'), /serves distribution tenants only/)
    noWrites(rig)
  })

  for (const [quota, message] of [
    ['functions', /as many CloudFront Functions as its quota allows \(100\)/],
    ['functionOctets', /larger than CloudFront allows \(10 KB\).*lambda-edge/s],
  ] as const) {
    test(`the account's quota: ${quota}`, async () => {
      const rig = await rigForTest()
      rig.standIn.state.quotas[quota] = 0
      const before = rig.standIn.distributionXml(rig.id)
      await assert.rejects(() => rig.attach('function'), message)
      assert.deepEqual(rig.standIn.state.functions, {})
      assert.equal(rig.standIn.distributionXml(rig.id), before)
    })
  }

  test('a function, a Lambda function or a role of that name that edgemint did not make', async () => {
    const rig = await rigForTest()
    await rig.attach('function', { isAgreed: false })
    await rig.attach('lambda-edge', { isAgreed: false })
    const { functions, lambdaFunctions, roles } = rig.standIn.state
    functions[rig.name].DEVELOPMENT.comment = 'Adds a header'
    const [lambda] = Object.values(lambdaFunctions)
    const { config } = lambda.versions.$LATEST
    const description = config.Description
    const stranger = `there is something named ${rig.name} in this AWS account that edgemint did not make.\n  → Rename or delete it, or give edgemint another path: --path PATH`
    const state = (): string => JSON.stringify(rig.standIn.state)

    config.Description = 'Resizes images'
    let before = state()
    await refused(rig, () => rig.attach('function'), stranger)
    await refused(rig, () => rig.attach('lambda-edge'), stranger)
    await refused(rig, () => rig.detach('function'), stranger)
    await refused(rig, () => rig.detach('lambda-edge'), stranger)
    assert.equal(state(), before)

    config.Description = description
    roles[rig.name].description = 'Of somebody else'
    before = state()
    await refused(rig, () => rig.attach('lambda-edge'), stranger)
    assert.equal(JSON.stringify(roles), JSON.stringify(JSON.parse(before).roles))
  })

  test('code of ours that somebody changed by hand', async () => {
    const rig = await rigForTest()
    await rig.attach('function', { isAgreed: false })
    const { DEVELOPMENT } = rig.standIn.state.functions[rig.name]
    DEVELOPMENT.code += '\n// and this'
    const byHand = `the code of ${rig.name} is not the one that edgemint wrote: somebody changed it by hand, and attach does not overwrite that.\n  → Look at it in the AWS console. If the change is not needed: take the behavior out with edgemint detach, delete the function, and run attach again.`
    await refused(rig, () => rig.attach('function'), byHand)
    await refused(rig, () => rig.attach('function', { maxAge: 60 }), byHand)
    await refused(rig, () => rig.detach('function'), byHand)
    assert.match(DEVELOPMENT.code, /and this$/)
  })

  test('a function that attach in another terminal changes or deletes meanwhile', async () => {
    for (const isDeleted of [true, false]) {
      const rig = await rigForTest()
      await rig.attach('function', { isAgreed: false })
      rig.standIn.faults.add({
        operation: 'cloudfront:GetFunction',
        kind: 'between',
        run: ({ functions }) => {
          if (isDeleted) delete functions[rig.name]
          else Object.assign(functions[rig.name].DEVELOPMENT, { code: 'other', etag: 'EOTHER' })
        },
      })
      await refused(
        rig,
        () => rig.attach('function'),
        `somebody else changed ${rig.name} at the same time, and this code is not live.\n  → Run the same command again: it goes on where it stopped.`,
      )
    }
  })

  test('a wrong answer on AWS stops before anything is live', async () => {
    const rig = await rigForTest()
    const before = rig.standIn.distributionXml(rig.id)
    rig.standIn.faults.add({
      operation: 'cloudfront:TestFunction',
      kind: 'between',
      run: ({ functions }) => {
        const { DEVELOPMENT } = functions[rig.name]
        DEVELOPMENT.code = DEVELOPMENT.code.replace('3600', '3601')
      },
    })
    await assert.rejects(
      () => rig.attach('function'),
      /on AWS's own runtime the answer to "a token in the Authorization header is minted" is wrong: Set-Cookie is/,
    )
    assert.equal(rig.standIn.state.functions[rig.name].LIVE, undefined)
    assert.equal(rig.standIn.distributionXml(rig.id), before)
  })
})
