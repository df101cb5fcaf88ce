import { html, type Markup } from './html.ts'

/** The name of the program, with the cookie of the demo's favicon. */
export function masthead(): Markup {
  return html`<div class="brand" role="banner">
    <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
      <path class="crust" d="M17 2a5 5 0 0 0 6 6 5 5 0 0 0 7 6.5A14 14 0 1 1 17 2Z" />
      <circle cx="11" cy="12" r="2.3" />
      <circle cx="19" cy="16.5" r="2.3" />
      <circle cx="12" cy="21.5" r="2.3" />
    </svg>
    edgemint <span>doctor</span>
  </div>`
}
