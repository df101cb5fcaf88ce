import type { Bench } from './bench.ts'
import { ourBundle } from './contestants.ts'
import { targetOctets, workerOctets } from './sections.ts'
import { tableRows } from './table.ts'
import { takeSamples } from './take-samples.ts'

export async function measureWorkerOctets({ workers }: Bench): Promise<string> {
  const samples = await takeSamples(workerOctets, { rounds: 1 }, async (name) => ({
    figure: Buffer.byteLength(workers[name]),
  }))
  return tableRows(workerOctets, samples)
}

export async function measureTargetOctets({ policy }: Bench): Promise<string> {
  const samples = await takeSamples(targetOctets, { rounds: 1 }, async (name) => ({
    figure: Buffer.byteLength(await ourBundle(name, policy)),
  }))
  return tableRows(targetOctets, samples)
}
