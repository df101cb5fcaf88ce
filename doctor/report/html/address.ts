import { html } from './html.ts'
import type { Markup } from './html.ts'

/** An IP address, which no line breaks. */
export function address(text: string): Markup {
  return html`<code class="whole">${text}</code>`
}
