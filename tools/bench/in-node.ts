import type { PlainRequest, PlainResponse } from '../../platforms/runtime.ts'
import { checkAnswers, type Bench } from './bench.ts'
import { jsonMint } from './browser-request.ts'
import { fetchHandlers, type FetchHandler } from './contestants.ts'
import { inNode } from './sections.ts'
import { tableRows } from './table.ts'
import { takeSamples, type Sample } from './take-samples.ts'

/** The handler alone, one request after the other. Making the Request is part of each figure, the empty handler's too. */
export async function measureInNode({ policy, rounds, seconds }: Bench): Promise<string> {
  const handlers = await fetchHandlers(policy)
  await checkAnswers(inNode.contestants, async (name) =>
    toPlain(await handlers[name](toRequest(jsonMint))),
  )
  const samples = await takeSamples(inNode, { rounds, warmUp: 2 }, (name) =>
    callFor(seconds * 0.4, handlers[name]),
  )
  return tableRows(inNode, samples)
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

function toRequest({ url, method, headers, body }: PlainRequest): Request {
  return new Request(url, { method, headers, ...(body === undefined ? {} : { body }) })
}

async function toPlain(response: Response): Promise<PlainResponse> {
  return { status: response.status, headers: [...response.headers], body: await response.text() }
}
