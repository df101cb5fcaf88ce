import type { Case } from '../../rules/diagnosis.ts'
import { address } from './address.ts'
import { html } from './html.ts'
import type { Content, Markup } from './html.ts'
import { outcomeBadge } from './outcome-badge.ts'
import { table } from './table.ts'

/** Of all cases, those that are told. */
export const mostRows = 24

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

/** What a visitor's browser may see, and what then becomes of the cookie. */
export function caseTable(cases: Case[]): Markup {
  const shown = cases.slice(0, mostRows)
  const used = columns.filter((column) => isWorthShowing(column, shown))
  const rows = shown.map((view) => [
    outcomeBadge(view.outcome),
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
