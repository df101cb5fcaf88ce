import { html } from './html.ts'
import type { Markup } from './html.ts'

/** What the reader must not take the report for, beyond what it rests on. */
export function footer(): Markup {
  return html`<footer aria-labelledby="limits-title">
    <h2 id="limits-title">What this report cannot know</h2>
    <p>
      DNS changes, and may give other addresses elsewhere. Visitors can delete cookies, block them,
      or use a private window.
    </p>
    <p class="hint">
      Made by <code>edgemint doctor --html</code>. No cookie value and no token is in this file.
    </p>
  </footer>`
}
