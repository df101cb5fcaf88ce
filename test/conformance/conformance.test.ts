import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { startTarget } from '../../platforms/build.ts'
import { njsVersion } from '../../platforms/cloudfront/runtime.ts'
import type { Runtime } from '../../platforms/runtime.ts'
import { targets, type TargetName } from '../../platforms/targets.ts'
import { policyOf } from '../cli/policy-of.ts'
import { assertAnswer } from './assert-answer.ts'
import { assertOraclesAgree } from './oracles.ts'
import { loadVectors, toRequest, type Vector, type VectorFile } from './vectors.ts'
import { loadVerifiedVectors, signTokens } from './verified-vectors.ts'
import type { Secrets } from '../../platforms/secrets.ts'

const njs = njsVersion()
const skip = njs === undefined && 'CloudFront Functions go untested: install njs'
test('njs is old enough to refuse what CloudFront refuses: ?. came with 0.9.6', { skip }, () => {
  const [major, minor] = njs!.split('.').map(Number)
  assert.ok(major === 0 && minor < 9, njs)
})

interface Tally {
  engine: string
  passed: number
  differences: number
}
const tally: Partial<Record<TargetName, Tally>> = {}
let total = 0

const byConfig: Record<string, VectorFile[]> = {}
for (const file of loadVectors()) (byConfig[JSON.stringify(file.config)] ??= []).push(file)
for (const files of Object.values(byConfig)) {
  onRuntimes(files[0].config, undefined, (runtimes) => {
    for (const file of files) proveVectors(file, runtimes)
  })
}
for (const file of loadVerifiedVectors()) {
  onRuntimes(file.config, file.secrets, (runtimes) =>
    proveVectors(file, runtimes, (vector) => signTokens(vector, file)),
  )
}

type StartedRuntimes = () => [TargetName, Runtime][]

/** A suite of suites, with every runtime started once. */
function onRuntimes(
  config: object,
  secrets: Secrets | undefined,
  prove: (runtimes: StartedRuntimes) => void,
): void {
  suite(JSON.stringify(config), () => {
    let runtimes: [TargetName, Runtime][] | undefined
    before(async () => {
      const policy = policyOf(config)
      const started = targets.map(async (target): Promise<[TargetName, Runtime]> => [
        target.name,
        await startTarget(target, policy, secrets),
      ])
      // What only stands in for an engine proves nothing of it.
      runtimes = (await Promise.all(started)).filter(([, { isStandIn }]) => !isStandIn)
    })
    after(() => Promise.all((runtimes ?? []).map(([, runtime]) => runtime.close())))
    prove(() => runtimes!)
  })
}

/** @param prepare makes of a vector what is sent now */
function proveVectors(
  { name, config, vectors }: VectorFile,
  runtimes: StartedRuntimes,
  prepare = (vector: Vector): Vector => vector,
): void {
  suite(`vectors: ${name}`, () => {
    for (const written of vectors) {
      total++
      test(`${written.title} (${written.clause})`, async () => {
        const vector = prepare(written)
        const request = toRequest(vector, config)
        const failures: string[] = []
        for (const [target, runtime] of runtimes()) {
          const sum = (tally[target] ??= { engine: runtime.engine, passed: 0, differences: 0 })
          const difference = vector.platforms?.[target]
          try {
            const response = await runtime.fetch(request)
            assertAnswer(response, difference?.answer ?? vector.answer)
            sum.passed++
            if (difference) sum.differences++
          } catch (error) {
            failures.push(`${target}: ${(error as Error).message}`)
          }
        }
        assert.deepEqual(failures, [])
        const url = vector.request.browserUrl ?? request.url
        for (const line of vector.answer.setCookie ?? [])
          assertOraclesAgree(line.replace(/[⟨⟩]/g, ''), url)
      })
    }
  })
}

test('every vector passes on every runtime', (t) => {
  t.diagnostic(`${'target'.padEnd(12)} passed  of them platform differences  runtime`)
  for (const [target, { engine, passed, differences }] of Object.entries(tally)) {
    t.diagnostic(
      `${target.padEnd(12)} ${String(passed).padStart(6)}  ${String(differences).padStart(28)}  ${engine}`,
    )
    assert.equal(passed, total, target)
  }
})
