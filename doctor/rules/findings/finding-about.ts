import type { Finding } from '../../diagnosis.ts'

type Report = Pick<Finding, 'id' | 'title' | 'detail'> & Partial<Finding>

/** Makes findings about one subject; what a report leaves out is as given here. */
export function findingAbout(
  about: Finding['about'],
  severity: Finding['severity'] = 'error',
): (report: Report) => Finding {
  return (report) => ({ severity, about, ...report })
}
