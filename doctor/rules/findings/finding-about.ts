import type { Finding } from '../diagnosis.ts'
import { findingKinds, type FindingId, type Subject } from './finding-ids.ts'

type Report<About extends Subject> = Pick<Finding, 'title' | 'detail'> &
  Partial<Finding> & { id: FindingId<About> }

/** Makes findings about one subject; what a report leaves out is as given here, or as the table has it. */
export function findingAbout<About extends Subject>(
  about: About,
  severity: Finding['severity'] = 'error',
): (report: Report<About>) => Finding {
  return (report) => {
    const { who, source } = findingKinds[report.id]
    return {
      severity,
      about,
      source,
      ...(report.cure !== undefined && { who: [...who] }),
      ...report,
    }
  }
}

/** What a rule finds: something, several things, or nothing. */
export type Found = Finding | Finding[] | false | undefined

/** All that is found, in its order. */
export function found(...all: Found[]): Finding[] {
  return all.flatMap((one) => one || [])
}
