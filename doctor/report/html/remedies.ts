import type { CookieDiagnosis, Diagnosis, Remedy } from '../../rules/diagnosis.ts'
import { checkText, nothingText, stillLoggedOut } from '../basis.ts'
import { html, type Markup } from './html.ts'
import { linkedText } from './inline.ts'

/** What to do, numbered, the least effort first; what can be done instead has no number. */
export function remedies(diagnosis: Diagnosis, shown: CookieDiagnosis[]): Markup {
  const { remedies: all } = diagnosis
  if (all.length === 0) return nothingToDo(diagnosis, shown)
  let number = 0
  const marked = all.map((remedy) => {
    if (!remedy.isAlternative) number += 1
    return item(remedy, remedy.isAlternative ? 'Or' : String(number))
  })
  return html`<ul class="remedies">
      ${marked}
    </ul>
    ${shown.length > 0 && html`<p>${checkText}</p>`}`
}

function item({ title, steps, result, effort, isAlternative }: Remedy, mark: string): Markup {
  return html`<li${isAlternative && html` class="is-alternative"`}>
    <p class="mark">${mark}</p>
    <div>
      <h3>${title} <span class="tag">takes ${effort}</span></h3>
      ${stepList(steps)} ${result !== '' && html`<p>Then: ${linkedText(result)}</p>`}
    </div>
  </li> `
}

function stepList(steps: string[]): Markup | false {
  return (
    steps.length > 0 &&
    html`<ul class="steps">
      ${steps.map((step) => html`<li>${linkedText(step)}</li> `)}
    </ul>`
  )
}

function nothingToDo(diagnosis: Diagnosis, shown: CookieDiagnosis[]): Markup {
  if (diagnosis.exitCode !== 0) return html`<p>There is no ready-made solution for this.</p>`
  if (shown.length === 0) return html`<p>Nothing.</p>`
  return html`<p>${nothingText(diagnosis)}</p>
    ${stepList(stillLoggedOut(diagnosis))}`
}
