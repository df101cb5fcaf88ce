import type { Diagnosis } from '../../rules/diagnosis.ts'
import { whatIfText } from '../what-if-text.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'
import { isKnown } from './shown-cookies.ts'

/** What would become of the cookies that nobody is seen to set, a paragraph for each. */
export function whatIfTexts({ cookies }: Diagnosis): Markup {
  const texts = cookies
    .filter((cookie) => !cookie.isInUse && isKnown(cookie))
    .map(whatIfText)
    .filter((text) => text !== '')
  return html`${texts.map((text) => html`<p class="what-if">${text}</p> `)}`
}
