import type { Diagnosis } from '../../../doctor/diagnosis.ts'
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
  const outcomes = verdicts.map(({ regime, browser, outcome }) => [regime ?? browser, outcome])
  const compared = verdicts.find((verdict) => verdict.regime === 'R4')?.shares
  return {
    setBy,
    way,
    because,
    ...Object.fromEntries(outcomes),
    ...(shares && { shares: compared }),
  }
}
