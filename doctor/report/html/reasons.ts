import type { Exception, Outcome, Share, Verdict } from '../../rules/diagnosis.ts'
import { caseTable } from './case-table.ts'
import { confidenceText } from '../confidence-text.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'
import { linkedText } from './linked-text.ts'
import { outcomeBadge } from './outcome-badge.ts'
import type { Reason } from './reasons-of.ts'

/** The reasons in their order. What stands in one is not repeated in the next. */
export function reasons(all: Reason[], id: string): Markup {
  const told = new Set<string>()
  const isNew = (text: string) => text !== '' && !told.has(text)
  const items = all.map((reason) => {
    const { letter, verdict, appliesTo } = reason
    const content = explanation(verdict, isNew)
    const first = all.find((one) => one.verdict.rule.text === verdict.rule.text) as Reason
    const isFirst = first === reason
    for (const text of [verdict.evidence, ...verdict.exceptions.map((one) => one.text)]) {
      told.add(text)
    }
    return html`<li id="${id}-${letter}">
      <p class="mark" aria-hidden="true">${letter}</p>
      <div>
        <p>${outcomeBadge(verdict.outcome)} <span class="applies">${appliesTo}</span></p>
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
    html`<p>${outcome === 'kept' ? 'Seldom otherwise:' : 'Otherwise for some visitors:'}</p>
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
