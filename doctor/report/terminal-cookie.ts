import type { Case, CookieDiagnosis, Share, Verdict } from '../rules/diagnosis.ts'
import { listText, shortName } from '../rules/in-words.ts'
import { confidenceText } from './browsers.ts'
import { holdings, howSet, settersOf, sources } from './cookies.ts'
import { groupVersions } from './groups.ts'
import { fullLife, lifeText, outcomes, verdictLook } from './outcomes.ts'
import { paragraph, type Paint } from './terminal-text.ts'

/** What each browser does with a cookie, as a table, and below it why. */
export function terminalCookie(diagnosis: CookieDiagnosis, paint: Paint): string[] {
  const setters = settersOf(diagnosis)
  const full = fullLife(diagnosis)
  const groups = groupVersions(
    diagnosis.verdicts,
    ({ outcome, life, rule }) => `${outcome} ${life} ${outcome === 'kept' ? '' : rule.id}`,
  )
  const notes: Verdict[] = []
  const rows = groups.map(({ versions, verdicts }) => {
    const cells = setters.map((by) => {
      const verdict = verdicts.find(({ way }) => way === by) as Verdict
      const { sign, word, tone } = verdictLook(verdict, full)
      const note = word === outcomes.kept.word ? '' : ` ${noteNumber(notes, verdict)}`
      return paint(tone, `${sign} ${word}${note}`.padEnd(17))
    })
    return row(versions, cells)
  })
  const headings = setters.map((by) => howSet[by].terminal.padEnd(17))
  return [
    ...paragraph(titleOf(diagnosis)).map((line) => paint('strong', line)),
    paint('faint', row('', headings)),
    ...rows,
    ...notesLines(notes),
  ]
}

function titleOf(diagnosis: CookieDiagnosis): string {
  const { cookie, holds, host, source } = diagnosis
  const life = fullLife(diagnosis)
  const name = cookie.name === '' ? 'without a name' : `“${shortName(cookie)}”`
  const asked =
    life === undefined ? '' : life === null ? ` ${lifeText(life)}` : ` for ${lifeText(life)}`
  const held = holds ? `, ${holdings[holds]}` : ''
  return `The cookie ${name}${held}, set by ${host}${asked} (${sources[source]})`
}

function row(heading: string, cells: string[]): string {
  return `  ${heading.padEnd(21)} ${cells.join('')}`.trimEnd()
}

/** Verdicts with the same reason share a note. */
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

/** A sentence that stands in one note is not repeated in the next. */
function notesLines(notes: Verdict[]): string[] {
  const written = new Set<string>()
  return notes.flatMap((verdict, index) => {
    const sentences = sentencesOf(verdict)
    const fresh = sentences.filter((sentence) => !written.has(sentence))
    for (const sentence of sentences) written.add(sentence)
    const first = notes.findIndex(({ rule }) => rule.id === verdict.rule.id)
    const text = fresh.length > 0 ? fresh.join(' ') : `The same rule as [${first + 1}].`
    return paragraph(text, `  [${index + 1}] `)
  })
}

/** What it depends on: a sentence for each circumstance. */
function dependsText({ cases, shares, exceptions, way }: Verdict): string[] {
  return [
    ...exceptions
      .filter(({ client }) => client === 'the page’s own connection')
      .map(({ text }) => text),
    ...suffixText(cases),
    ...versionText(cases),
    ...recordedText(cases, way, shares.map(shareText)),
  ]
}

function shareText({ family, kept, pairs }: Share): string {
  if (kept === pairs) return `With ${family} it is kept.`
  if (kept === 0) return `With ${family} it is capped.`
  return `With ${family}, ${kept} of the ${pairs} possible pairs of addresses ${kept === 1 ? 'keeps' : 'keep'} it (this says nothing about how many visitors).`
}

/** Whose view nobody knows from elsewhere, and what becomes of the cookie there. */
function exceptionText({ exceptions }: Verdict): string {
  const others = exceptions.filter(({ client }) => client !== 'the page’s own connection')
  if (others.length === 0) return ''
  return `With ${listText(others.map(({ client }) => client))} it is ${others[0].outcome}.`
}

function outcomesWhere(cases: Case[], test: (one: Case) => boolean): string {
  const found = new Set(cases.filter(test).map(({ outcome }) => outcome))
  return found.size === 1 ? [...found][0] : 'kept by some addresses only'
}

/** @param then what addresses decide, once the page is recorded */
function recordedText(cases: Case[], by: Verdict['way'], then: string[]): string[] {
  if (!cases.some(({ isPageRecorded }) => isPageRecorded === false)) return then
  const loaded = outcomesWhere(cases, ({ isPageRecorded }) => isPageRecorded === true)
  const not = outcomesWhere(cases, ({ isPageRecorded }) => isPageRecorded === false)
  return [
    `It is ${not} until Safari has loaded a page of ${by === 'fetch' ? 'this site' : 'that host'} from the network since it was started; ${then.length > 0 ? 'after that addresses decide' : `after that it is ${loaded}`}.`,
    ...then,
  ]
}

function suffixText(cases: Case[]): string[] {
  if (!cases.some(({ hasPrivateSuffixes }) => hasPrivateSuffixes === false)) return []
  const full = outcomesWhere(cases, ({ hasPrivateSuffixes }) => hasPrivateSuffixes === true)
  const short = outcomesWhere(cases, ({ hasPrivateSuffixes }) => hasPrivateSuffixes === false)
  return [
    `If the system’s list of public suffixes has its private section, which is likely, the cookie is ${full}; if not, ${short}.`,
  ]
}

function versionText(cases: Case[]): string[] {
  return cases.flatMap(({ versions, outcome }) => (versions ? [`${versions}: ${outcome}.`] : []))
}
