import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { buildTargets, writeFiles } from '../../platforms/build.ts'
import { targetNames, type TargetName } from '../../platforms/targets.ts'
import { startLambdaEdge } from '../../platforms/cloudfront/lambda-edge-runtime.ts'
import { startNetlify } from '../../platforms/netlify/runtime.ts'
import { njsVersion, startNjs } from '../../platforms/cloudfront/runtime.ts'
import type { PlainResponse, Runtime } from '../../platforms/runtime.ts'
import { startWorkerd } from '../../platforms/cloudflare/runtime.ts'
import { compilePolicy } from '../../shared/config/compile-policy.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { assertOraclesAgree } from './oracles.ts'
import { expectedBody, loadVectors, toRequest, type VectorAnswer } from './vectors.ts'

const njs = njsVersion()
const hasNjs = njs !== undefined
const skip = !hasNjs && 'CloudFront Functions go untested: install njs'
test('njs is old enough to refuse what CloudFront refuses: ?. came with 0.9.6', { skip }, () => {
  const [major, minor] = njs!.split('.').map(Number)
  assert.ok(major === 0 && minor < 9, njs)
})
const targets = targetNames.filter((name) => name !== 'cloudfront' || hasNjs)

const tally = Object.fromEntries(
  targets.map((name) => [name, { engine: '', passed: 0, differences: 0 }]),
)
let total = 0

for (const { name, config, vectors } of loadVectors()) {
  suite(`vectors: ${name}`, () => {
    let runtimes: Record<TargetName, Runtime>
    let folder: string

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'edgemint-test-'))
      runtimes = await startAll(config, folder)
      for (const target of targets) tally[target].engine = runtimes[target].engine
    })
    after(async () => {
      await Promise.all(Object.values(runtimes).map((runtime) => runtime.close()))
      await rm(folder, { recursive: true })
    })

    for (const vector of vectors) {
      total++
      test(`${vector.title} (${vector.clause})`, async () => {
        const request = toRequest(vector, config)
        const failures: string[] = []
        for (const target of targets) {
          const difference = vector.platforms?.[target]
          try {
            const response = await runtimes[target].fetch(request)
            assertAnswer(response, difference?.answer ?? vector.answer)
            tally[target].passed++
            if (difference) tally[target].differences++
          } catch (error) {
            failures.push(`${target}: ${(error as Error).message}`)
          }
        }
        assert.deepEqual(failures, [])
        const url = vector.request.browserUrl ?? request.url
        for (const line of vector.answer.setCookie ?? []) assertOraclesAgree(line, url)
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

function assertAnswer(response: PlainResponse | undefined, expected: VectorAnswer): void {
  assert.ok(response, 'the request was passed on')
  const cookies = response.headers.filter(([name]) => name === 'set-cookie')
  const headers = Object.fromEntries(response.headers)
  assert.equal(response.status, expected.status)
  assert.deepEqual(
    cookies.map(([, value]) => value),
    expected.setCookie ?? [],
  )
  assert.equal(response.body, expectedBody(expected))
  assert.equal(headers['cache-control'], 'no-store')
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers.allow, expected.headers?.allow)
  assert.equal(headers.location, expected.headers?.location)
  if (expected.problem) assert.equal(headers['content-type'], 'application/problem+json')
  assert.equal(headers['www-authenticate'], expected.status === 401 ? 'Bearer' : undefined)
  const crossOrigin = Object.keys(headers).filter((name) => name.startsWith('access-control-'))
  assert.deepEqual(crossOrigin, [])
}

async function startAll(
  config: EdgemintConfig,
  folder: string,
): Promise<Record<TargetName, Runtime>> {
  const compilation = compilePolicy(config)
  assert.ok('policy' in compilation)
  const files = await buildTargets(compilation.policy, [...targetNames])
  await writeFiles(folder, files)
  const code = (file: string): string => files.find((built) => built.file === file)!.contents
  const [netlify, workers, pages, lambdaEdge] = await Promise.all([
    startNetlify(join(folder, 'netlify')),
    startWorkerd(code('workers/worker.js'), 'origin'),
    startWorkerd(code('pages/_worker.js'), 'ASSETS'),
    startLambdaEdge(code('lambda-edge/index.mjs')),
  ])
  const cloudfront = startNjs(code('cloudfront/viewer-request.js'))
  return { netlify, workers, pages, cloudfront, 'lambda-edge': lambdaEdge }
}
