import type { Diagnosis, Finding } from '../rules/diagnosis.ts'
import type { Look } from './outcomes.ts'

/** How findings look, by how grave they are. */
export const severities: Record<Finding['severity'], Look> = {
  error: { sign: '✕', word: 'Wrong', tone: 'bad' },
  warning: { sign: '!', word: 'Warning', tone: 'unsure' },
  unknown: { sign: '?', word: 'Not known', tone: 'unsure' },
  note: { sign: 'i', word: 'Note', tone: 'plain' },
}

/** What the headline means: what users notice, or else what follows from the finding that it states. */
export function meaningOf(diagnosis: Diagnosis): string {
  return diagnosis.symptom || (headlineFinding(diagnosis)?.detail ?? '')
}

/**
 * What the headline does not state: that has its detail under the headline, and its cure among the
 * remedies. A cure that is a remedy too is left out here.
 */
export function otherFindings(diagnosis: Diagnosis): Finding[] {
  const first = headlineFinding(diagnosis)
  const remedies = new Set(diagnosis.remedies.flatMap(({ id, title }) => [id, title]))
  return diagnosis.findings
    .filter((finding) => finding !== first)
    .map(({ cure = '', ...finding }) =>
      cure === '' || remedies.has(finding.id) || remedies.has(cure)
        ? finding
        : { ...finding, cure },
    )
}

/** The finding that the headline states, if it states one: of several with its id the first. */
function headlineFinding({ findings, headline }: Diagnosis): Finding | undefined {
  return findings.find(({ id }) => id === headline.finding)
}
