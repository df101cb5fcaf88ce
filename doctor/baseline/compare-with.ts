import { plainData } from '../plain-text.ts'
import { groupBy, groupVersions } from '../report/groups.ts'
import type { CookieDiagnosis, Diagnosis, Finding, Verdict } from '../rules/diagnosis.ts'
import { listText } from '../rules/in-words.ts'
import {
  countedOf,
  hostsOf,
  nameOfFinding,
  nameOfVerdict,
  namedCookies,
  severityRank,
  type Baseline,
} from './baseline.ts'
import { fateText, isWorse, parseFate, type Fate } from './fate.ts'

/** What differs from a baseline, each in a line. */
export interface Changes {
  /** What got worse, and then what DNS says of its hosts. */
  worse: string[]
  /** What was known, and could not be found out this time: neither better nor worse. */
  unknown: string[]
  better: string[]
  /** What is gone, which may be meant. */
  other: string[]
}

/** How a site fares now, compared with its baseline. What the baseline does not know is worse if it is not well. */
export function compareWith(baseline: Baseline, diagnosis: Diagnosis): Changes {
  const now = plainData(diagnosis)
  const cookies = namedCookies(now.cookies)
  const changes = [
    ...cookies.flatMap(([name, cookie]) => cookieChanges(name, cookie, baseline)),
    ...findingChanges(now.findings, baseline),
    ...goneCookies(cookies, baseline),
  ]
  const textsOf = (kind: keyof Changes): string[] =>
    changes.flatMap((change) => (change.kind === kind ? [change.text] : []))
  const [worse, unknown] = [textsOf('worse'), textsOf('unknown')]
  return {
    worse: worse.length > 0 ? [...worse, ...dnsChanges(baseline.hosts, hostsOf(now.facts))] : [],
    unknown,
    // A finding may be gone because nothing could be looked at.
    better: unknown.length > 0 ? [] : textsOf('better'),
    other: textsOf('other'),
  }
}

interface Change {
  kind: keyof Changes
  text: string
}

interface Compared {
  kind: keyof Changes
  verdict: Verdict
  before: Fate | undefined
}

function cookieChanges(name: string, cookie: CookieDiagnosis, baseline: Baseline): Change[] {
  const { verdicts, host, source } = cookie
  const known = Object.hasOwn(baseline.cookies, name) ? baseline.cookies[name] : undefined
  // Where the host's own cookie was not seen this time, one is assumed in its place.
  const isStandIn =
    !known &&
    source === 'assumed' &&
    Object.keys(baseline.cookies).some((one) => one.endsWith(` of ${host}`))
  const compared = countedOf(verdicts).flatMap((verdict): Compared[] => {
    const text = known?.[nameOfVerdict(verdict)]
    const before = text === undefined ? undefined : parseFate(text)
    const isNewRange = Object.keys(known ?? {}).some(
      (row) => row.startsWith(verdict.browser) && row.endsWith(`, ${verdict.way}`),
    )
    const kind = kindOf(verdict, before, isNewRange || isStandIn)
    return kind ? [{ kind, verdict, before }] : []
  })
  return groupBy(compared, ({ kind, verdict }) => `${kind} ${verdict.way}`).flatMap((same) => {
    const befores = new Map(same.map(({ verdict, before }) => [verdict, before]))
    const wasText = (verdict: Verdict): string => {
      const before = befores.get(verdict)
      if (before) return `was ${fateText(before)}`
      return 'was not there'
    }
    return groupVersions(
      same.map(({ verdict }) => verdict),
      (verdict) => `${fateText(verdict)} ${wasText(verdict)} ${reasonOf(verdict)}`,
    ).map(({ versions, verdicts: [verdict] }) => {
      const [{ kind }] = same
      const reason = kind === 'worse' ? reasonOf(verdict) : ''
      return {
        kind,
        text: `${name}, ${versions}, ${verdict.way}: ${fateText(verdict)}; ${wasText(verdict)}.${reason}`,
      }
    })
  })
}

/** Of a cookie that is kept there is none: its own life got shorter. */
function reasonOf({ outcome, rule, evidence }: Verdict): string {
  return outcome === 'kept' ? '' : ` ${rule.text} ${evidence}`.trimEnd()
}

/** Undefined where nothing changed. @param isExempt whether what the baseline does not know is no worse for that */
function kindOf(now: Fate, before: Fate | undefined, isExempt: boolean): keyof Changes | undefined {
  const isSpoilt = now.outcome !== 'kept' && now.outcome !== 'unknown'
  if (!before) return isSpoilt && !isExempt ? 'worse' : undefined
  if (now.outcome === 'unknown') return before.outcome === 'unknown' ? undefined : 'unknown'
  if (before.outcome === 'unknown') return isSpoilt ? 'worse' : 'better'
  if (isWorse(now, before)) return 'worse'
  return isWorse(before, now) ? 'better' : undefined
}

function findingChanges(findings: Finding[], baseline: Baseline): Change[] {
  const known = new Map(Object.entries(baseline.findings))
  // The worst comes first.
  const first = new Map(findings.toReversed().map((one) => [nameOfFinding(one), one]))
  const now = [...first].toReversed().flatMap(([name, finding]): Change[] => {
    const { id, severity, title, cure } = finding
    const before = known.get(name) ?? known.get(id)
    if (severity === before) return []
    const text = `${name}: ${title}${cure ? ` → ${cure}` : ''}`
    if (severity === 'unknown') return [{ kind: 'unknown', text }]
    const isGrave = severity === 'warning' || severity === 'error'
    if (severityRank(severity) > severityRank(before))
      return isGrave ? [{ kind: 'worse', text }] : []
    return [{ kind: 'better', text: `${name}: now ${severity}, was ${before}.` }]
  })
  const found = new Set(findings.flatMap((one) => [one.id, nameOfFinding(one)]))
  const gone = [...known].filter(
    ([name, severity]) => !found.has(name) && severityRank(severity) >= severityRank('warning'),
  )
  return [
    ...now,
    ...gone.map(([name]): Change => ({ kind: 'better', text: `${name}: no longer found.` })),
  ]
}

function goneCookies(cookies: [string, CookieDiagnosis][], baseline: Baseline): Change[] {
  const names = new Set(cookies.map(([name]) => name))
  return Object.keys(baseline.cookies)
    .filter((name) => !names.has(name))
    .map((name) => ({ kind: 'other', text: `${name}: not set this time, so not compared.` }))
}

function dnsChanges(before: Baseline['hosts'], now: Baseline['hosts']): string[] {
  return Object.keys(now).flatMap((name) => {
    const was = Object.hasOwn(before, name) ? before[name] : []
    const is = now[name]
    if (was.length === 0 || was.join() === is.join()) return []
    return `DNS of ${name}: ${listText(is) || 'no address'}; was ${listText(was)}.`
  })
}
