import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { rigForTest, type Choice, type Rig } from './rig.ts'

/** The runtimes of all CloudFront Functions, in both stages. */
const runtimesOf = ({ standIn }: Rig): string[] =>
  Object.values(standIn.state.functions).flatMap((stages) =>
    Object.values(stages).map(({ runtime }) => runtime),
  )

/** As somebody sets them in AWS's console, and publishes them. */
function setRuntimes({ standIn }: Rig, runtime: string): void {
  for (const stages of Object.values(standIn.state.functions)) {
    for (const version of Object.values(stages)) version.runtime = runtime
  }
}

async function attachedBefore(choice: Partial<Choice> = {}): Promise<Rig> {
  const rig = await rigForTest()
  await rig.attach('function', choice)
  return rig
}

suite('a CloudFront Function whose runtime somebody has changed by hand', () => {
  test('keeps a later one with new code, and attach says so', async () => {
    const rig = await attachedBefore()
    setRuntimes(rig, 'cloudfront-js-3.0')
    const kept = `note: CloudFront Function ${rig.name} runs on cloudfront-js-3.0, as somebody has set it, and stays so.`
    await rig.attach('function', { maxAge: 7200, isDryRun: true })
    assert.ok(rig.said.includes(kept), rig.said.join('\n'))
    await rig.attach('function', { maxAge: 7200 })
    assert.ok(rig.said.includes(kept), rig.said.join('\n'))
    assert.deepEqual(runtimesOf(rig), ['cloudfront-js-3.0', 'cloudfront-js-3.0'])
    assert.match(rig.standIn.state.functions[rig.name].LIVE!.code, /7200/)
  })

  test('gets ours back with new code, where it was set to an earlier one', async () => {
    const rig = await attachedBefore()
    setRuntimes(rig, 'cloudfront-js-1.0')
    await rig.attach('function', { maxAge: 7200 })
    assert.deepEqual(runtimesOf(rig), ['cloudfront-js-2.0', 'cloudfront-js-2.0'])
    assert.ok(!rig.said.some((line) => line.includes('stays so')))
  })

  test('of a bridge keeps it too, whose new code is in functions of their own', async () => {
    const rig = await attachedBefore({ bridge: {} })
    setRuntimes(rig, 'cloudfront-js-3.0')
    const before = Object.keys(rig.standIn.state.functions)
    await rig.attach('function', { bridge: { path: '/other', cookies: ['lang'] } })
    const names = Object.keys(rig.standIn.state.functions)
    assert.notDeepEqual(names, before)
    assert.deepEqual(new Set(runtimesOf(rig)), new Set(['cloudfront-js-3.0']))
    const notes = rig.said.filter((line) => line.includes('stays so'))
    assert.deepEqual(notes.map((line) => line.split(' ')[3]).toSorted(), names.toSorted())
  })
})

/** The versions of the only Lambda function, and what the next one is made of. */
const versionsOf = ({ standIn }: Rig) =>
  Object.values(Object.values(standIn.state.lambdaFunctions)[0].versions)

function raise(rig: Rig, Runtime: string): void {
  for (const { config } of versionsOf(rig)) config.Runtime = Runtime
}

const runtimes = (rig: Rig): unknown[] => versionsOf(rig).map(({ config }) => config.Runtime)

const kept = ({ name }: Rig): string =>
  `note: Lambda@Edge function ${name} runs on nodejs24.x, as somebody has set it, and stays so.`

suite('a Lambda@Edge function whose runtime somebody has raised by hand', () => {
  test('is left alone, and attach says so', async () => {
    const rig = await rigForTest()
    await rig.attach('lambda-edge')
    raise(rig, 'nodejs24.x')
    const before = structuredClone(rig.standIn.state.lambdaFunctions)
    await rig.attach('lambda-edge')
    assert.deepEqual(rig.standIn.state.lambdaFunctions, before)
    assert.ok(rig.said.includes(kept(rig)), rig.said.join('\n'))
  })

  test('keeps it with new code, and with settings of today', async () => {
    const rig = await rigForTest()
    await rig.attach('lambda-edge')
    raise(rig, 'nodejs24.x')
    await rig.attach('lambda-edge', { maxAge: 7200 })
    assert.deepEqual(new Set(runtimes(rig)), new Set(['nodejs24.x']))
    assert.equal(runtimes(rig).length, 3)
    assert.ok(rig.said.includes(kept(rig)), rig.said.join('\n'))
  })

  test('of another language gets ours', async () => {
    const rig = await rigForTest()
    await rig.attach('lambda-edge')
    raise(rig, 'java25')
    await rig.attach('lambda-edge')
    assert.equal(runtimes(rig).at(-1), 'nodejs22.x')
    assert.ok(!rig.said.some((line) => line.includes('stays so')))
  })
})
