import type { Diagnosis, Finding } from '../../rules/diagnosis.ts'
import { otherFindings } from '../headline-finding.ts'
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

/** What was found and is not said above, in the diagnosis's order: the gravest first. */
export function findings(diagnosis: Diagnosis): Markup | undefined {
  const others = otherFindings(diagnosis)
  if (others.length === 0) return undefined
  const mended = new Set(diagnosis.remedies.flatMap(({ id, title }) => [id, title]))
  return html`<ul class="findings">
    ${others.map((one) => finding(one, mended.has(one.id) || mended.has(one.cure ?? '')))}
  </ul>`
}

function finding(
  { severity, about, title, detail, cure, source }: Finding,
  isMended: boolean,
): Markup {
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
      ${cure !== undefined && !isMended && html`<p><strong>What to do:</strong> ${linkedText(cure)}</p>`}
      ${source !== undefined && html`<p class="source">Source: ${linkedText(source)}</p>`}
    </div>
  </li> `
}
