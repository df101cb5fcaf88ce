import type { Diagnosis, Finding } from '../../diagnosis.ts'

/** The finding that the headline says, if it says one. */
export function findingInHeadline({ findings, headline }: Diagnosis): Finding | undefined {
  return findings.find(({ title }) => headline.startsWith(title))
}
