import type { Outcome } from '../../rules/diagnosis.ts'
import { html } from './html.ts'
import type { Content, Markup } from './html.ts'
import { outcomes } from '../outcomes.ts'

/** An outcome as sign and word. */
export function outcomeBadge(outcome: Outcome, text?: Content): Markup {
  const { sign, word, tone } = outcomes[outcome]
  return html`<span class="badge is-${tone}"
    ><span class="sign" aria-hidden="true">${sign}</span> ${text ?? word}</span
  >`
}
