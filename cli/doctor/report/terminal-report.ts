import type { CookieDiagnosis, Diagnosis, Finding, Outcome } from '../diagnosis.ts'
import type { Facts } from '../facts.ts'
import { hostOf, pageUrlOf } from '../rules/scene.ts'
import { plainText } from './plain-text.ts'
import { groupVersions } from './group-versions.ts'
import type { Paint } from './paint.ts'
import { terminalCookie } from './terminal-cookie.ts'
import { indentLines, wrapLines } from './wrap-lines.ts'

/** Columns; the same everywhere, so that the same facts give the same bytes. */
const width = 80

const basis =
  'Worked out from WebKit’s source and its tests, with tracking prevention on; not observed on a Safari. Its versions are inferred from dates. More: --html FILE, --json.'

/** The diagnosis for a terminal: what is so, what to do, and why, on a screen. */
export function terminalReport(diagnosis: Diagnosis, paint: Paint): string {
  const { headline, exitCode, cookies, facts } = diagnosis
  const tone = (['good', 'bad', 'unsure'] as const)[exitCode]
  const sign = { good: '✓', bad: '✕', unsure: '?' }[tone]
  const blocks = [
    indentLines(wrapLines(plainText(headline), width - 2), `${sign} `).map((line) =>
      paint(tone, line),
    ),
    placeLines(facts),
    ...cookies
      .filter(({ isInUse }) => isInUse)
      .map((cookie) => terminalCookie(cookie, width, paint)),
    ...cookies.filter(({ isInUse }) => !isInUse).map(whatIfLines),
    findingLines(diagnosis.findings, paint),
    remedyLines(diagnosis, paint),
    cookies.length > 0 ? wrapLines(basis, width).map((line) => paint('faint', line)) : [],
  ]
  const text = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${text.join('\n\n')}\n`
}

/** Where everything is. */
function placeLines(facts: Facts): string[] {
  const page = pageUrlOf(facts).hostname
  const places: [string, string][] = [['page', page]]
  const endpoint = facts.endpoint && new URL(facts.endpoint.url)
  if (endpoint && endpoint.hostname !== page) places.push(['endpoint', endpoint.hostname])
  const api = facts.api && new URL(facts.api.url).hostname
  if (api !== undefined && api !== page) places.push(['API', api])
  return places.flatMap(([what, name]) => {
    const host = hostOf(facts, name)
    const chain = host.cnames.length > 0 ? [`CNAME ${host.cnames.at(-1)}`] : []
    const addresses = [...host.ipv4, ...host.ipv6]
    const known = addresses.length > 0 ? some(addresses) : 'address not known'
    return indentLines(
      wrapLines([plainText(name), ...chain, known].join(' · '), width - 12),
      `  ${what.padEnd(10)}`,
    )
  })
}

function some(addresses: string[]): string {
  const shown = addresses.length > 3 ? addresses.slice(0, 2) : addresses
  const others = addresses.length - shown.length
  return shown.join(', ') + (others > 0 ? ` and ${others} more` : '')
}

const endings: Record<Outcome, string> = {
  kept: 'kept',
  capped: 'cut to 7 days',
  blocked: 'blocked',
  rejected: 'refused',
  depends: 'kept in some cases only',
  unknown: 'kept or not (not known)',
}

/** Nobody sets it, but it says whether the API could do without edgemint. */
function whatIfLines({ setBy, host, verdicts }: CookieDiagnosis): string[] {
  const fetched = verdicts.filter(({ way }) => way === 'fetch')
  const groups = groupVersions(fetched, ({ outcome }) => outcome)
  const spoilt = groups.filter((group) => group.verdicts[0].outcome !== 'kept')
  const ends = spoilt.map((group) => `${endings[group.verdicts[0].outcome]} in ${group.versions}`)
  const what =
    setBy === 'api'
      ? `A cookie that ${host} set itself, by a fetch, would be`
      : `With edgemint on ${host}, its cookie would be`
  return wrapLines(`${what} ${ends.join(', ') || 'kept everywhere'}.`, width)
}

function remedyLines({ remedies, findings }: Diagnosis, paint: Paint): string[] {
  if (remedies.length === 0) return []
  const told = new Set(findings.map(({ id }) => id))
  return [
    paint('strong', 'What to do, the least effort first'),
    ...remedies.flatMap(({ id, title, detail, effort }, index) => {
      const text = `${title}${told.has(id) ? '' : ` ${detail}`} (${effort})`
      return indentLines(wrapLines(plainText(text), width - 5), `  ${index + 1}. `)
    }),
  ]
}

const signs: Record<Finding['severity'], string> = {
  error: '✕',
  unknown: '?',
  warning: '!',
  note: '·',
}

/** How to mend an error is told under what to do. */
function findingLines(findings: Finding[], paint: Paint): string[] {
  if (findings.length === 0) return []
  return [
    paint('strong', 'What else was found'),
    ...findings.flatMap(({ severity, title, detail, cure }) => {
      const text = { error: [title, detail], note: [title] }[severity as string] ?? [
        title,
        detail,
        cure,
      ]
      return indentLines(
        wrapLines(plainText(text.filter(Boolean).join(' ')), width - 4),
        `  ${signs[severity]} `,
      )
    }),
  ]
}
