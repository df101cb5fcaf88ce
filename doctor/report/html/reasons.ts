import type { Case, Exception, Outcome, Share, Verdict } from '../../rules/diagnosis.ts'
import { listText } from '../../rules/in-words.ts'
import { confidenceText } from '../browsers.ts'
import { howSet } from '../cookies.ts'
import { groupBy, groupVersions } from '../groups.ts'
import { outcomes, verdictLook, worstFirst, type Life } from '../outcomes.ts'
import { html, type Content, type Markup } from './html.ts'
import { address, badge, linkedText } from './inline.ts'
import { table } from './table.ts'

/** Why a verdict is as it is. Verdicts with the same reason share it. */
export interface Reason {
  key: string
  letter: string
  /** One of the verdicts that share it. */
  verdict: Verdict
  /** "Safari 14 to 16.6: script" */
  appliesTo: string
}

/** Of all cases, those that are shown. */
const mostRows = 24

const keys = new WeakMap<Verdict, string>()

/** What is said of the reason; cases are part of it only where it depends on them. */
export function reasonKey(verdict: Verdict): string {
  const known = keys.get(verdict)
  if (known !== undefined) return known
  const { outcome, rule, evidence, cases, shares, exceptions } = verdict
  const circumstances =
    outcome === 'depends' ? [cases.slice(0, mostRows), cases.length, shares] : []
  const key = JSON.stringify([outcome, rule, evidence, exceptions, ...circumstances])
  keys.set(verdict, key)
  return key
}

/** The reasons that spoil the cookie come first. */
export function reasonsOf(verdicts: Verdict[]): Reason[] {
  return groupBy(verdicts, reasonKey)
    .toSorted(([one], [other]) => worstFirst(one, other))
    .map(([verdict], i) => ({
      key: reasonKey(verdict),
      letter: letterOf(i),
      verdict,
      appliesTo: verdictsWith(reasonKey(verdict), verdicts),
    }))
}

/** A to Z, then AA. */
function letterOf(index: number): string {
  const last = String.fromCodePoint(65 + (index % 26))
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last
}

/** Neighbouring eras are one span of versions; where the same sets the cookie, spans are one text. */
function verdictsWith(key: string, all: Verdict[]): string {
  const isSame = (verdict: Verdict) => reasonKey(verdict) === key
  const spans = groupVersions(all, (verdict) => String(isSame(verdict))).flatMap((group) => {
    const setters = group.verdicts.filter(isSame).map(({ way }) => way)
    return setters.length > 0 ? { ...group, setters } : []
  })
  return groupBy(spans, ({ setters }) => setters.join())
    .map((same) => {
      const versions = listText(same.map((span) => span.versions))
      const { setters, verdicts } = same[0]
      const isAlways = setters.length === verdicts.length
      return isAlways ? versions : `${versions}: ${listText(setters.map((by) => howSet[by].short))}`
    })
    .join('; ')
}

/** The reasons in their order. What stands in one is not repeated in the next. @param full the cookie's life where nothing shortens it */
export function reasons(all: Reason[], id: string, full: Life): Markup {
  const said = new Set<string>()
  const isNew = (text: string) => text !== '' && !said.has(text)
  const items = all.map((reason) => {
    const { letter, verdict, appliesTo } = reason
    const content = explanation(verdict, isNew)
    const first = all.find((one) => one.verdict.rule.text === verdict.rule.text) as Reason
    const isFirst = first === reason
    for (const text of [verdict.evidence, ...verdict.exceptions.map((one) => one.text)]) {
      said.add(text)
    }
    return html`<li id="${id}-${letter}">
      <p class="mark" aria-hidden="true">${letter}</p>
      <div>
        <p>${badge(verdictLook(verdict, full))} <span class="applies">${appliesTo}</span></p>
        <p>
          ${isFirst ? linkedText(verdict.rule.text) : html`The same rule as <a href="#${id}-${first.letter}">${first.letter}</a>.`}
        </p>
        ${content} ${isFirst && sourceLine(verdict)}
      </div>
    </li> `
  })
  return html`<h4>Why</h4>
    <ol class="reasons">
      ${items}
    </ol>`
}

function explanation(
  { outcome, evidence, cases, shares, exceptions }: Verdict,
  isNew: (text: string) => boolean,
): Markup {
  const fresh = exceptions.filter(({ text }) => isNew(text))
  return html`${isNew(evidence) && html`<p>${evidence}</p>`}
  ${fresh.filter(isUsual).map(({ text }) => html`<p>${text}</p> `)}
  ${outcome === 'depends' && shares.length > 0 && html`<p>${shares.map(shareText).join(' ')}</p>`}
  ${outcome === 'depends' && cases.length > 0 && caseTable(cases)}
  ${otherwise(
    outcome,
    fresh.filter((one) => !isUsual(one)),
  )}`
}

/** What happens as a rule, unlike the other exceptions. */
function isUsual({ client }: Exception): boolean {
  return client === 'the page’s own connection'
}

function otherwise(outcome: Outcome, exceptions: Exception[]): Markup | false {
  return (
    exceptions.length > 0 &&
    html`<p>${outcome === 'kept' ? 'Rare exceptions:' : 'Different for some visitors:'}</p>
      <ul class="exceptions">
        ${exceptions.map(({ text }) => html`<li>${text}</li> `)}
      </ul>`
  )
}

function sourceLine({ browser, rule }: Verdict): Markup {
  return html`<p class="source">
    How sure: ${confidenceText(rule.confidence, browser)}.
    ${rule.source !== '' && html`Source: ${linkedText(rule.source)}`}
  </p>`
}

function shareText({ family, kept, pairs }: Share): string {
  const many = pairs === 1 ? 'the one pair' : `${pairs} pairs`
  return `${family}: ${kept} of ${many} of addresses ${kept === 1 ? 'keeps' : 'keep'} the cookie.`
}

interface Column {
  heading: string
  text: (view: Case) => Content
  /** Left out where it says the same of all cases. */
  isOptional?: boolean
}

const columns: Column[] = [
  { heading: 'Reached by', text: ({ family }) => family },
  { heading: 'Page from', text: ({ pageAddress }) => pageAddress && address(pageAddress) },
  { heading: 'Cookie from', text: ({ hostAddress }) => hostAddress && address(hostAddress) },
  { heading: 'Leading bits alike', text: bits },
  {
    heading: 'Page loaded from the network since the browser started',
    text: ({ isPageRecorded }) => yesOrNo(isPageRecorded),
    isOptional: true,
  },
  {
    heading: 'Suffix list with its private part',
    text: ({ hasPrivateSuffixes }) => yesOrNo(hasPrivateSuffixes),
    isOptional: true,
  },
  { heading: 'Versions', text: ({ versions }) => versions, isOptional: true },
]

/** What a visitor's browser may see, and what then happens to the cookie. */
function caseTable(cases: Case[]): Markup {
  const shown = cases.slice(0, mostRows)
  const used = columns.filter((column) => isWorthShowing(column, shown))
  const rows = shown.map((view) => [
    badge(outcomes[view.outcome]),
    ...used.map(({ text }) => text(view) ?? html`<span class="quiet">any</span>`),
  ])
  const more = cases.length - shown.length
  return html`<div class="cases">
    ${table('What a visitor’s browser may see', ['Outcome', ...used.map(({ heading }) => heading)], rows)}
    ${more > 0 && html`<p class="hint">And ${more} more: <code>edgemint doctor --json</code> lists them all.</p>`}
  </div>`
}

function isWorthShowing({ text, isOptional }: Column, cases: Case[]): boolean {
  const texts = cases.map(text)
  return isOptional ? new Set(texts).size > 1 : texts.some((content) => content !== undefined)
}

function bits({ sharedBits, neededBits }: Case): string | undefined {
  if (sharedBits === undefined) return undefined
  return neededBits === undefined ? String(sharedBits) : `${sharedBits} (needs ${neededBits})`
}

function yesOrNo(is: boolean | undefined): string | undefined {
  if (is === undefined) return undefined
  return is ? 'yes' : 'no'
}
