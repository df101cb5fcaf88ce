import { html } from './html.ts'
import type { Markup } from './html.ts'

/** What the reader must not take the report for. */
export function footer(): Markup {
  return html`<footer aria-labelledby="limits-title">
    <h2 id="limits-title">What this report cannot know</h2>
    <ul>
      <li>
        Nothing here was observed on a real Safari. The verdicts are worked out from WebKit’s source
        code, its tests and its documents. WebKit is the engine of Safari.
      </li>
      <li>Which Safari has which version of the rules is partly worked out from dates.</li>
      <li>
        Visitors may see other addresses than doctor did. Behind iCloud Private Relay, a proxy or
        NAT64 all addresses can look alike, and then Safari keeps what it would cap.
      </li>
      <li>DNS changes. The report holds for the answers listed above.</li>
      <li>Visitors can delete cookies, block them, or use a private window.</li>
    </ul>
    <p class="hint">
      Made by <code>edgemint doctor --html</code>. <code>--json</code> gives the same as data. No
      cookie value and no token is in this file.
    </p>
  </footer>`
}
