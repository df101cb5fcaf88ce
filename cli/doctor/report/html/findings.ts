import type { Diagnosis, Finding } from '../../diagnosis.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'
import { linkedText } from './linked-text.ts'

const severities: Record<Finding['severity'], { sign: string; word: string; tone: string }> = {
  error: { sign: '✕', word: 'Wrong', tone: 'bad' },
  warning: { sign: '!', word: 'Warning', tone: 'unsure' },
  unknown: { sign: '?', word: 'Not known', tone: 'unsure' },
  note: { sign: 'i', word: 'Note', tone: 'plain' },
}

const subjects: Record<Finding['about'], string> = {
  dns: 'DNS',
  page: 'the page',
  endpoint: 'the endpoint',
  cookie: 'the cookie',
  api: 'the API',
}

/** What was found, in the diagnosis's order: the gravest first. */
export function findings({ findings: all }: Diagnosis): Markup {
  if (all.length === 0) return html`<p>Nothing else was found.</p>`
  return html`<ul class="findings">
    ${all.map(finding)}
  </ul>`
}

function finding({ severity, about, title, detail, cure, source }: Finding): Markup {
  const { sign, word, tone } = severities[severity]
  return html`<li>
    <p class="finding-kind">
      <span class="badge is-${tone}"
        ><span class="sign" aria-hidden="true">${sign}</span> ${word}</span
      >
      <span class="hint">${subjects[about]}</span>
    </p>
    <div>
      <h3>${title}</h3>
      <p>${linkedText(detail)}</p>
      ${cure !== undefined && html`<p><strong>What to do:</strong> ${linkedText(cure)}</p>`}
      ${source !== undefined && html`<p class="source">Source: ${linkedText(source)}</p>`}
    </div>
  </li> `
}
