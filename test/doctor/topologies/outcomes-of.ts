import type { Diagnosis } from '../../../doctor/rules/diagnosis.ts'
import type { ExpectedRow } from './topologies.ts'

/**
 * What the diagnosis has in the place of an expected row, in the form of that row: of all cookies that are set so. Where
 * they do not end alike, all their ends.
 */
export function outcomesOf(
  { cookies }: Diagnosis,
  { setBy, way, because, shares }: ExpectedRow,
): ExpectedRow {
  const verdicts = cookies
    .filter((cookie) => cookie.setBy === setBy)
    .flatMap((cookie) => cookie.verdicts)
    .filter((verdict) => verdict.way === way)
  // Versions that count pairs at all count the same ones; if not, there is more here than in the row.
  const counts = new Set(verdicts.map((verdict) => JSON.stringify(verdict.shares)))
  counts.delete('[]')
  return {
    setBy,
    way,
    outcomes: Object.fromEntries(
      verdicts.map(({ versions }) => {
        const ends = verdicts.filter((one) => one.versions === versions)
        return [versions, [...new Set(ends.map(({ outcome }) => outcome))].join(', ')]
      }),
    ),
    shares: shares.length > 0 ? [...counts].flatMap((one) => JSON.parse(one)) : [],
    because,
  }
}
