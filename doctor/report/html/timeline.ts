import type { CookieDiagnosis, Verdict } from '../../rules/diagnosis.ts'
import { listText } from '../../rules/in-words.ts'
import { howSet } from '../cookies.ts'
import { groupBy, groupVersions } from '../groups.ts'
import { day, fullLife, lifeText, rangeText, verdictLook, type Life } from '../outcomes.ts'
import { html, type Markup } from './html.ts'

const longestDays = 400
const ticks = [0, 1, 7, 30, 400]

/** How long each browser keeps the cookie, as bars. */
export function timeline(cookie: CookieDiagnosis): Markup {
  const full = fullLife(cookie)
  const isOpen = cookie.verdicts.some(({ outcome }) => outcome === 'depends')
  const groups = groupVersions(cookie.verdicts, endOf)
  const rows = groups.map(
    ({ versions, verdicts }) =>
      html`<li>
        <p class="versions">${versions}</p>
        <ul>
          ${groupBy(verdicts, endOf).map((same) => bar(same, verdicts.length, full))}
        </ul>
      </li> `,
  )
  return html`<div class="timeline">
    <p class="axis" aria-hidden="true">${ticks.map(tick)}</p>
    <ul>
      ${rows}
    </ul>
    <p class="hint">
      The scale shrinks towards the right.
      ${isOpen && 'A pale end: sometimes the short life, sometimes the long one.'}
    </p>
  </div>`
}

function tick(days: number): Markup {
  const text = days === 0 ? '0' : lifeText(days * day)
  return html`<span style="inset-inline-start: ${position(days * day)}%"
    ><span>${text}</span></span
  >`
}

/** Where it makes no difference what sets the cookie, there is one bar. */
function endOf({ outcome, life }: Verdict): string {
  return `${outcome} ${life}`
}

function bar(same: Verdict[], count: number, full: Life): Markup {
  const [{ outcome, life }] = same
  const { sign, tone } = verdictLook(same[0], full)
  const setters = same.length < count && listText(same.map(({ way }) => howSet[way].short))
  return html`<li class="is-${tone}">
    <p class="set-by">${setters}</p>
    <p class="track">${piece(outcome, life, full)}</p>
    <p class="life"><span aria-hidden="true">${sign}</span> ${lifeWords(same[0], full)}</p>
  </li> `
}

function piece(outcome: Verdict['outcome'], life: number | null, full: Life): Markup {
  if (outcome === 'unknown')
    return html`<span class="piece is-open" style="inline-size: 100%"></span>`
  const short = html`<span
    class="piece${life === null && ' is-session'}"
    style="inline-size: ${position(life)}%"
  ></span>`
  const rest =
    outcome === 'depends' ? position(full === undefined ? null : full) - position(life) : 0
  return html`${short}${rest > 0 && html`<span class="piece is-open" style="inline-size: ${round(rest)}%"></span>`}`
}

function lifeWords({ outcome, life }: Verdict, full: Life): string {
  if (outcome === 'unknown') return 'not known'
  if (outcome === 'depends') return rangeText(life, full)
  return outcome === 'blocked' || outcome === 'rejected'
    ? `${lifeText(0)}, ${outcome}`
    : lifeText(life)
}

/**
 * Where a life ends on the scale, in percent of its width. The scale is logarithmic, or 7 days would
 * not be seen beside 400.
 */
function position(life: number | null): number {
  // Until the browser closes may be minutes or weeks; a day stands for it.
  const days = Math.min(Math.max((life ?? day) / day, 0), longestDays)
  return round((Math.log1p(days) / Math.log1p(longestDays)) * 100)
}

/** To two digits: engines may differ in the last bits of a logarithm. */
function round(percent: number): number {
  return Math.round(percent * 100) / 100
}
