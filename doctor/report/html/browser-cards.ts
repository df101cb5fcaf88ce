import type { CookieDiagnosis } from '../../rules/diagnosis.ts'
import { browserSummaries, type BrowserSummary } from './browser-summary.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'
import { outcomeBadge } from './outcome-badge.ts'

/** For each cookie what each browser does with it, in a few words. */
export function browserCards(cookies: CookieDiagnosis[]): Markup | false {
  if (cookies.length === 0) return false
  return html`<ul class="summaries">
    ${cookies.map(
      (cookie) =>
        html`<li>
          ${cookies.length > 1 && html`<p><code>${cookie.cookie.name}</code>, set by ${cookie.host}</p>`}
          <dl>${browserSummaries(cookie).map(card)}</dl>
        </li> `,
    )}
  </ul>`
}

function card({ browser, outcome, text, where, others }: BrowserSummary): Markup {
  const lines = where === '' ? others : [where, ...others]
  return html`<dt>${browser}</dt>
    <dd>${outcomeBadge(outcome, text)}${lines.map((line) => html` <small>${line}</small>`)}</dd> `
}
