import type { CookieDiagnosis, Rule, Verdict, Way } from '../rules/diagnosis.ts'
import { confidenceText } from './confidence-text.ts'
import { dependsText, exceptionText } from './depends-text.ts'
import { fullLife } from './full-life.ts'
import { groupVersions } from './group-versions.ts'
import { lifeText } from './life-text.ts'
import { outcomes } from './outcomes.ts'
import type { Paint } from './paint.ts'
import { waysShown } from './ways-shown.ts'
import { indentLines, wrapLines } from './wrap-lines.ts'

const headings: Record<Way, string> = {
  fetch: 'by fetch, axios',
  navigation: 'by a <form>',
  redirect: 'by a redirect',
}

const source: Record<CookieDiagnosis['source'], string> = {
  seen: 'as seen',
  config: 'by the config',
  plan: 'by the plan',
  assumed: 'the cookie is assumed, not seen',
}

/** What each browser does with a cookie, as a table, and below it why. */
export function terminalCookie(diagnosis: CookieDiagnosis, width: number, paint: Paint): string[] {
  const { host, cookie, verdicts } = diagnosis
  const ways = waysShown(diagnosis)
  const shown = verdicts.filter(({ way }) => ways.includes(way))
  const groups = groupVersions(
    shown,
    ({ outcome, life, rule }) => `${outcome} ${life} ${outcome === 'kept' ? '' : rule.id}`,
  )
  const notes: Verdict[] = []
  const life = fullLife(diagnosis)
  const asked =
    life === undefined ? '' : life === null ? ` ${lifeText(life)}` : ` for ${lifeText(life)}`
  const name = cookie.name === '' ? 'without a name' : `“${cookie.name}”`
  const title = `The cookie ${name}, set by ${host}${asked} (${source[diagnosis.source]})`
  const rows = groups.map((group) => {
    const cells = ways.map((way) => {
      const verdict = group.verdicts.find((one) => one.way === way) as Verdict
      const note = verdict.outcome === 'kept' ? '' : ` ${noteNumber(notes, verdict)}`
      const text =
        `${outcomes[verdict.outcome].sign} ${outcomes[verdict.outcome].word}${note}`.padEnd(17)
      return paint(outcomes[verdict.outcome].tone, text)
    })
    return `  ${group.versions.padEnd(21)} ${cells.join('')}`.trimEnd()
  })
  const head =
    `  ${''.padEnd(21)} ${ways.map((way) => headings[way].padEnd(17)).join('')}`.trimEnd()
  return [
    ...wrapLines(title, width).map((line) => paint('strong', line)),
    paint('faint', head),
    ...rows,
    ...notesLines(notes, width),
  ]
}

/** Verdicts of which the same is told share a note. */
function noteNumber(notes: Verdict[], verdict: Verdict): string {
  const text = sentencesOf(verdict).join(' ')
  const index = notes.findIndex((note) => sentencesOf(note).join(' ') === text)
  if (index < 0) notes.push(verdict)
  return `[${index < 0 ? notes.length : index + 1}]`
}

function sentencesOf(verdict: Verdict): string[] {
  const { browser, outcome, rule, evidence } = verdict
  return [
    rule.text,
    `(${confidenceText(rule.confidence, browser)})`,
    evidence,
    ...(outcome === 'depends' ? dependsText(verdict) : []),
    exceptionText(verdict),
  ].filter((sentence) => sentence !== '')
}

/** The first note that tells a rule. */
function numberOf({ id }: Rule, notes: Verdict[]): string {
  return `[${notes.findIndex(({ rule }) => rule.id === id) + 1}]`
}

/** A sentence that stands in one note is not repeated in the next. */
function notesLines(notes: Verdict[], width: number): string[] {
  const told = new Set<string>()
  return notes.flatMap((verdict, index) => {
    const sentences = sentencesOf(verdict)
    const fresh = sentences.filter((sentence) => !told.has(sentence))
    for (const sentence of sentences) told.add(sentence)
    const text =
      fresh.length > 0 ? fresh.join(' ') : `The same rule as ${numberOf(verdict.rule, notes)}.`
    return indentLines(wrapLines(text, width - 6), `  [${index + 1}] `)
  })
}
