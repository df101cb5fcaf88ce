import type { Diagnosis } from '../rules/diagnosis.ts'
import { outcomeRank, outcomes, type OutcomeLook } from './outcomes.ts'

/** The look of the whole diagnosis: of its gravest verdict that counts, or of what else is wrong. */
export function verdictLook({ exitCode, cookies, findings }: Diagnosis): Omit<OutcomeLook, 'word'> {
  if (exitCode === 0) return outcomes.kept
  if (exitCode === 2) return outcomes.unknown
  if (findings.some(({ severity }) => severity === 'error')) return outcomes.rejected
  const counted = cookies.flatMap(({ verdicts }) => verdicts.filter(({ isCounted }) => isCounted))
  const [worst] = counted.toSorted(
    (one, other) => outcomeRank(one.outcome) - outcomeRank(other.outcome),
  )
  return outcomes[worst.outcome]
}
