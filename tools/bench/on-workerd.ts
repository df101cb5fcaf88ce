import { checkAnswers, type Bench } from './bench.ts'
import { jsonMint } from './browser-request.ts'
import { isolatesPerStart, isolateStart, onWorkerd, workerdStart } from './sections.ts'
import { tableRows } from './table.ts'
import { takeSamples, type Sample } from './take-samples.ts'
import { startWorkers } from './workerd-load.ts'

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

/** The time from the start of workerd until each of so many isolates has answered, in ms an isolate. */
async function start(script: string, count: number): Promise<Sample> {
  const names = Array.from({ length: count }, (_, index) => `worker-${index}`)
  const begin = performance.now()
  const workers = await startWorkers(Object.fromEntries(names.map((name) => [name, script])))
  try {
    for (const name of names) await workers.fetch(name, jsonMint)
    return { figure: (performance.now() - begin) / count }
  } finally {
    await workers.close()
  }
}
