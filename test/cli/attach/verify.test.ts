import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { resourceName } from '../../../platforms/cloudfront/attach/resource-name.ts'
import { edgeRuntimes } from '../../../platforms/cloudfront/attach/config/behavior.ts'
import { closedAfterAll } from '../../around-all.ts'
import { runEdgemint, type Run } from '../run-edgemint.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { path, rigForTest, secretName, startRig, useStandIn, type Rig } from './rig.ts'

const edgemint = fileURLToPath(new URL('../../../cli/edgemint.js', import.meta.url))

const secret = 'made up for a test: the newer one'
const older = 'made up for a test: the older one'
const verified = { isVerified: true, secret, vectors: 8 }
const all = { ...verified, vectors: 1000 }

const writes = ({ standIn }: Rig): string[] =>
  standIn.log.filter(({ isWrite }) => isWrite).map(({ operation }) => operation)

const storeOf = ({ standIn, name }: Rig) => standIn.state.keyValueStores[name]

suite('attach of a CloudFront Function that verifies tokens', () => {
  test('makes a store, puts the secret into it, and proves with it that tokens are told apart', async () => {
    const rig = await rigForTest()
    const { state } = await rig.attach('function', all)
    assert.equal(state, 'attached')
    assert.deepEqual(storeOf(rig).values, { [secretName]: secret })
    const { LIVE } = rig.standIn.state.functions[rig.name]
    assert.deepEqual(
      LIVE!.keyValueStores.map((arn) => arn.split('/').at(-1)),
      [storeOf(rig).id],
    )
    assert.match(LIVE!.code, /from"cloudfront"/)
    const said = rig.said.join('\n')
    assert.match(
      said,
      new RegExp(`✓ KeyValueStore ${rig.name}, with the secret ${secretName}: created`),
    )
    assert.match(said, /gave 3\d right answers to 3\d requests/)
    assert.ok(!said.includes(secret) && !/eyJ/.test(said), said)
  })

  test('a second time changes nothing, with the secret or without it', async () => {
    const rig = await rigForTest()
    await rig.attach('function', verified)
    for (const given of [secret, undefined]) {
      rig.standIn.log.length = 0
      await rig.attach('function', { ...verified, secret: given })
      assert.deepEqual(writes(rig), [])
      assert.match(rig.said.join('\n'), /with the secret AUTH_TOKEN_SECRET: there already/)
    }
  })

  test('a new secret is put after the owner has agreed, since it holds at once', async () => {
    const rig = await rigForTest()
    await rig.attach('function', { ...verified, secret: older })
    rig.standIn.log.length = 0
    const { state } = await rig.attach('function', { ...verified, isAgreed: false })
    assert.equal(state, 'declined')
    assert.deepEqual(writes(rig), [])
    assert.deepEqual(storeOf(rig).values, { [secretName]: older })
    await rig.attach('function', verified)
    assert.deepEqual(writes(rig), ['cloudfront-keyvaluestore:PutKey'])
    assert.deepEqual(storeOf(rig).values, { [secretName]: secret })
  })

  test('a new secret holds after a no to the code, too, and attach says so', async () => {
    const rig = await rigForTest()
    await rig.attach('function', { ...verified, secret: older })
    const questions: string[] = []
    const isAgreed = (question: string): boolean => questions.push(question) === 1
    const { state } = await rig.attach('function', { ...verified, maxAge: 60, isAgreed })
    assert.equal(state, 'declined')
    assert.deepEqual(questions, [`Put the new secret ${secretName}, to hold at once?`, 'Go live?'])
    assert.deepEqual(storeOf(rig).values, { [secretName]: secret })
    assert.match(
      rig.said.at(-1)!,
      /^Nothing new is live but the secret AUTH_TOKEN_SECRET\. To take all of it away: /,
    )
  })

  test('a dry run says what would be, and changes nothing', async () => {
    const rig = await rigForTest()
    await rig.attach('function', { ...verified, isDryRun: true })
    assert.match(rig.said.join('\n'), /KeyValueStore \S+: would be created, or get its secret/)
    assert.deepEqual(writes(rig), [])
    await rig.attach('function', verified)
    rig.standIn.log.length = 0
    await rig.attach('function', { ...verified, secret: older, isDryRun: true })
    assert.match(rig.said.join('\n'), /would get the new secret, which holds at once/)
    await rig.attach('function', { ...verified, isDryRun: true })
    assert.match(rig.said.join('\n'), /has its secret already[^]*All of it is done already\./)
    assert.deepEqual(writes(rig), [])
  })

  test('verify that is new in the config, or gone from it, is a change of the function', async () => {
    const rig = await rigForTest()
    await rig.attach('function')
    await rig.attach('function', verified)
    assert.equal(rig.standIn.state.functions[rig.name].LIVE!.keyValueStores.length, 1)
    await rig.attach('function')
    assert.equal(rig.standIn.state.functions[rig.name].LIVE!.keyValueStores.length, 0)
  })

  const refusals: [title: string, given: string | undefined, message: RegExp][] = [
    [
      'no secret anywhere',
      undefined,
      /^the secret AUTH_TOKEN_SECRET is not in the function's KeyValueStore, and nobody has given it\.\n {2}→ Set the environment variable AUTH_TOKEN_SECRET, or send/,
    ],
    [
      'a short one',
      'too short',
      /^the secret AUTH_TOKEN_SECRET has fewer than 32 octets\.\n {2}→ /,
    ],
    [
      'one that no store takes',
      'x'.repeat(1025),
      /has 1025 octets, and a KeyValueStore takes 1024\.\n {2}→ Leave out lines/,
    ],
  ]
  for (const [title, given, message] of refusals) {
    test(`refuses ${title}, and changes nothing`, async () => {
      const rig = await rigForTest()
      await assert.rejects(rig.attach('function', { ...verified, secret: given }), { message })
      assert.deepEqual(writes(rig), [])
    })
  }

  test('refuses a store of that name which is somebody else’s', async () => {
    const rig = await rigForTest()
    await rig.attach('function', verified)
    storeOf(rig).comment = 'mine'
    rig.standIn.log.length = 0
    await assert.rejects(rig.attach('function', verified), /not .*edgemint|edgemint did not/i)
    assert.deepEqual(writes(rig), [])
  })
})

suite('detach of a CloudFront Function that verifies tokens', () => {
  test('deletes the store that attach made, and the secret with it', async () => {
    const rig = await rigForTest()
    await rig.attach('function', verified)
    const { state } = await rig.detach()
    assert.equal(state, 'detached')
    assert.deepEqual(rig.standIn.state.keyValueStores, {})
    assert.match(rig.said.join('\n'), /its KeyValueStore is deleted/)
  })

  test('leaves one that another function uses', async () => {
    const rig = await rigForTest()
    await rig.attach('function', verified)
    const { functions } = rig.standIn.state
    functions.theirs = structuredClone(functions[rig.name])
    await rig.detach()
    assert.deepEqual(Object.keys(functions), ['theirs'])
    assert.deepEqual(storeOf(rig).values, { [secretName]: secret })
    assert.match(rig.said.join('\n'), /The KeyValueStore \S+ stays: another function uses it\./)
  })
})

suite('attach of a Lambda@Edge function that verifies tokens', () => {
  test('lets it read its parameter, and proves that it does', async () => {
    const rig = await rigForTest()
    rig.standIn.state.parameters[secretName] = secret
    const { state } = await rig.attach('lambda-edge', all)
    assert.equal(state, 'attached')
    const { policies } = rig.standIn.state.roles[rig.name]
    assert.deepEqual(JSON.parse(policies['edgemint-secrets']).Statement, [
      {
        Effect: 'Allow',
        Action: 'ssm:GetParameter',
        Resource: [`arn:aws:ssm:us-east-1:123456789012:parameter/${secretName}`],
      },
    ])
    assert.match(rig.said.join('\n'), /gave 3\d right answers to 3\d requests/)
    assert.ok(!/eyJ/.test(rig.said.join('\n')))
  })

  test('without the secret in the environment it asks what needs no genuine token', async () => {
    const rig = await rigForTest()
    rig.standIn.state.parameters[secretName] = secret
    const { state } = await rig.attach('lambda-edge', { ...verified, secret: undefined })
    assert.equal(state, 'attached')
  })

  test('says the command for a parameter that is not there, and nothing is live', async () => {
    const rig = await rigForTest()
    rig.standIn.faults.add({
      operation: 'ssm:GetParameter',
      kind: 'between',
      times: Infinity,
      run: ({ parameters }) => void delete parameters[secretName],
    })
    await assert.rejects(rig.attach('lambda-edge', { ...verified, maxAge: 7200 }), {
      message:
        /cannot read the secret AUTH_TOKEN_SECRET.*The new code is not live\.\n {2}→ Put it where it reads: aws ssm put-parameter --region us-east-1 --type SecureString --name AUTH_TOKEN_SECRET --value file:\/\/FILE\n/,
    })
    assert.ok(!rig.standIn.distributionXml(rig.id).includes(resourceName(rig.id, path)))
  })
})

test('another secret on AWS than the one that is given here is told, without either', async () => {
  for (const runtime of edgeRuntimes) {
    const rig = await rigForTest()
    rig.standIn.state.parameters[secretName] = older
    if (runtime === 'function') {
      rig.standIn.faults.add({
        operation: 'cloudfront:TestFunction',
        kind: 'between',
        times: Infinity,
        run: ({ keyValueStores }) => {
          keyValueStores[rig.name].values[secretName] = older
        },
      })
    }
    const attached = rig.attach(runtime, { ...verified, maxAge: 10_800 })
    await assert.rejects(attached, ({ message }: Error) => {
      assert.match(message, /on AWS's own runtime the answer to "a genuine token .*" is wrong/)
      assert.ok(!/eyJ/.test(message) && !message.includes(secret), message)
      return true
    })
  }
})

suite('edgemint attach, with verify in the config', async () => {
  const rig = await closedAfterAll(startRig())
  const there = useStandIn(rig.standIn)
  const name = 'ATTACH_TEST_SECRET'
  const folder = temporaryFolder({
    'edgemint.config.ts': `export default { site: 'https://www.edgemint.invalid', verify: { algorithm: 'HS256', secret: '${name}' } }\n`,
  })
  const run = (args: string[], stdin: string, value?: string): Promise<Run> =>
    new Promise((resolve) => {
      const env = { ...process.env, ...there, [name]: value }
      const call = [edgemint, 'attach', '--distribution', rig.id, ...args]
      const child = execFile(process.execPath, call, { cwd: folder, env }, (_, stdout, stderr) =>
        resolve({ exitCode: child.exitCode, stdout, stderr }),
      )
      child.stdin!.end(stdin)
    })
  const values = () => rig.standIn.state.keyValueStores[rig.name]?.values

  test('without a secret it refuses, and says both ways', async () => {
    const { exitCode, stderr } = await run(['--dry-run'], '')
    assert.equal(exitCode, 2)
    assert.match(stderr, /Set the environment variable ATTACH_TEST_SECRET, or .*--secret-stdin/)
  })

  test('takes it from standard input', async () => {
    const { stdout, stderr } = await run(['--secret-stdin', '--yes'], `${secret}\n${older}\n`)
    assert.match(stdout, /✓ KeyValueStore \S+, with the secret ATTACH_TEST_SECRET: created\n/)
    assert.deepEqual(values(), { [name]: `${secret}\n${older}` })
    assert.ok(!`${stdout}${stderr}`.includes(secret))
  })

  test('takes it from the environment', async () => {
    const { stdout, stderr } = await run(['--yes'], '', older)
    assert.match(stdout, /with the secret ATTACH_TEST_SECRET: updated\n/)
    assert.deepEqual(values(), { [name]: older })
    assert.ok(!`${stdout}${stderr}`.includes(older))
  })

  test('--secret-stdin without such a config is a mistake', async () => {
    const plain = temporaryFolder({
      'edgemint.config.ts': "export default { site: 'https://www.edgemint.invalid' }\n",
    })
    const args = ['attach', '--distribution', rig.id, '--secret-stdin', '--yes']
    const { exitCode, stderr } = await runEdgemint(plain, args)
    assert.equal(exitCode, 2)
    assert.match(stderr, /--secret-stdin is of no use.*\n {2}→ Leave it out\./)
  })
})
