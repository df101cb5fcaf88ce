import type { PlainResponse } from '../../platforms/runtime.ts'
import type { Policy } from '../../shared/core/policy.ts'
import { isDeepStrictEqual } from 'node:util'
import { floors, type Contestant } from './sections.ts'

/** What each measurement gets. */
export interface Bench {
  policy: Policy
  /** The contestants' bundles for Workers. */
  workers: Record<Contestant, string>
  /** How often each figure is taken. */
  rounds: number
  /** How long a round of load takes. */
  seconds: number
  /** For what is written to be run, until the end. */
  folder: string
}

/** A ratio means something between those that do the same. The one that does nothing is the floor. */
export async function checkAnswers<Name extends string>(
  names: readonly Name[],
  ask: (name: Name) => Promise<PlainResponse | undefined>,
): Promise<void> {
  const expected = await ask(names[0])
  for (const name of names) {
    const answer = await ask(name)
    if (isDeepStrictEqual(answer, expected)) continue
    if (name in floors && answer?.status === expected?.status) continue
    throw new Error(`not comparable, because another answer is given: ${name}`)
  }
}
