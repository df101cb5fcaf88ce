import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { flushCompileCache } from 'node:module'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { EdgeRuntime } from '../../../platforms/cloudfront/attach/config/behavior.ts'
import { ownBridge } from '../../../platforms/cloudfront/attach/config/own-behaviors.ts'
import { bridgeName, bridgePrefix } from '../../../platforms/cloudfront/attach/resource-name.ts'
import { readConfig } from '../../../platforms/cloudfront/attach/config/distribution.ts'
import { UsageError } from '../../../shared/config/usage-error.ts'
import type { Fault } from '../../cloudfront-stand-in/faults.ts'
import type { State } from '../../cloudfront-stand-in/state.ts'
import { isInThisRun } from '../../matrix-cells.ts'
import {
  limits,
  path,
  secretName,
  stampName,
  startRig,
  type BridgeChoice,
  type Rig,
} from './rig.ts'

/** What is done, from which state on. */
interface Scenario {
  command: 'attach' | 'detach'
  name: string
  /** The life of the cookie in the code that is there before, and in the new one. */
  before?: number
  maxAge: number
  /** Where the other runtime has no such thing. */
  only?: EdgeRuntime
  /** The secret that is in the function's store before, and the new one; only CloudFront Functions have a store. */
  secretBefore?: string
  secret?: string
  /** The operations whose faults `npm test` plays; of a bridge, only a death after them. */
  samples?: string[]
  /** The bridge that is there before, and the new one. */
  bridgeBefore?: BridgeChoice
  bridge?: BridgeChoice
}
const newer = 'made up for a test: the newer one'
const older = 'made up for a test: the older one'
const scenarios: Scenario[] = [
  {
    command: 'attach',
    name: 'attach with a secret',
    only: 'function',
    maxAge: 3600,
    secret: newer,
  },
  {
    command: 'attach',
    name: 'attach a new secret',
    samples: ['cloudfront-keyvaluestore:PutKey'],
    only: 'function',
    before: 3600,
    secretBefore: older,
    maxAge: 3600,
    secret: newer,
  },
  {
    command: 'detach',
    name: 'detach with a secret',
    samples: ['cloudfront:DeleteKeyValueStore'],
    only: 'function',
    before: 3600,
    secretBefore: older,
    maxAge: 3600,
  },
  { command: 'attach', name: 'attach', maxAge: 3600 },
  {
    command: 'attach',
    name: 'attach new code',
    samples: ['cloudfront:UpdateDistribution', 'cloudfront:UpdateFunction'],
    before: 3600,
    maxAge: 7200,
  },
  {
    command: 'detach',
    name: 'detach',
    samples: ['cloudfront:UpdateDistribution'],
    before: 3600,
    maxAge: 3600,
  },
  { command: 'attach', name: 'attach a bridge', before: 3600, maxAge: 3600, bridge: {} },
  {
    command: 'attach',
    name: 'attach a bridge with another path and another API',
    before: 3600,
    bridgeBefore: {},
    maxAge: 7200,
    bridge: { path: '/other', api: 'https://api.other.com/v2' },
    samples: ['cloudfront:UpdateDistribution'],
  },
  {
    command: 'attach',
    name: 'attach without the bridge',
    before: 3600,
    bridgeBefore: {},
    maxAge: 3600,
  },
  {
    command: 'detach',
    name: 'detach with a bridge',
    samples: ['cloudfront:DeleteResponseHeadersPolicy'],
    before: 3600,
    bridgeBefore: {},
    maxAge: 3600,
  },
  {
    command: 'attach',
    name: 'attach a bridge with tokens and a stamp',
    only: 'lambda-edge',
    before: 3600,
    maxAge: 3600,
    bridge: { hasTokens: true, stamp: newer },
  },
  {
    command: 'attach',
    name: 'attach tokens for another API',
    only: 'lambda-edge',
    before: 3600,
    bridgeBefore: {},
    maxAge: 3600,
    bridge: { path: '/other', api: 'https://api.other.com/v2', hasTokens: true },
    samples: ['cloudfront:UpdateDistribution'],
  },
  {
    command: 'detach',
    name: 'detach a bridge with tokens and a stamp',
    only: 'lambda-edge',
    before: 3600,
    bridgeBefore: { hasTokens: true, stamp: newer },
    maxAge: 3600,
  },
]

type Column = { name: string; onReads: boolean } & (
  | { kind: Fault['kind']; isForGood: boolean }
  | { kill: 'before' | 'after' }
)
const columns: Column[] = [
  { name: 'throttled', kind: 'throttle', isForGood: true, onReads: true },
  { name: 'fault 500', kind: 'server-error', isForGood: true, onReads: true },
  { name: 'no answer', kind: 'timeout', isForGood: true, onReads: true },
  { name: 'cut before', kind: 'drop', isForGood: true, onReads: true },
  { name: 'cut after', kind: 'drop-after', isForGood: true, onReads: false },
  // The SDK makes the call a second time, which finds what the first has done.
  { name: 'cut, SDK repeats', kind: 'drop-after', isForGood: false, onReads: false },
  { name: 'killed before', kill: 'before', onReads: false },
  { name: 'killed after', kill: 'after', onReads: false },
  { name: 'others change', kind: 'between', isForGood: false, onReads: true },
]

/** What `npm test` plays: what changes a distribution or its function, with the faults that hide most. */
function isSample(scenario: Scenario, operation: string, { name }: Column): boolean {
  const faults = isOfBridge(scenario)
    ? ['killed after']
    : ['no answer', 'killed after', 'others change']
  return !!scenario.samples?.includes(operation) && faults.includes(name)
}

/**
 * What `npm run test:all` does not leave out: of a bridge, a death after each call that changes something, with one
 * runtime. All of its cells would take an hour; this file by itself plays them.
 */
function isForAll(scenario: Scenario, runtime: EdgeRuntime, { name }: Column): boolean {
  if (process.env.EDGEMINT_MATRIX === undefined || !isOfBridge(scenario)) return true
  return name === 'killed after' && (scenario.only ?? 'function') === runtime
}

function isOfBridge({ bridge, bridgeBefore }: Scenario): boolean {
  return (bridge ?? bridgeBefore) !== undefined
}

const script = fileURLToPath(new URL('run-and-be-killed.ts', import.meta.url))

/** The matrix with one runtime. Each has a file, and so a process: what the SDK reads is the process's own. */
export function playFaults(runtime: EdgeRuntime): void {
  suite(`whatever goes wrong with --runtime ${runtime}, a second run finishes the job`, () => {
    for (const scenario of scenarios) {
      if (scenario.only && scenario.only !== runtime) continue
      const hasSample =
        scenario.samples !== undefined &&
        (!isOfBridge(scenario) || (scenario.only ?? 'function') === runtime)
      if (!isInThisRun(hasSample) && !isInThisRun(false)) continue
      if (!columns.some((column) => isForAll(scenario, runtime, column))) continue
      test(scenario.name, async (t) => {
        const rows = await callsOf(scenario, runtime)
        assert.ok(rows.length >= 5, String(rows.length))
        let count = 0
        t.diagnostic(`${' '.repeat(38)}${columns.map(({ name }) => name.padEnd(18)).join('')}`)
        for (const { operation, isWrite } of rows) {
          const cells: string[] = []
          for (const column of columns) {
            const isCase = (isWrite || column.onReads) && isForAll(scenario, runtime, column)
            const isPlayed =
              isCase && isInThisRun(hasSample && isSample(scenario, operation, column))
            if (isPlayed) count++
            cells.push(isPlayed ? await cell(scenario, runtime, operation, column) : '–')
          }
          t.diagnostic(operation.padEnd(38) + cells.map((each) => each.padEnd(18)).join(''))
        }
        assert.ok(count > 0)
      })
    }
  })
}

/** The operations that a run without a fault calls, each once. */
async function callsOf(
  scenario: Scenario,
  runtime: EdgeRuntime,
): Promise<{ operation: string; isWrite: boolean }[]> {
  const rig = await prepare(scenario, runtime)
  const start = rig.standIn.log.length
  await act(rig, scenario, runtime)
  const calls = rig.standIn.log.slice(start)
  await rig.close()
  return calls.filter(
    ({ operation }, index) => calls.findIndex((call) => call.operation === operation) === index,
  )
}

/** One fault at one operation; then a second run, and a look at what is there. */
async function cell(
  scenario: Scenario,
  runtime: EdgeRuntime,
  operation: string,
  column: Column,
): Promise<string> {
  const where = `${scenario.name}, ${operation}, ${column.name}`
  process.env.AWS_MAX_ATTEMPTS = 'isForGood' in column && !column.isForGood ? '3' : '1'
  const rig = await prepare(scenario, runtime)
  const { standIn } = rig
  let theirs = rig.others()
  let result = '2nd run'
  if ('kill' in column) {
    await runAndKill(rig, scenario, runtime, operation, column.kill)
  } else {
    const change = (state: State): void => {
      theirs = changedByOthers(theirs)
      const distribution = state.distributions[rig.id]
      distribution.config = changedByOthers(distribution.config)
      distribution.etag = `E${distribution.etag.slice(1).padStart(14, 'Z')}`
    }
    const { kind, isForGood } = column
    standIn.faults.add({
      operation,
      kind,
      times: isForGood ? Infinity : 1,
      ...(kind === 'between' && { run: change }),
    })
    limits.answer = kind === 'timeout' ? 0.25 : 30
    try {
      await act(rig, scenario, runtime)
      result = '1st run'
    } catch (error) {
      assert.ok(error instanceof UsageError, `${where}: ${(error as Error).stack}`)
      assert.match(error.message, /\n {2}→ /, where)
    }
  }
  standIn.faults.clear()
  limits.answer = 30
  checkWhole(rig, where)
  await act(rig, scenario, runtime)
  check(rig, scenario, theirs, where)
  if (scenario.bridge) {
    const undo: Scenario = { ...scenario, command: 'detach' }
    await act(rig, undo, runtime)
    check(rig, undo, theirs, `${where}, and detached`)
  }
  await rig.close()
  return result
}

async function prepare(
  { before, secretBefore, bridgeBefore: bridge }: Scenario,
  runtime: EdgeRuntime,
): Promise<Rig> {
  const rig = await startRig()
  // So that the role's deletion is reached, too; attach-and-detach.test.ts has the hours between.
  rig.standIn.state.deletesUntilReplicasAreGone = 0
  rig.standIn.state.parameters[stampName] = newer
  if (before !== undefined)
    await rig.attach(runtime, { maxAge: before, ...verified(secretBefore), bridge })
  return rig
}

async function act(
  rig: Rig,
  { command, maxAge, secret, bridge }: Scenario,
  runtime: EdgeRuntime,
): Promise<void> {
  const { state } = await (command === 'attach'
    ? rig.attach(runtime, { maxAge, ...verified(secret), bridge })
    : rig.detach(runtime))
  assert.equal(state, `${command}ed`)
}

function verified(secret: string | undefined): { isVerified?: boolean; secret?: string } {
  return secret === undefined ? {} : { isVerified: true, secret }
}

/** A process of its own, which ends when the call arrives: before the server acts on it, or after. */
async function runAndKill(
  { standIn, id }: Rig,
  { command, maxAge, secret, bridge }: Scenario,
  runtime: EdgeRuntime,
  operation: string,
  when: 'before' | 'after',
): Promise<void> {
  // What is killed hands on nothing that it has compiled.
  flushCompileCache()
  const args = [command, id, runtime, String(maxAge), JSON.stringify(bridge ?? null)]
  const child = spawn(process.execPath, [script, ...args], {
    stdio: 'ignore',
    env: { ...process.env, ...(secret !== undefined && { [secretName]: secret }) },
  })
  const ended = once(child, 'exit') as Promise<[number, string]>
  standIn.faults.add({
    operation,
    kind: 'between',
    run: async () => {
      child.kill('SIGKILL')
      await ended
      if (when === 'before') throw new Error('The caller is gone, and nothing is done.')
    },
  })
  const [, signal] = await ended
  assert.equal(signal, 'SIGKILL', `${operation} was not reached`)
  // The server may be at work still.
  await new Promise((resolve) => setTimeout(resolve, 50))
}

function changedByOthers(xml: string): string {
  return xml.replace(/<Comment>[^<]*<\/Comment>/, '<Comment>Changed by somebody else</Comment>')
}

/** What the distribution serves after a failure is the old or the new, and not a half of either. */
function checkWhole({ standIn, id, name }: Rig, where: string): void {
  const config = readConfig(standIn.distributionXml(id))
  const own = ownBridge(config, name)
  const origin = config.origins.find((each) => each.id === bridgeName(name))
  assert.deepEqual(
    [own.length, origin !== undefined],
    own.length > 0 ? [2, true] : [0, false],
    where,
  )
  for (const { pattern, associations, responseHeadersPolicy } of own) {
    assert.ok(standIn.state.responseHeadersPolicies[responseHeadersPolicy], where)
    assert.equal(associations.length, 2, where)
    const codes = associations.map(
      ({ arn }) => standIn.state.functions[arn.split('/').at(-1)!].LIVE!.code,
    )
    // They are for this path, and for this API.
    for (const part of [pattern.replace('/*', ''), origin!.domain])
      assert.ok(codes.join('').includes(part), `${where}: ${part}`)
  }
}

function check(
  rig: Rig,
  { command, maxAge, secret, bridge }: Scenario,
  theirs: string,
  where: string,
): void {
  const { standIn, id, name } = rig
  const { functions, lambdaFunctions, roles, keyValueStores } = standIn.state
  const { responseHeadersPolicies } = standIn.state
  assert.equal(rig.others(), theirs, where)
  const { behaviors } = readConfig(standIn.distributionXml(id))
  const own = behaviors.filter(({ pattern }) => pattern === path)
  if (command === 'detach') {
    assert.equal(standIn.distributionXml(id), theirs, where)
    assert.deepEqual(
      [own, functions, lambdaFunctions, roles, keyValueStores, responseHeadersPolicies],
      [[], {}, {}, {}, {}, {}],
      where,
    )
    return
  }
  assert.equal(own.length, 1, where)
  const [{ arn, runtime }] = own[0].associations
  const live =
    runtime === 'function'
      ? functions[name].LIVE!.code
      : Buffer.from(
          Object.values(lambdaFunctions)[0].versions[arn.split(':').at(-1)!].code,
          'base64',
        ).toString()
  assert.match(live, new RegExp(String(maxAge)), where)
  checkWhole(rig, where)
  const bridged = ownBridge(readConfig(standIn.distributionXml(id)), name)
  const { path: bridgePath = '/backend' } = bridge ?? {}
  assert.deepEqual(
    bridged.map(({ pattern }) => pattern).toSorted(),
    bridge ? [bridgePath, `${bridgePath}/*`] : [],
    where,
  )
  if (bridge?.stamp !== undefined)
    assert.deepEqual(keyValueStores[name].values, { [stampName]: bridge.stamp }, where)
  if (bridge) {
    // The functions from before are gone.
    const used = bridged[0].associations.map((each) => each.arn.split('/').at(-1)!)
    const bridging = Object.keys(functions).filter((each) => each.startsWith(bridgePrefix))
    assert.deepEqual(bridging.toSorted(), used.toSorted(), where)
  }
  if (secret === undefined) return
  assert.deepEqual(keyValueStores[name].values, { [secretName]: secret }, where)
  assert.equal(functions[name].LIVE!.keyValueStores.length, 1, where)
}
