import type { CookieDiagnosis, Diagnosis, Finding } from '../diagnosis.ts'
import type { Facts } from '../facts.ts'
import { hostOf, pageUrlOf } from '../rules/scene.ts'
import { basisText, isPlan, stillLoggedOut } from './basis-text.ts'
import { plainText } from './plain-text.ts'
import type { Paint } from './paint.ts'
import { terminalCookie } from './terminal-cookie.ts'
import { verdictLook } from './verdict-look.ts'
import { whatIfText } from './what-if-text.ts'
import { indentLines, wrapLines } from './wrap-lines.ts'

/** Columns; the same everywhere, so that the same facts give the same bytes. */
const width = 80

/** The diagnosis for a terminal: what is so, what to do, and why, on a screen. */
export function terminalReport(diagnosis: Diagnosis, paint: Paint): string {
  const { headline, symptom, cookies, facts } = diagnosis
  const { sign, tone } = verdictLook(diagnosis)
  const blocks = [
    indentLines(wrapLines(plainText(headline), width - 2), `${sign} `)
      .map((line) => paint(tone, line))
      .concat(symptom === '' ? [] : indentLines(wrapLines(symptom, width - 2), '  ')),
    placeLines(facts),
    remedyLines(diagnosis, paint),
    ...cookies
      .filter((cookie) => cookie.isInUse && !isUnknown(cookie))
      .map((cookie) => terminalCookie(cookie, width, paint)),
    ...cookies.filter(({ isInUse }) => !isInUse).map(whatIfLines),
    findingLines(diagnosis, paint),
    endLines(diagnosis, paint),
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

/** What is instead of another is not counted, and told in short: it is that one or this. */
function remedyLines({ remedies, findings }: Diagnosis, paint: Paint): string[] {
  if (remedies.length === 0) return []
  const told = new Set(findings.map(({ id }) => id))
  let number = 0
  return [
    paint('strong', 'What to do'),
    ...remedies.flatMap(({ id, title, steps, result, effort, isAlternative }) => {
      if (!isAlternative) number += 1
      const mark = isAlternative ? '  or ' : `  ${number}. `
      const then = result && `Then: ${result}`
      const more = told.has(id) || isAlternative ? [] : [...steps, then].filter((text) => text)
      return [
        ...indentLines(wrapLines(plainText(`${title} (${effort})`), width - 5), mark),
        ...more.flatMap((text) => indentLines(wrapLines(plainText(text), width - 7), '     - ')),
      ]
    }),
  ]
}

const signs: Record<Finding['severity'], string> = {
  error: '✕',
  unknown: '?',
  warning: '!',
  note: '·',
}

/** How to mend it is told under what to do, where that says so. */
function findingLines({ findings, remedies, headline }: Diagnosis, paint: Paint): string[] {
  const mended = new Set(remedies.map(({ id }) => id))
  const texts = findings.map(({ id, severity, title, detail, cure = '' }) => {
    const more = severity === 'note' ? [] : mended.has(id) ? [detail] : [detail, cure]
    const parts = title === headline ? more : [title, ...more]
    return { severity, text: parts.filter((part) => part !== '').join(' ') }
  })
  const told = texts.filter(({ text }) => text !== '')
  if (told.length === 0) return []
  return [
    paint('strong', 'What else was found'),
    ...told.flatMap(({ severity, text }) =>
      indentLines(wrapLines(plainText(text), width - 4), `  ${signs[severity]} `),
    ),
  ]
}

/** Nobody is seen to set it, but it may be what users lose. */
function whatIfLines(cookie: CookieDiagnosis): string[] {
  const text = isUnknown(cookie) ? '' : whatIfText(cookie)
  return text === '' ? [] : wrapLines(text, width)
}

function isUnknown({ verdicts }: CookieDiagnosis): boolean {
  return verdicts.every(({ outcome }) => outcome === 'unknown')
}

function endLines({ cookies, exitCode, facts }: Diagnosis, paint: Paint): string[] {
  if (cookies.every(isUnknown)) return []
  const texts = [
    isPlan(facts) ? 'This is about a plan: no server was asked.' : '',
    exitCode === 0 ? stillLoggedOut : '',
    basisText,
  ]
  return wrapLines(texts.filter((text) => text !== '').join(' '), width).map((line) =>
    paint('faint', line),
  )
}
