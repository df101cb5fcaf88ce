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

/** An answer without its headers: status, problem, cookies' names, or why there is none. */
export function answerSummary({ status, problem, cookies = [], failure }: Answer): Markup {
  const names = [...new Set(cookies.map(({ name }) => name))]
  return html`${status !== undefined && html`<strong>${status}</strong>`}${problem !== undefined && html` <code>${problem}</code>`}${
    failure &&
    html` <span class="is-unsure">no answer: ${failures[failure.reason] ?? failure.reason}</span>${
        failure.detail !== '' && ` (${failure.detail})`
      }`
  }${names.length > 0 && html`, sets <code>${names.join(', ')}</code>`}`
}

/** An answer in short, with its headers. */
export function answerText(answer: Answer): Markup {
  const lines = Object.entries(answer.headers ?? {}).map(
    ([name, value]) => html`<li><code>${name}: ${value}</code></li> `,
  )
  return html`<p>${answerSummary(answer)}</p>
    ${
      lines.length > 0 &&
      html`<ul class="headers">
        ${lines}
      </ul>`
    }`
}
