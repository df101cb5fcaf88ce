import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { leastPolicy } from '../../../platforms/cloudfront/attach/aws/least-policy.ts'
import { edgeRuntimes } from '../../../platforms/cloudfront/attach/config/behavior.ts'
import { closedAfterAll } from '../../around-all.ts'
import { startStandIn, type StandIn } from '../../cloudfront-stand-in/stand-in.ts'
import type { Run } from '../run-edgemint.ts'
import { listFiles, temporaryFolder } from '../temporary-folder.ts'
import { rigForTest, secretName, strangeDistribution, useStandIn } from './rig.ts'

const edgemint = fileURLToPath(new URL('../../../cli/edgemint.js', import.meta.url))
// Nobody is there, and DNS says so at once.
const config = "export default { site: 'https://www.edgemint.invalid' }\n"

function run(folder: string, args: string[], env: Record<string, string> = {}): Promise<Run> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { ...process.env, ...env } }
    const child = execFile(process.execPath, [edgemint, ...args], options, (_, stdout, stderr) =>
      resolve({ exitCode: child.exitCode, stdout, stderr }),
    )
    child.stdin!.end()
  })
}

function writes({ log }: StandIn): number {
  return log.filter(({ isWrite }) => isWrite).length
}

suite('the commands, as a user calls them', async () => {
  const standIn = await closedAfterAll(startStandIn())
  const env = useStandIn(standIn)
  const id = standIn.addDistribution(strangeDistribution)
  const before = standIn.distributionXml(id)
  const folder = temporaryFolder({ 'edgemint.config.ts': config })
  const distribution = ['--distribution', id]

  test('attach --dry-run shows what it would do, and the server sees no write', async () => {
    const { exitCode, stdout, stderr } = await run(
      folder,
      ['attach', ...distribution, '--dry-run'],
      env,
    )
    assert.deepEqual([exitCode, stderr], [0, ''])
    assert.match(stdout, /^\/set-auth-token on E[^]*\n {2}\+ {2}3 {2}\/set-auth-token\n/)
    assert.match(
      stdout,
      /note: www\.edgemint\.invalid, the site of the config, is not among the names/,
    )
    assert.match(stdout, /Nothing was changed: this was a dry run\.\n$/)
    assert.ok(!standIn.log.some(({ isWrite }) => isWrite))
    assert.deepEqual(listFiles(folder), ['edgemint.config.ts'])
  })

  test('attach refuses what a CloudFront Function cannot verify, before it asks AWS', async () => {
    const introspect = "{ introspect: { style: 'ask', url: 'https://api.acme.com/me' } }"
    const asking = temporaryFolder({
      'edgemint.config.ts': config.replace(' }', `, verify: ${introspect} }`),
    })
    const asked = standIn.log.length
    const { exitCode, stderr } = await run(asking, ['attach', ...distribution, '--dry-run'], env)
    assert.equal(exitCode, 1)
    assert.match(stderr, /CloudFront Functions cannot ask another server, which verify\.introspect/)
    assert.match(stderr, /→ Or use the target lambda-edge/)
    assert.equal(standIn.log.length, asked)
  })

  test('attach takes Lambda@Edge where the endpoint of a bridge needs a network, and says so', async () => {
    const bridge =
      "api: 'https://acme.g.kuroco.app/rcms-api/1', bridge: { path: '/to-api', preset: 'kuroco' }"
    const bridged = temporaryFolder({
      'edgemint.config.ts': config.replace(' }', `, ${bridge} }`),
    })
    const args = ['attach', ...distribution, '--dry-run']
    const { exitCode, stdout, stderr } = await run(bridged, args, env)
    assert.deepEqual([exitCode, stderr], [0, ''])
    assert.match(
      stdout,
      /^\/set-auth-token, which asks the API for tokens, runs as Lambda@Edge; \/to-api runs in CloudFront Functions\.\n/,
    )
    assert.match(stdout, /\nLambda@Edge function edgemint-E\w+-set-auth-token: would be created\n/)
    assert.match(stdout, /\/to-api and all below it go to https:\/\/acme\.g\.kuroco\.app\n/)
    const asked = standIn.log.length
    const refused = await run(bridged, [...args, '--runtime', 'function'], env)
    assert.equal(refused.exitCode, 2)
    assert.match(refused.stderr, /--runtime function: \/set-auth-token asks the API for tokens/)
    assert.equal(standIn.log.length, asked)
  })

  test('attach --yes goes the whole way, keeps the config, and asks the endpoint', async () => {
    const { exitCode, stdout } = await run(folder, ['attach', ...distribution, '--yes'], env)
    const done = stdout.split('\n').flatMap((line) => (line.startsWith('✓') ? [line] : []))
    assert.deepEqual(
      done.map((line) => line.replace(/ after \d+ s$/, '')),
      [
        `✓ CloudFront Function edgemint-${id}-set-auth-token: created`,
        "✓ AWS's own runtime gave 40 right answers to 40 requests, in 17 % of the computing time at most",
        '✓ published',
        '✓ the distribution is updated',
        '✓ deployed to every edge',
      ],
    )
    // In a log: once, however long it takes.
    assert.equal(stdout.match(/^CloudFront brings it to every edge …$/gm)?.length, 1)
    // The site of this config is nobody's: it says so, and that the job is not done.
    assert.equal(exitCode, 1)
    assert.match(
      stdout,
      /✗ https:\/\/www\.edgemint\.invalid\/set-auth-token\n {2}There is no answer/,
    )
    const [ignored, json, xml] = listFiles(folder).filter((file) => file.includes('attach/'))
    assert.match(
      stdout,
      new RegExp(
        `The config as it was is kept in ${json}, without what this version of AWS's SDK does not know \\(CacheBehaviors/Items/CacheBehavior/NewPolicyId, CacheBehaviors/Newer, Quantum\\): that is in ${xml} alone\\.`,
      ),
    )
    // An origin's headers may hold a secret.
    assert.equal(readFileSync(join(folder, ignored), 'utf8'), '*\n')
    for (const file of [json, xml]) assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600)
    assert.ok(
      readFileSync(join(folder, xml), 'utf8').includes('<Quantum><Depth>3</Depth></Quantum>'),
    )
    const kept = JSON.parse(readFileSync(join(folder, json), 'utf8'))
    assert.equal(kept.CacheBehaviors.Quantity, 2)
  })

  test('detach --yes leaves the distribution as it was', async () => {
    const { exitCode, stdout, stderr } = await run(
      folder,
      ['detach', ...distribution, '--yes'],
      env,
    )
    assert.deepEqual([exitCode, stderr], [0, ''])
    assert.match(stdout, /✓ the function edgemint-E\w+-set-auth-token is deleted\n$/)
    assert.equal(standIn.distributionXml(id), before)
    assert.deepEqual(standIn.state.functions, {})
  })

  const refusals: [name: string, args: string[], exitCode: number, message: RegExp][] = [
    [
      'without --distribution',
      ['attach'],
      2,
      /--distribution ID is missing\.\n {2}→ See edgemint attach --help/,
    ],
    [
      'detach without it',
      ['detach'],
      2,
      /--distribution ID is missing\.\n {2}→ See edgemint detach --help/,
    ],
    [
      'with a host for an ID',
      ['attach', '--distribution', 'd1.cloudfront.net'],
      2,
      /is not the ID of a distribution\.\n {2}→ Copy the ID/,
    ],
    [
      'with another runtime',
      ['attach', ...distribution, '--runtime', 'lambda'],
      2,
      /no runtime "lambda"\.[^]*→ Write function or lambda-edge\./,
    ],
    [
      'with nobody to ask',
      ['attach', ...distribution],
      2,
      /nobody is here to answer\.\n {2}→ Look first with --dry-run/,
    ],
    [
      'detach with a profile without a name',
      ['detach', ...distribution, '--dry-run', '--profile='],
      2,
      /--profile needs a name\./,
    ],
    ['detach with nobody to ask', ['detach', ...distribution], 2, /nobody is here to answer/],
    [
      'with a path that is none',
      ['attach', ...distribution, '--dry-run', '--path', '/a*'],
      1,
      /endpoint: "\/a\*"/,
    ],
    [
      'with a profile that there is not',
      ['attach', ...distribution, '--dry-run', '--profile', 'none'],
      1,
      /there are no credentials for the profile "none"\.\n {2}→ List the profiles with: aws configure list-profiles/,
    ],
  ]
  for (const [name, args, exitCode, message] of refusals) {
    test(`refused ${name}`, async () => {
      const start = writes(standIn)
      const result = await run(folder, args, env)
      assert.match(result.stderr, message)
      assert.equal(result.exitCode, exitCode)
      assert.equal(writes(standIn), start)
    })
  }

  test('refused with the site of the example, which will not work', async () => {
    const example = temporaryFolder({
      'edgemint.config.ts': "export default { site: 'https://www.example.com' }\n",
    })
    const { exitCode, stderr } = await run(example, ['attach', ...distribution, '--yes'], env)
    assert.equal(exitCode, 1)
    assert.match(stderr, /^edgemint: this will not work once it is live:\n {2}site: /)
  })

  test('without the SDK, the line that installs it', async () => {
    const missing = temporaryFolder({
      'edgemint.config.ts': config,
      'missing.mjs': `
        import { registerHooks } from 'node:module'
        registerHooks({
          resolve(specifier, context, next) {
            if (!specifier.startsWith('@aws-sdk/')) return next(specifier, context)
            throw Object.assign(new Error(specifier), { code: 'ERR_MODULE_NOT_FOUND' })
          },
        })`,
    })
    const options = { ...env, NODE_OPTIONS: '--import ./missing.mjs' }
    const { exitCode, stderr } = await run(
      missing,
      ['attach', ...distribution, '--dry-run'],
      options,
    )
    assert.equal(exitCode, 2)
    assert.match(stderr, /→ npm install --save-dev @aws-sdk\/client-cloudfront\n$/)
  })
})

suite('edgemint attach --policy', () => {
  test('prints the policy', async () => {
    const { stdout } = await run(temporaryFolder(), ['attach', '--policy'])
    assert.deepEqual(JSON.parse(stdout), leastPolicy('lambda-edge'))
  })

  test('for a CloudFront Function has nothing to do with roles and Lambda', async () => {
    const { stdout } = await run(temporaryFolder(), ['attach', '--policy', '--runtime', 'function'])
    assert.deepEqual(JSON.parse(stdout), leastPolicy('function'))
    assert.doesNotMatch(stdout, /iam:|lambda:|ssm:/)
  })

  test('gives a role one policy of AWS alone, and the role to Lambda alone', () => {
    const { Statement } = leastPolicy('lambda-edge')
    const conditionOf = (action: string): object | undefined =>
      Statement.find(({ Action }) => Action.includes(action))!.Condition
    const logging = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'
    assert.deepEqual(conditionOf('iam:AttachRolePolicy'), {
      ArnEquals: { 'iam:PolicyARN': logging },
    })
    assert.deepEqual(conditionOf('iam:PassRole'), {
      StringEquals: { 'iam:PassedToService': ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] },
    })
  })

  test('allows every call that attach and detach make, and nothing that they do not', async () => {
    const rig = await rigForTest()
    rig.standIn.state.deletesUntilReplicasAreGone = 0
    for (const runtime of edgeRuntimes) {
      await rig.attach(runtime)
      await rig.attach(runtime, { maxAge: 60 })
      await rig.detach()
    }
    const secret = 'made up for a test: the newer one'
    rig.standIn.state.parameters[secretName] = secret
    for (const runtime of edgeRuntimes) {
      await rig.attach(runtime, { isVerified: true, secret })
      // What is there is read before it is left alone.
      await rig.attach(runtime, { isVerified: true, secret })
      await rig.detach()
    }
    for (const runtime of edgeRuntimes) {
      await rig.attach(runtime, { bridge: {} })
      const [policy] = Object.values(rig.standIn.state.responseHeadersPolicies)
      policy.config = policy.config.replace('sandbox', "default-src 'self'")
      await rig.attach(runtime, { bridge: {} })
      await rig.detach()
    }
    const called = new Set(rig.standIn.log.map(({ operation }) => operation))
    // That is the function's own call, by its role.
    called.delete('ssm:GetParameter')
    const allowed = leastPolicy('lambda-edge').Statement.flatMap(({ Action }) => Action)
    assert.deepEqual(
      [...called].filter((operation) => !allowed.includes(operation)),
      [],
    )
    // AWS asks for these itself, in our name.
    const behind = [
      'lambda:GetFunction',
      'lambda:EnableReplication*',
      'lambda:DisableReplication*',
      'iam:PassRole',
      'iam:CreateServiceLinkedRole',
    ]
    assert.deepEqual(
      allowed.filter((action) => !called.has(action)),
      behind,
    )
  })
})
