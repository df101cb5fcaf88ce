import type { Answer } from '../../facts.ts'
import { answerText } from './answer-text.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'
import { table } from './table.ts'

/** One row for each request that was sent. @param probes the requests in words, in the order to show them */
export function answerTable(
  caption: string,
  answers: Record<string, Answer | undefined> | undefined,
  probes: Record<string, string>,
): Markup {
  const sent = Object.entries(probes).flatMap(([probe, text]) => {
    const answer = answers?.[probe]
    return answer ? [[text, answerText(answer)]] : []
  })
  return sent.length > 0
    ? table(caption, ['Request', 'Answer'], sent)
    : html`<p>It was not asked.</p>`
}
