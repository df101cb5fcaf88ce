import type { Diagnosis, Verdict } from '../../../doctor/rules/diagnosis.ts'
import { eraNames, nameOf } from '../rules/era-names.ts'
import type { ExpectedRow } from './topologies.ts'

/** What the diagnosis has in the place of an expected row, in the form of that row. */
export function outcomesOf(
  { cookies }: Diagnosis,
  { setBy, way, because, shares }: ExpectedRow,
): unknown {
  const verdicts = cookies
    .filter((cookie) => cookie.setBy === setBy)
    .flatMap((cookie) => cookie.verdicts)
    .filter((verdict) => verdict.way === way)
  const outcomes = verdicts.map((verdict) => [columnOf(verdict), verdict.outcome])
  const compared = verdicts.find((verdict) => columnOf(verdict) === 'R4')?.shares
  return {
    setBy,
    way,
    because,
    ...Object.fromEntries(outcomes),
    ...(shares && { shares: compared }),
  }
}

/** The eras are numbered in topologies.md. */
function columnOf(verdict: Verdict): string {
  const era = eraNames.findIndex((name) => name === nameOf(verdict))
  return era < 0 ? verdict.browser : `R${era}`
}
