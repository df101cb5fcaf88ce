import { cpus, type } from 'node:os'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { versionOf } from '../../platforms/runtime.ts'
import type { PlainRequest, PlainResponse } from '../../platforms/runtime.ts'
import { compilePolicy } from '../../shared/config/compile-policy.ts'
import { compareBridge } from './bridge.ts'
import { jsonMint, site } from './browser-request.ts'
import { compare, type Comparison, type Sample } from './compare.ts'
import {
  fetchHandlers,
  floor,
  reference,
  us,
  workerScripts,
  type FetchHandler,
} from './contestants.ts'
import { startWorkers } from './workerd-load.ts'

// `npm run bench`: what the endpoint costs beside Hono, a handler by hand and one that does nothing; and what the
// bridge costs beside a Worker that only forwards.
// Only the ratios of one run mean something: the figures themselves are the machine's.

const usage = `npm run bench -- [--seconds N] [--rounds N]

  --seconds N   how long a round of load on workerd takes, whole seconds (default: 1)
  --rounds N    how often each figure is taken (default: 12)
`
const { seconds, rounds } = readOptions()

const compilation = compilePolicy({ site })
if (!('policy' in compilation)) throw new Error(`the config for ${site} has mistakes`)
const { policy } = compilation
const scripts = await workerScripts(policy)
const different = new Set<string>()

print(`${type()}, ${cpus().length} × ${cpus()[0].model}, Node ${process.version}\n`)
print(await onWorkerd())
print(await compareBridge(seconds, rounds))
print(await inNode())
print(await octets())
if (different.size > 0) {
  process.exitCode = 1
  print(`Not comparable, because another answer is given: ${[...different].join(', ')}`)
}

/** Where the ratio counts: whole requests over HTTP, from workerd's socket to its answer. */
async function onWorkerd(): Promise<string> {
  const workers = await startWorkers(scripts)
  try {
    const names = Object.keys(scripts)
    await checkAnswers(names, (name) => workers.fetch(name, jsonMint))
    return await compare({
      title: `workerd ${versionOf('workerd')}, a mint by JSON`,
      unit: 'requests/s',
      reference,
      rounds,
      warmUp: 1,
      measure: measures(names, (name) => workers.load(name, jsonMint, seconds)),
    })
  } finally {
    await workers.close()
  }
}

/** The handler alone. Making the Request is part of each figure, the empty handler's too. */
async function inNode(): Promise<string> {
  const handlers = fetchHandlers(policy)
  const names = Object.keys(handlers)
  await checkAnswers(names, async (name) => toPlain(await handlers[name](toRequest(jsonMint))))
  return compare({
    title: 'Node, the handler alone, a mint by JSON',
    unit: 'requests/s',
    reference,
    rounds,
    warmUp: 2,
    measure: measures(names, (name) => callFor(0.3, handlers[name])),
  })
}

function octets(): Promise<string> {
  return compare({
    title: 'the Worker’s bundle, minified',
    unit: 'octets',
    reference,
    rounds: 1,
    measure: measures(Object.keys(scripts), async (name) => ({
      figure: Buffer.byteLength(scripts[name]),
    })),
  })
}

function measures(
  names: string[],
  measure: (name: string) => Promise<Sample>,
): Comparison['measure'] {
  return Object.fromEntries(names.map((name) => [name, () => measure(name)]))
}

async function callFor(duration: number, handler: FetchHandler): Promise<Sample> {
  const before = process.cpuUsage()
  const start = performance.now()
  let count = 0
  let elapsed = 0
  while (elapsed < duration) {
    for (let i = 0; i < 50; i++) await handler(toRequest(jsonMint))
    count += 50
    elapsed = (performance.now() - start) / 1000
  }
  const { user, system } = process.cpuUsage(before)
  return { figure: count / elapsed, cpu: (user + system) / count }
}

/** A ratio means something between those that do the same. The one that does nothing is the floor. */
async function checkAnswers(
  names: string[],
  ask: (name: string) => Promise<PlainResponse>,
): Promise<void> {
  const expected = await ask(us)
  for (const name of names) {
    const answer = await ask(name)
    const isSame = isDeepStrictEqual(answer, expected)
    if (!isSame && !(name === floor && answer.status === expected.status)) different.add(name)
  }
}

function toRequest({ url, method, headers, body }: PlainRequest): Request {
  return new Request(url, { method, headers, ...(body === undefined ? {} : { body }) })
}

async function toPlain(response: Response): Promise<PlainResponse> {
  return {
    status: response.status,
    headers: [...response.headers],
    body: await response.text(),
  }
}

function readOptions(): { seconds: number; rounds: number } {
  try {
    const { values } = parseArgs({
      options: {
        seconds: { type: 'string', default: '1' },
        rounds: { type: 'string', default: '12' },
      },
    })
    return { seconds: readCount(values.seconds), rounds: readCount(values.rounds) }
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`)
    process.exit(2)
  }
}

function readCount(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text)
  throw new Error(`"${text}" is not a whole number from 1.`)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
