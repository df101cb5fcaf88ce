import type { CookieDiagnosis, Finding, Outcome, Verdict } from '../diagnosis.ts'

/** The whole diagnosis in a sentence or two. */
export function headlineOf(
  exitCode: 0 | 1 | 2,
  cookies: CookieDiagnosis[],
  findings: Finding[],
): string {
  const inUse = cookies.filter(({ isInUse }) => isInUse)
  const spoilt = inUse.map(spoiltSentence).filter((sentence) => sentence !== '')
  if (spoilt.length > 0) return [...new Set(spoilt)].join(' ')
  const [first, ...others] = findings.filter(({ severity }) => severity === 'error')
  if (first) return others.length > 0 ? `${first.title} And ${others.length} more.` : first.title
  if (exitCode === 2) return unknownSentence(findings)
  if (inUse.length === 0) return noCookieSentence(findings)
  const hosts = [...new Set(inUse.map(({ host }) => host))].join(' and ')
  return `Safari, Firefox and Chrome keep the cookie that ${hosts} sets for its full life.`
}

function noCookieSentence(findings: Finding[]): string {
  const header = findings.find(({ id }) => id === 'token-in-header')
  return header ? header.title : 'Nothing sets a cookie here, so there is nothing to judge.'
}

function unknownSentence(findings: Finding[]): string {
  const first = findings.find(({ severity }) => severity === 'unknown')
  return `It could not be found out. ${first?.title ?? ''}`.trim()
}

const verbs: Record<
  Exclude<Outcome, 'kept' | 'unknown'>,
  (what: string, host: string) => string
> = {
  rejected: (browsers, host) => `${browsers} will not store the cookie that ${host} sets.`,
  blocked: (browsers, host) => `${browsers} will block the cookie that ${host} sets.`,
  capped: (browsers, host) => `${browsers} will cut the cookie that ${host} sets to 7 days.`,
  depends: (browsers, host) =>
    `${browsers} will keep the cookie that ${host} sets for its full life in some cases only.`,
}

/** The worst that happens to this cookie, and where. */
function spoiltSentence({ host, verdicts }: CookieDiagnosis): string {
  const counted = verdicts.filter(({ isCounted }) => isCounted)
  const fetched = counted.filter(({ way }) => way === 'fetch')
  const judged = fetched.some(isSpoilt) ? fetched : counted
  for (const outcome of ['rejected', 'blocked', 'capped', 'depends'] as const) {
    const matching = judged.filter((verdict) => verdict.outcome === outcome)
    if (matching.length > 0) return verbs[outcome](browsersOf(matching), host)
  }
  return ''
}

function isSpoilt({ outcome }: Verdict): boolean {
  return outcome !== 'kept' && outcome !== 'unknown'
}

/** "Safari 16.4 and later, Firefox": the earliest era begins the range. */
function browsersOf(verdicts: Verdict[]): string {
  const names = [
    ...new Set(
      verdicts.filter(({ browser }) => browser !== 'Safari').map(({ browser }) => browser),
    ),
  ]
  const regimes = verdicts.flatMap(({ regime, versions }) => (regime ? [{ regime, versions }] : []))
  const unique = [...new Map(regimes.map((one) => [one.regime, one])).values()].toSorted(
    (one, other) => (one.regime < other.regime ? -1 : 1),
  )
  if (unique.length > 0) names.unshift(safariRange(unique) as never)
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join('')
}

function safariRange(eras: { regime: string; versions: string }[]): string {
  if (eras.length === 6) return 'Safari'
  const last = eras.at(-1) as { regime: string; versions: string }
  const [start] = eras[0].versions.replace('Safari ', '').split(' to ')
  if (eras.length === 1) return last.versions
  if (last.regime === 'R5') return `Safari ${start} and later`
  const end = last.versions.split(' to ').at(-1)
  return eras[0].regime === 'R0' ? `Safari up to ${end}` : `Safari ${start} to ${end}`
}
