import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { startTarget } from '../../platforms/build.ts'
import type { PlainRequest, PlainResponse, Runtime } from '../../platforms/runtime.ts'
import { targets, type TargetName } from '../../platforms/targets.ts'
import { isBridged } from '../../shared/core/paths.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { policyOf } from '../cli/policy-of.ts'
import { isInThisRun } from '../matrix-cells.ts'
import { assertAnswer } from './assert-answer.ts'
import {
  loadBridgeVectors,
  outcomeOn,
  toBridgeRequest,
  type BridgeVector,
  type BridgeVectorFile,
  type Fields,
  type PageAnswer,
} from './bridge-vectors.ts'
import { startRecordingApi, toOctets, type ReceivedRequest } from './recording-api.ts'

// test/vectors/bridge on every platform's own engine, with an API on loopback that keeps what it gets.

const api = await startRecordingApi()
after(() => api.close())

const files = loadBridgeVectors(api.url)
const configs = new Set(files.map(({ config }) => JSON.stringify(config)))
let count = 0
for (const config of configs) {
  const sharing = files.filter((file) => JSON.stringify(file.config) === config)
  suite(`with ${config.replaceAll(api.url, '⟨api⟩')}`, () => {
    const policy = policyOf(JSON.parse(config))
    let runtimes: [TargetName, Runtime][]
    before(async () => {
      const started = targets.map(async (target): Promise<[TargetName, Runtime]> => [
        target.name,
        await startTarget(target, policy),
      ])
      // What only stands in for an engine proves nothing of it.
      runtimes = (await Promise.all(started)).filter(([, { isStandIn }]) => !isStandIn)
    })
    after(() => Promise.all(runtimes.map(([, runtime]) => runtime.close())))

    for (const file of sharing) {
      suite(`vectors: bridge/${file.name}`, () => {
        for (const vector of file.vectors) {
          const number = ++count
          test(`${vector.title} (${vector.clause})`, async () => {
            const failures = await Promise.all(
              runtimes
                .filter(([target]) => isPlayed(vector, number, target))
                .map(([target, runtime]) =>
                  play(vector, file, { target, runtime, policy, id: `${number} ${target}` }).then(
                    () => [],
                    (error: Error) => [`${target}: ${error.message}`],
                  ),
                ),
            )
            assert.deepEqual(failures.flat(), [])
          })
        }
      })
    }
  })
}

/** In the sample, each vector is played on one platform, which are taken in turn, and on those that do otherwise. */
function isPlayed(vector: BridgeVector, number: number, target: TargetName): boolean {
  const turn = targets[number % targets.length].name
  const isOwn = outcomeOn(target, vector) !== vector
  const isThere = vector.only?.includes(target) ?? true
  return isThere && isInThisRun(isOwn || target === turn)
}

interface Stage {
  target: TargetName
  runtime: Runtime
  policy: Policy
  /** Tells this request from all others at the API. */
  id: string
}

async function play(vector: BridgeVector, file: BridgeVectorFile, stage: Stage): Promise<void> {
  const { target, id } = stage
  const { received, answer } = outcomeOn(target, vector)
  api.answer(id, vector.api ?? {})
  const asked = ask(toBridgeRequest(vector, file, id), stage)
  const response = await (answer === 'broken' ? asked.catch(() => 'broken' as const) : asked)
  const came = api.received(id)
  if (!received)
    assert.deepEqual(
      came.map(({ method, target: to }) => `${method} ${to}`),
      [],
    )
  // Deno's fetch sends again what it sent on a kept connection that breaks before an answer.
  else if (!vector.api?.hangsUp) assert.equal(came.length, 1, `${came.length} requests came`)
  for (const request of received ? came : []) {
    assertReceived(request, vector, {
      target: received!.target,
      fields: { ...file.received, ...received!.headers },
    })
  }
  // What stands in for CloudFront reads all of an answer before it hands it on.
  if (response === 'broken' || answer === 'broken') {
    return assert.ok(response === 'broken' || response?.status === 502, 'it came as a whole answer')
  }
  if (answer === 'site') return assert.equal(response, undefined, 'it is answered')
  assert.ok(response, 'the request was passed on')
  if (answer.by && answer.by !== 'the bridge') assert.equal(response.status, answer.status)
  else if (received && !answer.problem) assertPassed(response, answer, vector, file.answered)
  else assertAnswer(response, { ...answer, headers: answer.headers as Record<string, string> })
}

/** Netlify's router asks the function for its routes alone: of what is the site's, the function would say 404. */
async function ask(request: PlainRequest, stage: Stage): Promise<PlainResponse | undefined> {
  const { target, runtime, policy } = stage
  const isRouted = isBridged(new URL(request.url).pathname, policy.bridge!)
  return target === 'netlify' && !isRouted ? undefined : runtime.fetch(request)
}

function assertReceived(
  request: ReceivedRequest,
  vector: BridgeVector,
  { target, fields }: { target: string; fields: Fields },
): void {
  assert.equal(`${request.method} ${request.target}`, `${vector.request.method} ${target}`)
  assert.equal(`http://${request.headers.host}`, api.url)
  const all = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]): [string, string[]] => [
      name,
      [value!].flat(),
    ]),
  )
  assertFields(all, fields)
  const wanted = toOctets(vector.request.body ?? '')
  assert.ok(
    request.body.equals(wanted),
    `${request.body.length} octets of ${wanted.length} came, or others`,
  )
}

/** An answer of the API's, as the page gets it. */
function assertPassed(
  response: PlainResponse,
  answer: PageAnswer,
  vector: BridgeVector,
  answered: Fields,
): void {
  assert.equal(response.status, answer.status)
  const all: Record<string, string[]> = {}
  for (const [name, value] of response.headers) (all[name] ??= []).push(value)
  assertFields(all, { ...answered, ...answer.headers })
  assert.deepEqual(all['set-cookie'] ?? [], answer.setCookie ?? [])
  const isWithout =
    answer.by !== undefined ||
    vector.request.method === 'HEAD' ||
    [204, 304].includes(answer.status)
  const wanted = toOctets(isWithout ? '' : (vector.api?.body ?? 'answer'))
  const { octets = Buffer.from(response.body) } = response
  assert.ok(
    wanted.equals(octets),
    `the page got ${octets.length} octets of ${wanted.length}, or others`,
  )
}

function assertFields(all: Record<string, string[]>, wanted: Fields): void {
  for (const [name, value] of Object.entries(wanted)) {
    assert.deepEqual(all[name] ?? null, value && [value].flat(), name)
  }
}
