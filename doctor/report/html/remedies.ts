import type { CookieDiagnosis, Diagnosis, Finding } from '../../rules/diagnosis.ts'
import { nothingText, stillLoggedOut } from '../basis.ts'
import { checkText, isUnreached, severities } from '../findings.ts'
import type { Task } from '../tasks.ts'
import { html, type Markup } from './html.ts'
import { badge, link, linkedText } from './inline.ts'

/**
 * What to do, numbered, the least effort first: who does it, how long it takes, and where its steps are.
 * What can be done instead has no number, and its steps are folded.
 */
export function remedies(diagnosis: Diagnosis, tasks: Task[], shown: CookieDiagnosis[]): Markup {
  if (tasks.length === 0) return nothingToDo(diagnosis, shown)
  const check = isUnreached(diagnosis) ? '' : checkText(diagnosis)
  return html`<ul class="remedies">
      ${tasks.map(item)}
    </ul>
    ${check !== '' && html`<p>${check}</p>`}`
}

function item(task: Task): Markup {
  const { number, title, more, who, effort, guide, guideText, reasons, isAlternative } = task
  return html`<li${isAlternative && html` class="is-alternative"`}>
    <p class="mark">${number ?? 'Or'}</p>
    <div>
      <h3>${title}</h3>
      <dl class="work">
        <div><dt>Who:</dt> <dd>${who}</dd></div>
        <div><dt>Takes:</dt> <dd>${effort}</dd></div>
        <div><dt>How:</dt> <dd>${link(guide, guideText)}</dd></div>
      </dl>
      ${more !== '' && html`<p>${linkedText(more)}</p>`}
      ${reasons.map(reason)}
      ${isAlternative ? folded(task) : inside(task)}
    </div>
  </li> `
}

function reason({ severity, title, detail, source }: Finding): Markup {
  return html`<p>${badge(severities[severity])} ${linkedText(`${title} ${detail}`.trim())}</p>
    ${source !== undefined && html`<p class="source">Source: ${linkedText(source)}</p>`}`
}

function inside({ steps, result }: Task): Markup {
  return html`${stepList(steps)} ${result !== '' && html`<p>Then: ${linkedText(result)}</p>`}`
}

function folded(task: Task): Markup | false {
  return (
    task.steps.length > 0 &&
    html`<details>
      <summary>What it takes</summary>
      ${inside(task)}
    </details>`
  )
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
