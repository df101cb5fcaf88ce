import type { Diagnosis, Finding } from '../../rules/diagnosis.ts'
import { listText } from '../../rules/in-words.ts'
import { workers } from '../../rules/work.ts'
import { otherFindings, severities } from '../findings.ts'
import { html, type Markup } from './html.ts'
import { badge, linkedText } from './inline.ts'

const subjects: Record<Finding['about'], string> = {
  dns: 'DNS',
  page: 'the page',
  endpoint: 'the endpoint',
  bridge: 'the bridge',
  cookie: 'the cookie',
  api: 'the API',
}

/** What was found and is not said above, in the diagnosis's order: the gravest first. */
export function findings(diagnosis: Diagnosis): Markup | undefined {
  const others = otherFindings(diagnosis)
  if (others.length === 0) return undefined
  return html`<ul class="findings">
    ${others.map(item)}
  </ul>`
}

function item({ severity, about, title, detail, cure, who, source }: Finding): Markup {
  return html`<li>
    <p class="finding-kind">
      ${badge(severities[severity])}
      <span class="hint">${subjects[about]}</span>
    </p>
    <div>
      <h3>${title}</h3>
      ${detail !== '' && html`<p>${linkedText(detail)}</p>`}
      ${cure !== undefined && html`<p><strong>What to do:</strong> ${linkedText(cure)} ${who && html`<span class="hint">By ${listText(who.map((one) => workers[one]))}.</span>`}</p>`}
      ${source !== undefined && html`<p class="source">Source: ${linkedText(source)}</p>`}
    </div>
  </li> `
}
