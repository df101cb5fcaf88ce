import type { Facts } from '../facts.ts'
import { plainData } from '../plain-text.ts'
import type { CookieDiagnosis, Diagnosis, Finding, Verdict } from '../rules/diagnosis.ts'
import { stringifyFate } from './fate.ts'

/** What this file is, for readers and for doctor. */
export const baselineKind = 'baseline of edgemint doctor'

/** Changes whenever an older baseline cannot be compared any more. */
export const baselineVersion = 1

/** What doctor said at one time, as far as a later run is compared with it. Readable in a diff. */
export interface Baseline {
  kind: typeof baselineKind
  version: typeof baselineVersion
  /** Where the visit begins: the site that it is about. */
  page: string
  /** By cookie and host, then by browser and way: what becomes of the cookie. */
  cookies: Record<string, Record<string, string>>
  /** The worst severity of each. */
  findings: Record<string, Finding['severity']>
  /** Last CNAME and addresses by host, to tell what changed: they are not compared. */
  hosts: Record<string, string[]>
}

/** What of a diagnosis is compared later. The same site gives the same baseline, whatever the order of DNS answers. */
export function baselineOf(diagnosis: Diagnosis): Baseline {
  const { facts, findings, cookies } = plainData(diagnosis)
  return {
    kind: baselineKind,
    version: baselineVersion,
    page: facts.page.url,
    cookies: Object.fromEntries(
      namedCookies(cookies).map(([name, { verdicts }]) => [
        name,
        Object.fromEntries(
          countedOf(verdicts).map((verdict) => [nameOfVerdict(verdict), stringifyFate(verdict)]),
        ),
      ]),
    ),
    findings: sorted(worstSeverities(findings)),
    hosts: hostsOf(facts),
  }
}

/** What DNS says of each host. */
export function hostsOf({ hosts }: Facts): Baseline['hosts'] {
  const entries = Object.entries(hosts).map(([name, { cnames, addresses }]) => [
    name,
    [...cnames.slice(-1).map((cname) => `CNAME ${cname}`), ...addresses],
  ])
  return sorted(Object.fromEntries(entries))
}

/** As a file holds it. */
export function stringifyBaseline(baseline: Baseline): string {
  return `${JSON.stringify(baseline, null, 2)}\n`
}

/** The cookies that somebody sets, each with a name of its own, by name: `session of api.example.com`. */
export function namedCookies(cookies: CookieDiagnosis[]): [name: string, CookieDiagnosis][] {
  const counts = new Map<string, number>()
  return cookies
    .filter(({ verdicts }) => countedOf(verdicts).length > 0)
    .map((one): [string, CookieDiagnosis] => {
      const what = one.source === 'assumed' ? 'the log-in cookie' : one.cookie.name || '(no name)'
      const name = `${what} of ${one.host}`
      const count = (counts.get(name) ?? 0) + 1
      counts.set(name, count)
      return [count === 1 ? name : `${name} (${count})`, one]
    })
    .toSorted(([one], [other]) => Number(one > other) - Number(one < other))
}

export function countedOf(verdicts: Verdict[]): Verdict[] {
  return verdicts.filter(({ isCounted }) => isCounted)
}

export function nameOfVerdict({ versions, way }: Verdict): string {
  return `${versions}, ${way}`
}

/** From the least to the worst. That something could not be looked at is no worse than a note. */
const severities: Finding['severity'][] = ['note', 'unknown', 'warning', 'error']

export function severityRank(severity: Finding['severity'] | undefined): number {
  return severity === undefined ? -1 : severities.indexOf(severity)
}

/** What tells findings apart: the id, and of one about a cookie which that is. Baselines of old have the id alone. */
export function nameOfFinding({ id, cookie }: Finding): string {
  return cookie === undefined ? id : `${id}, ${cookie}`
}

function worstSeverities(findings: Finding[]): Baseline['findings'] {
  const worst = new Map<string, Finding['severity']>()
  for (const finding of findings) {
    const name = nameOfFinding(finding)
    if (severityRank(finding.severity) > severityRank(worst.get(name))) {
      worst.set(name, finding.severity)
    }
  }
  return Object.fromEntries(worst)
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  const names = Object.keys(record).toSorted()
  return Object.fromEntries(names.map((name) => [name, record[name]]))
}
