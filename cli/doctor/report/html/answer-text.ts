import type { Answer } from '../../facts.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'

const failures: Record<NonNullable<Answer['failure']>['reason'], string> = {
  dns: 'its name was not found',
  refused: 'the connection was refused',
  unreachable: 'the server could not be reached',
  reset: 'the connection was cut off',
  certificate: 'its certificate is not trusted',
  timeout: 'it did not answer in time',
  'redirect-loop': 'the redirects lead in a circle',
  'not-http': 'it did not speak HTTP',
}

/** An answer in short: status, problem, cookies' names, headers. */
export function answerText({ status, problem, headers, cookies, failure }: Answer): Markup {
  const lines = Object.entries(headers ?? {}).map(
    ([name, value]) => html`<li><code>${name}: ${value}</code></li>`,
  )
  return html`<p>
      ${status !== undefined && html`<strong>${status}</strong>`}${problem !== undefined && html` <code>${problem}</code>`}
      ${failure && html`<span class="is-unsure">? No answer: ${failures[failure.reason] ?? failure.reason}.</span> ${failure.detail}`}
    </p>
    ${cookies && cookies.length > 0 && html`<p>Sets <code>${cookies.map(({ name }) => name).join(', ')}</code></p>`}
    ${
      lines.length > 0 &&
      html`<ul class="headers">
        ${lines}
      </ul>`
    }`
}
