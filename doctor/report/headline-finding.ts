import type { Diagnosis, Finding } from '../rules/diagnosis.ts'

/** The finding that the headline tells, if it tells one: of several with its id the first. */
export function headlineFinding({ findings, headline }: Diagnosis): Finding | undefined {
  return findings.find(({ id }) => id === headline.finding)
}

/** What the headline does not tell. What follows from a finding that it tells stands under it, and what to do among the remedies. */
export function otherFindings(diagnosis: Diagnosis): Finding[] {
  const told = headlineFinding(diagnosis)
  return diagnosis.findings.filter((finding) => finding !== told)
}

/** What the headline means: what users notice, or else what follows from the finding that it tells. */
export function meaningOf(diagnosis: Diagnosis): string {
  return diagnosis.symptom || (headlineFinding(diagnosis)?.detail ?? '')
}
