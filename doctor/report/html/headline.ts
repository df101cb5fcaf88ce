import type { CookieDiagnosis, Diagnosis } from '../../rules/diagnosis.ts'
import type { Facts } from '../../facts.ts'
import { basisText, isPlan, planText } from '../basis.ts'
import { browserSummaries, type BrowserSummary } from '../browsers.ts'
import { cookieName } from '../cookies.ts'
import { headOf, keptText } from '../findings.ts'
import { lookOf } from '../outcomes.ts'
import { html, type Markup } from './html.ts'
import { badge, linkedText } from './inline.ts'

/**
 * What the reader needs to know first: what visitors notice, where, and why.
 *
 * @param looked where the names of a plan were looked up
 */
export function headline(diagnosis: Diagnosis, looked?: string): Markup {
  const { facts } = diagnosis
  const { sign, tone } = lookOf(diagnosis)
  const { title, more } = headOf(diagnosis)
  return html`<header>
    <p class="site">${facts.page.url}</p>
    <p class="basis">${looked ?? whenLooked(facts)}</p>
    <div class="verdict is-${tone}">
      <h1><span class="sign" aria-hidden="true">${sign}</span> ${title}</h1>
      ${more.map((text) => html`<p>${linkedText(text)}</p> `)}
    </div>
  </header> `
}

/** For each cookie what each browser does with it, in a few words, and what that rests on. */
export function browserSection(diagnosis: Diagnosis, shown: CookieDiagnosis[]): Markup | undefined {
  if (shown.length === 0) return undefined
  const kept = keptText(diagnosis)
  return html`${kept !== '' && html`<p>${kept}</p>`} ${browserCards(shown)}
    <p class="basis">${basisText} ${shown.map((cookie) => assumed(cookie, shown.length))}</p>`
}

function whenLooked(facts: Facts): Markup | string | undefined {
  if (isPlan(facts)) return planText
  const date = facts.observedAt === undefined ? undefined : dateText(facts.observedAt)
  return date && html`Checked on ${date}.`
}

function assumed({ source, cookie, host }: CookieDiagnosis, count: number): Markup | undefined {
  if (source !== 'assumed') return undefined
  const which = count > 1 && html` <code>${cookieName(cookie)}</code> of ${host}`
  return html`<strong
    >The cookie${which} itself was not seen: its name and attributes are assumed.</strong
  > `
}

const months =
  'January February March April May June July August September October November December'.split(' ')

/** Spelled out here rather than by `Intl`, whose words differ between engines and versions. */
function dateText(text: string): Markup | undefined {
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) return undefined
  const iso = time.toISOString()
  const day = `${time.getUTCDate()} ${months[time.getUTCMonth()]} ${time.getUTCFullYear()}`
  return html`<time datetime="${iso}">${day}, ${iso.slice(11, 16)} UTC</time>`
}

function browserCards(cookies: CookieDiagnosis[]): Markup {
  return html`<ul class="summaries">
    ${cookies.map(
      (cookie) =>
        html`<li>
          ${cookies.length > 1 && html`<p><code>${cookieName(cookie.cookie)}</code>, set by ${cookie.host}</p>`}
          <dl>${browserSummaries(cookie).map(card)}</dl>
        </li> `,
    )}
  </ul>`
}

function card({ browser, look, text, where, others }: BrowserSummary): Markup {
  const lines = where === '' ? others : [where, ...others]
  return html`<dt>${browser}</dt>
    <dd>${badge(look, text)}${lines.map((line) => html` <small>${line}</small>`)}</dd> `
}
