import type { Section } from './sections.ts'

export interface Sample {
  figure: number
  /** The CPU time behind it, in microseconds. Other programs disturb it less than what a clock says. */
  cpu?: number
}

/** By the contestant's name, one of each round. */
export type Samples<Name extends string = string> = Record<Name, Sample[]>

export interface Rounds {
  /** How often each sample is taken. What cannot vary needs one round. */
  rounds: number
  /** Rounds that are thrown away first, while the engines still compile. */
  warmUp?: number
}

/**
 * Takes the samples in rounds, one contestant after the other, so that a busy minute of the machine
 * meets all of them.
 */
export async function takeSamples<Name extends string>(
  { contestants }: Section<Name>,
  { rounds, warmUp = 0 }: Rounds,
  measure: (name: Name) => Promise<Sample>,
): Promise<Samples<Name>> {
  const samples = Object.fromEntries(
    contestants.map((name): [string, Sample[]] => [name, []]),
  ) as Samples<Name>
  // A single round is a look at whether all of it works.
  for (let round = rounds > 1 ? -warmUp : 0; round < rounds; round++) {
    for (const name of contestants) {
      const sample = await measure(name)
      if (round >= 0) samples[name].push(sample)
    }
  }
  return samples
}
