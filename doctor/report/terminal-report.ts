import { plainData } from '../plain-text.ts'
import type { Diagnosis, Finding } from '../rules/diagnosis.ts'
import type { Facts } from '../facts.ts'
import { hostOf, pageUrlOf } from '../rules/cookie-response.ts'
import { basisText, checkText, isPlan, nothingText, planText, stillLoggedOut } from './basis.ts'
import { isKnown, shownCookies, whatIfTexts } from './cookies.ts'
import { meaningOf, otherFindings, severities } from './findings.ts'
import { lookOf } from './outcomes.ts'
import { terminalCookie } from './terminal-cookie.ts'
import { paragraph, type Paint } from './terminal-text.ts'

/** The diagnosis for a terminal: what is so, what to do, and why, on a screen. */
export function terminalReport(raw: Diagnosis, paint: Paint): string {
  const diagnosis = plainData(raw)
  const blocks = [
    headLines(diagnosis, paint),
    placeLines(diagnosis.facts),
    remedyLines(diagnosis, paint),
    ...shownCookies(diagnosis)
      .filter(isKnown)
      .map((cookie) => terminalCookie(cookie, paint)),
    findingLines(diagnosis, paint),
    endLines(diagnosis, paint),
  ]
  const text = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${text.join('\n\n')}\n`
}

/** What is so, what users notice, and what was not looked at. */
function headLines(diagnosis: Diagnosis, paint: Paint): string[] {
  const { headline, facts } = diagnosis
  const { sign, tone } = lookOf(diagnosis)
  const more = [meaningOf(diagnosis), ...whatIfTexts(diagnosis), isPlan(facts) ? planText : '']
  return [
    ...paragraph(headline.text, `${sign} `).map((line) => paint(tone, line)),
    ...more.filter((text) => text !== '').flatMap((text) => paragraph(text, '  ')),
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
    return paragraph([name, ...chain, known].join(' · '), `  ${what.padEnd(10)}`)
  })
}

function some(addresses: string[]): string {
  const shown = addresses.length > 3 ? addresses.slice(0, 2) : addresses
  const others = addresses.length - shown.length
  return shown.join(', ') + (others > 0 ? ` and ${others} more` : '')
}

/** What can be done instead of another has no number and no steps. */
function remedyLines(diagnosis: Diagnosis, paint: Paint): string[] {
  const { remedies, findings, exitCode, cookies } = diagnosis
  if (remedies.length === 0) {
    const isFine = exitCode === 0 && cookies.some(({ isInUse }) => isInUse)
    return isFine ? nothingToDo(diagnosis, paint) : []
  }
  const found = new Set<string>(findings.map(({ id }) => id))
  let number = 0
  return [
    paint('strong', 'What to do'),
    ...remedies.flatMap(({ id, title, steps, effort, isAlternative }) => {
      if (!isAlternative) number += 1
      const mark = isAlternative ? '  or ' : `  ${number}. `
      const more = found.has(id) || isAlternative ? [] : steps
      return [
        ...paragraph(`${title} (${effort})`, mark),
        ...more.flatMap((text) => paragraph(text, '     - ')),
      ]
    }),
  ]
}

function nothingToDo(diagnosis: Diagnosis, paint: Paint): string[] {
  return [
    paint('strong', 'What to do'),
    ...paragraph(nothingText(diagnosis), '  '),
    ...stillLoggedOut(diagnosis).flatMap((text) => paragraph(text, '  - ')),
  ]
}

/** A note has its title only. */
function findingLines(diagnosis: Diagnosis, paint: Paint): string[] {
  const others = otherFindings(diagnosis)
  if (others.length === 0) return []
  return [paint('strong', 'What else was found'), ...others.flatMap(findingParagraph)]
}

function findingParagraph({ severity, title, detail, cure = '' }: Finding): string[] {
  if (severity === 'note') return paragraph(title, '  · ')
  const text = [title, detail, cure].filter((part) => part !== '').join(' ')
  return paragraph(text, `  ${severities[severity].sign} `)
}

function endLines({ cookies, exitCode }: Diagnosis, paint: Paint): string[] {
  if (!cookies.some(isKnown)) return []
  const text = exitCode === 0 ? basisText : `${checkText} ${basisText}`
  return paragraph(text).map((line) => paint('faint', line))
}
