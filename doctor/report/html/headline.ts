import type { CookieDiagnosis, Diagnosis } from '../../rules/diagnosis.ts'
import type { Facts } from '../../facts.ts'
import { basisText, isPlan, planText } from '../basis-text.ts'
import { cookieName } from '../cookie-name.ts'
import { meaningOf } from '../headline-finding.ts'
import { verdictLook } from '../verdict-look.ts'
import { browserCards } from './browser-cards.ts'
import { dateText } from './date-text.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'
import { linkedText } from './linked-text.ts'

/** What the reader needs to know first: does it work, what users notice, where, and what it rests on. */
export function headline(diagnosis: Diagnosis, shown: CookieDiagnosis[]): Markup {
  const { facts } = diagnosis
  const { sign, tone } = verdictLook(diagnosis)
  const meaning = meaningOf(diagnosis)
  return html`<header>
    <p class="site">${facts.page.url}</p>
    <div class="verdict is-${tone}">
      <h1><span class="sign" aria-hidden="true">${sign}</span> ${diagnosis.headline.text}</h1>
      ${meaning !== '' && html`<p>${linkedText(meaning)}</p>`}
    </div>
    ${browserCards(shown)}
    <p class="basis">
      ${looked(facts)} ${shown.length > 0 && basisText}
      ${shown.map((cookie) => assumed(cookie, shown.length))}
    </p>
  </header> `
}

function looked(facts: Facts): Markup | string | undefined {
  if (isPlan(facts)) return planText
  const date = facts.observedAt === undefined ? undefined : dateText(facts.observedAt)
  return date && html`Looked at on ${date}.`
}

function assumed({ source, cookie, host }: CookieDiagnosis, count: number): Markup | undefined {
  if (source !== 'assumed') return undefined
  const which = count > 1 && html` <code>${cookieName(cookie)}</code> of ${host}`
  return html`<strong
    >The cookie${which} itself was not seen: its name and attributes are assumed.</strong
  > `
}
