import { plainData } from '../plain-text.ts'
import type { CookieDiagnosis, Diagnosis, Finding } from '../rules/diagnosis.ts'
import type { Facts } from '../facts.ts'
import { hostOf, pageUrlOf } from '../rules/cookie-response.ts'
import {
  basisText,
  checkText,
  isPlan,
  nothingText,
  planText,
  stillLoggedOut,
} from './basis-text.ts'
import { meaningOf, otherFindings } from './headline-finding.ts'
import type { Paint } from './paint.ts'
import { terminalCookie } from './terminal-cookie.ts'
import { verdictLook } from './verdict-look.ts'
import { whatIfText } from './what-if-text.ts'
import { indentLines, wrapLines } from './wrap-lines.ts'

/** Columns; the same everywhere, so that the same facts give the same bytes. */
const width = 80

/** The diagnosis for a terminal: what is so, what to do, and why, on a screen. */
export function terminalReport(raw: Diagnosis, paint: Paint): string {
  const diagnosis = plainData(raw)
  const { cookies, facts } = diagnosis
  const blocks = [
    headLines(diagnosis, paint),
    placeLines(facts),
    remedyLines(diagnosis, paint),
    ...cookies
      .filter((cookie) => cookie.isInUse && !isUnknown(cookie))
      .map((cookie) => terminalCookie(cookie, width, paint)),
    findingLines(diagnosis, paint),
    endLines(diagnosis, paint),
  ]
  const text = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${text.join('\n\n')}\n`
}

/** What is so, what users notice, and what was not looked at. */
function headLines(diagnosis: Diagnosis, paint: Paint): string[] {
  const { headline, cookies, facts } = diagnosis
  const { sign, tone } = verdictLook(diagnosis)
  const more = [
    meaningOf(diagnosis),
    ...cookies.filter((cookie) => !cookie.isInUse && !isUnknown(cookie)).map(whatIfText),
    isPlan(facts) ? planText : '',
  ]
  return [
    ...indentLines(wrapLines(headline.text, width - 2), `${sign} `).map((line) =>
      paint(tone, line),
    ),
    ...more
      .filter((text) => text !== '')
      .flatMap((text) => indentLines(wrapLines(text, width - 2), '  ')),
  ]
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
      wrapLines([name, ...chain, known].join(' · '), width - 12),
      `  ${what.padEnd(10)}`,
    )
  })
}

function some(addresses: string[]): string {
  const shown = addresses.length > 3 ? addresses.slice(0, 2) : addresses
  const others = addresses.length - shown.length
  return shown.join(', ') + (others > 0 ? ` and ${others} more` : '')
}

/** What is instead of another is not counted, and told in short: it is that one or this. */
function remedyLines(diagnosis: Diagnosis, paint: Paint): string[] {
  const { remedies, findings, exitCode, cookies } = diagnosis
  if (exitCode === 0 && cookies.some(({ isInUse }) => isInUse)) return nothingToDo(diagnosis, paint)
  if (remedies.length === 0) return []
  const told = new Set<string>(findings.map(({ id }) => id))
  let number = 0
  return [
    paint('strong', 'What to do'),
    ...remedies.flatMap(({ id, title, steps, effort, isAlternative }) => {
      if (!isAlternative) number += 1
      const mark = isAlternative ? '  or ' : `  ${number}. `
      const more = told.has(id) || isAlternative ? [] : steps
      return [
        ...indentLines(wrapLines(`${title} (${effort})`, width - 5), mark),
        ...more.flatMap((text) => indentLines(wrapLines(text, width - 7), '     - ')),
      ]
    }),
  ]
}

function nothingToDo(diagnosis: Diagnosis, paint: Paint): string[] {
  return [
    paint('strong', 'What to do'),
    ...indentLines(wrapLines(nothingText(diagnosis.cookies), width - 2), '  '),
    ...stillLoggedOut(diagnosis).flatMap((text) => indentLines(wrapLines(text, width - 4), '  - ')),
  ]
}

const signs: Record<Finding['severity'], string> = {
  error: '✕',
  unknown: '?',
  warning: '!',
  note: '·',
}

/** How to mend it is told under what to do, where that says so. */
function findingLines(diagnosis: Diagnosis, paint: Paint): string[] {
  const others = otherFindings(diagnosis)
  if (others.length === 0) return []
  const mended = new Set(diagnosis.remedies.flatMap(({ id, title }) => [id, title]))
  return [
    paint('strong', 'What else was found'),
    ...others.flatMap(({ id, severity, title, detail, cure = '' }) => {
      const more =
        severity === 'note' ? [] : mended.has(id) || mended.has(cure) ? [detail] : [detail, cure]
      const text = [title, ...more].filter((part) => part !== '').join(' ')
      return indentLines(wrapLines(text, width - 4), `  ${signs[severity]} `)
    }),
  ]
}

function isUnknown({ verdicts }: CookieDiagnosis): boolean {
  return verdicts.every(({ outcome }) => outcome === 'unknown')
}

function endLines({ cookies, exitCode }: Diagnosis, paint: Paint): string[] {
  if (cookies.every(isUnknown)) return []
  const text = exitCode === 0 ? basisText : `${checkText} ${basisText}`
  return wrapLines(text, width).map((line) => paint('faint', line))
}
