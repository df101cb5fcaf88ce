import { checkAnswers, type Bench } from './bench.ts'
import { jsonMint } from './browser-request.ts'
import { countWorkerd } from './count-workerd.ts'
import {
  isolateInstructions,
  isolatesPerStart,
  isolateStart,
  onWorkerd,
  workerdStart,
} from './sections.ts'
import { tableRows } from './table.ts'
import { takeSamples, type Sample } from './take-samples.ts'
import { startWorkers, type Workers } from './workerd-load.ts'

/** Whole requests over HTTP, from workerd's socket to its answer. */
export async function measureOnWorkerd({ workers, rounds, seconds }: Bench): Promise<string> {
  const workerd = await startWorkers(workers)
  try {
    await checkAnswers(onWorkerd.contestants, (name) => workerd.fetch(name, jsonMint))
    const samples = await takeSamples(onWorkerd, { rounds, warmUp: 1 }, (name) =>
      workerd.load(name, jsonMint, seconds),
    )
    return tableRows(onWorkerd, samples)
  } finally {
    await workerd.close()
  }
}

export async function measureWorkerdStart({ workers, rounds }: Bench): Promise<string> {
  const samples = await takeSamples(workerdStart, { rounds, warmUp: 1 }, (name) =>
    start(workers[name], 1),
  )
  return tableRows(workerdStart, samples)
}

/** In one process, because the start of workerd itself takes longer than that of an isolate. */
export async function measureIsolateStart({ workers, rounds }: Bench): Promise<string> {
  const samples = await takeSamples(isolateStart, { rounds }, (name) =>
    start(workers[name], isolatesPerStart),
  )
  return tableRows(isolateStart, samples)
}

/** Of a difference, so that the start of workerd itself falls out of it. */
export async function measureIsolateInstructions({ workers, rounds }: Bench): Promise<string> {
  const more = rounds > 1 ? 10 : 1
  const samples = await takeSamples(isolateInstructions, { rounds: 1 }, async (name) => {
    const countRun = (count: number): Promise<number> =>
      countWorkerd(isolates(workers[name], count), askEach)
    return { figure: Math.round(((await countRun(1 + more)) - (await countRun(1))) / more) }
  })
  return tableRows(isolateInstructions, samples)
}

/** The time from the start of workerd until each of so many isolates has answered, in ms an isolate. */
async function start(script: string, count: number): Promise<Sample> {
  const begin = performance.now()
  const workers = await startWorkers(isolates(script, count))
  try {
    await askEach(workers)
    return { figure: (performance.now() - begin) / count }
  } finally {
    await workers.close()
  }
}

/** The same script so many times, by the names of its Workers. */
function isolates(script: string, count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`worker-${i}`, script]))
}

async function askEach(workers: Workers): Promise<void> {
  for (const name of Object.keys(workers.origins)) await workers.fetch(name, jsonMint)
}
