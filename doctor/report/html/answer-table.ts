import type { Answer, ApiProbe, EndpointProbe } from '../../facts.ts'
import { answerSummary, answerText } from './answer-text.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'
import { table } from './table.ts'

export const endpointProbes: Record<EndpointProbe, string> = {
  options: 'OPTIONS',
  get: 'GET',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  foreign: 'PUT from another site’s page',
  mint: 'PUT with a token (--mint)',
}

export const apiProbes: Record<ApiProbe, string> = {
  preflight: 'Preflight (OPTIONS)',
  foreign: 'Preflight from another site’s page',
  'is-authed': 'POST',
}

/** One row for each request that was sent, or one line if all were answered alike. @param probes the requests in words, in the order to show them */
export function answerTable(
  caption: Markup,
  answers: Record<string, Answer | undefined>,
  probes: Record<string, string>,
): Markup {
  const sent = Object.entries(probes).flatMap(([probe, text]) => {
    const answer = answers[probe]
    return answer ? [{ text, answer }] : []
  })
  const summaries = new Set(sent.map(({ answer }) => answerSummary(answer).text))
  if (sent.length > 1 && summaries.size === 1) {
    const summary = answerSummary(sent[0].answer)
    return html`<p>${caption}, all ${sent.length} requests: ${summary}</p>`
  }
  const rows = sent.map(({ text, answer }) => [text, answerText(answer)])
  return table(caption, ['Request', 'Answer'], rows)
}
