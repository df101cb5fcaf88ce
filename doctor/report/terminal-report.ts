import { plainData } from '../plain-text.ts'
import type { Diagnosis, Finding } from '../rules/diagnosis.ts'
import type { Facts } from '../facts.ts'
import { hostOf, pageUrlOf } from '../rules/cookie-response.ts'
import { basisText, isPlan, nothingText, planText, stillLoggedOut } from './basis.ts'
import { isKnown, shownCookies, whatIfTexts } from './cookies.ts'
import { checkText, headOf, isUnreached, keptText, otherFindings, severities } from './findings.ts'
import { lookOf } from './outcomes.ts'
import { tasksHeading, tasksOf, type Task } from './tasks.ts'
import { terminalCookie } from './terminal-cookie.ts'
import { paragraph, type Paint } from './terminal-text.ts'

/** The diagnosis for a terminal: what visitors notice and what to do on the first screen, then why. */
export function terminalReport(raw: Diagnosis, paint: Paint): string {
  const diagnosis = plainData(raw)
  const tasks = tasksOf(diagnosis)
  const blocks = [headLines(diagnosis, paint), remedyLines(diagnosis, tasks, paint)]
  if (!isUnreached(diagnosis)) blocks.push(...detailBlocks(diagnosis, tasks, paint))
  const text = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${text.join('\n\n')}\n`
}

/** What follows the first screen. */
function detailBlocks(diagnosis: Diagnosis, tasks: Task[], paint: Paint): string[][] {
  const shown = shownCookies(diagnosis).filter(isKnown)
  return [
    findingLines(diagnosis, paint),
    placeLines(diagnosis.facts, paint),
    shown.length > 0 && keptText(diagnosis) !== '' ? paragraph(keptText(diagnosis)) : [],
    ...shown.map((cookie) => terminalCookie(cookie, paint)),
    endLines(diagnosis, tasks, paint),
  ]
}

/** What visitors notice, why, and what was not looked at. */
function headLines(diagnosis: Diagnosis, paint: Paint): string[] {
  const { sign, tone } = lookOf(diagnosis)
  const { title, more } = headOf(diagnosis)
  const basis = isPlan(diagnosis.facts) ? [planText] : []
  return [
    ...paragraph(title, `${sign} `).map((line) => paint(tone, line)),
    ...[...more, ...basis].flatMap((text) => paragraph(text, '  ')),
  ]
}

/** Where everything is. */
function placeLines(facts: Facts, paint: Paint): string[] {
  const page = pageUrlOf(facts).hostname
  const places: [string, string][] = [['page', page]]
  const endpoint = facts.endpoint && new URL(facts.endpoint.url)
  if (endpoint && endpoint.hostname !== page) places.push(['endpoint', endpoint.hostname])
  const api = facts.api && new URL(facts.api.url).hostname
  if (api !== undefined && api !== page) places.push(['API', api])
  for (const { url } of facts.recorded ?? []) {
    const { hostname } = new URL(url)
    if (!places.some(([, name]) => name === hostname)) places.push(['sets too', hostname])
  }
  const lines = places.flatMap(([what, name]) => {
    const host = hostOf(facts, name)
    const chain = host.cnames.length > 0 ? [`CNAME ${host.cnames.at(-1)}`] : []
    const addresses = [...host.ipv4, ...host.ipv6]
    const known = addresses.length > 0 ? some(addresses) : 'address not known'
    return paragraph([name, ...chain, known].join(' · '), `  ${what.padEnd(10)}`)
  })
  return [paint('strong', 'Where everything is'), ...lines]
}

function some(addresses: string[]): string {
  const shown = addresses.length > 3 ? addresses.slice(0, 2) : addresses
  const others = addresses.length - shown.length
  return shown.join(', ') + (others > 0 ? ` and ${others} more` : '')
}

function remedyLines(diagnosis: Diagnosis, tasks: Task[], paint: Paint): string[] {
  if (tasks.length === 0) {
    const { exitCode, cookies } = diagnosis
    const isFine = exitCode === 0 && cookies.some(({ isInUse }) => isInUse)
    return isFine ? nothingToDo(diagnosis, paint) : []
  }
  return [paint('strong', tasksHeading(tasks)), ...tasks.flatMap(taskLines)]
}

/** What can be done instead of another has no number, and no steps here. */
function taskLines(task: Task): string[] {
  const { number, title, more, who, effort, guideText, guide, reasons, steps } = task
  if (task.isAlternative)
    return paragraph(`${title} ${more}`.trim() + ` (${effort}, by ${who})`, '  or ')
  const indent = '     '
  return [
    ...paragraph(title, `  ${number}. `),
    ...paragraph(`Who: ${who}. Takes: ${effort}. ${guideText}: ${guide}`, indent),
    ...(more === '' ? [] : paragraph(more, indent)),
    ...reasons.flatMap((finding) => paragraph(`Because: ${saying(finding)}`, indent)),
    ...steps.flatMap((text) => paragraph(text, `${indent}- `)),
  ]
}

function nothingToDo(diagnosis: Diagnosis, paint: Paint): string[] {
  return [
    paint('strong', 'What to do'),
    ...paragraph(nothingText(diagnosis), '  '),
    ...stillLoggedOut(diagnosis).flatMap((text) => paragraph(text, '  - ')),
  ]
}

function findingLines(diagnosis: Diagnosis, paint: Paint): string[] {
  const others = [
    ...whatIfTexts(diagnosis).flatMap((text) => paragraph(text, '  · ')),
    ...otherFindings(diagnosis).flatMap(findingParagraph),
  ]
  return others.length > 0 ? [paint('strong', 'What else was found'), ...others] : []
}

/** A note has its title only. */
function findingParagraph(finding: Finding): string[] {
  const { severity, title, cure = '' } = finding
  if (severity === 'note') return paragraph(title, '  · ')
  return paragraph(`${saying(finding)} ${cure}`.trim(), `  ${severities[severity].sign} `)
}

function saying({ title, detail }: Finding): string {
  return `${title} ${detail}`.trim()
}

/** How to see it, and what the verdicts rest on. */
function endLines(diagnosis: Diagnosis, tasks: Task[], paint: Paint): string[] {
  const isJudged = shownCookies(diagnosis).length > 0 || whatIfTexts(diagnosis).length > 0
  const text = `${tasks.length > 0 ? checkText(diagnosis) : ''} ${isJudged ? basisText : ''}`.trim()
  return text === '' ? [] : paragraph(text).map((line) => paint('faint', line))
}
