import type { Confidence, Share, Verdict } from '../../diagnosis.ts'
import { caseTable } from './case-table.ts'
import { groupBy } from '../group-by.ts'
import { groupVersions } from '../group-versions.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'
import { linkedText } from './linked-text.ts'
import { listText } from '../list-text.ts'
import { outcomeBadge } from './outcome-badge.ts'
import { wayTexts } from './way-texts.ts'

/** Why a verdict is as it is. Verdicts with the same reason share it. */
export interface Reason {
  key: string
  letter: string
  /** One of the verdicts that share it. */
  verdict: Verdict
  /** "Safari 14 to 16.6: fetch" */
  appliesTo: string
}

const confidences: Record<Confidence, string> = {
  tested: 'WebKit’s own test shows it.',
  code: 'Read in WebKit’s source.',
  documented: 'Documented by the vendor or a standard.',
  inferred: 'Follows from the code, not observed.',
  reported: 'Reported by third parties.',
}
const otherEngines: Partial<Record<Confidence, string>> = {
  tested: 'The engine’s own test shows it.',
  code: 'Read in the engine’s source.',
}

export function reasonKey({ outcome, rule, compared, cases, shares, exceptions }: Verdict): string {
  return JSON.stringify([outcome, rule, compared, cases, shares, exceptions])
}

export function reasonsOf(verdicts: Verdict[]): Reason[] {
  return groupBy(verdicts, reasonKey).map((same, i) => ({
    key: reasonKey(same[0]),
    letter: letter(i),
    verdict: same[0],
    appliesTo: appliesTo(reasonKey(same[0]), verdicts),
  }))
}

/** A to Z, then AA. */
function letter(index: number): string {
  const last = String.fromCodePoint(65 + (index % 26))
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last
}

export function reasons(all: Reason[], id: string): Markup {
  return html`<h4>Why</h4>
    <ol class="reasons">
      ${all.map((reason) => item(reason, id))}
    </ol>`
}

function item({ letter: mark, verdict, appliesTo: where }: Reason, id: string): Markup {
  const { browser, outcome, rule, compared, cases, shares, exceptions } = verdict
  const sure =
    (browser === 'Safari' ? undefined : otherEngines[rule.confidence]) ??
    confidences[rule.confidence]
  return html`<li id="${id}-${mark}">
    <p class="reason-mark" aria-hidden="true">${mark}</p>
    <div>
      <p class="reason-title">${outcomeBadge(outcome)} <span class="applies">${where}</span></p>
      <p>${rule.text}</p>
      ${compared !== '' && html`<p>${compared}</p>`}
      ${shares.length > 0 && html`<p>${shares.map(shareText).join(' ')}</p>`}
      ${(outcome === 'depends' || cases.length > 1) && caseTable(cases)}
      ${
        exceptions.length > 0 &&
        html`<p>For some visitors it may be otherwise:</p>
          <ul class="exceptions">
            ${exceptions.map((exception) => html`<li>${outcomeBadge(exception.outcome)} ${exception.text}</li>`)}
          </ul>`
      }
      <p class="source">How sure: ${sure} Source: ${linkedText(rule.source)}</p>
    </div>
  </li> `
}

function shareText({ family, kept, pairs }: Share): string {
  const many = pairs === 1 ? 'the one pair' : `${pairs} pairs`
  return `${family}: ${kept} of ${many} of addresses ${kept === 1 ? 'keeps' : 'keep'} the cookie.`
}

/** Neighbouring eras are one span of versions; spans with the same ways share them. */
function appliesTo(key: string, all: Verdict[]): string {
  const isSame = (verdict: Verdict) => reasonKey(verdict) === key
  const spans = groupVersions(all, (verdict) => String(isSame(verdict))).flatMap((group) => {
    const ways = group.verdicts.filter(isSame).map(({ way }) => way)
    return ways.length > 0 ? { ...group, ways } : []
  })
  return groupBy(spans, ({ ways }) => ways.join())
    .map((same) => {
      const versions = listText(same.map((span) => span.versions))
      const { ways, verdicts } = same[0]
      const isEveryWay = ways.length === verdicts.length
      return isEveryWay
        ? versions
        : `${versions}: ${listText(ways.map((way) => wayTexts[way].short))}`
    })
    .join('; ')
}
