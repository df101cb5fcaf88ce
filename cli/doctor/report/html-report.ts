import type { Diagnosis } from '../diagnosis.ts'
import { lives, verdicts } from './html/cookies.ts'
import { factsSection } from './html/facts-section.ts'
import { findings } from './html/findings.ts'
import { footer } from './html/footer.ts'
import { fittedStyle } from './html/fitted-style.ts'
import { glossary } from './html/glossary.ts'
import { headline } from './html/headline.ts'
import { html, rawMarkup } from './html/html.ts'
import type { Content, Markup } from './html/html.ts'
import { masthead } from './html/masthead.ts'
import { picture } from './html/picture.ts'
import { remedies } from './html/remedies.ts'
import { siteHost } from './html/site-host.ts'
import { style } from './html/style.ts'

/** The diagnosis as one file to mail or print: no script, and nothing that is loaded from elsewhere. */
export function htmlReport(diagnosis: Diagnosis): string {
  const { cookies, facts } = diagnosis
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>edgemint doctor: ${siteHost(facts)}</title>
        <style>
          ${rawMarkup(style + fittedStyle)}
        </style>
      </head>
      <body>
        ${masthead()}
        <main>
          ${headline(diagnosis)} ${section('remedies', 'What to do', remedies(diagnosis))}
          ${section('picture', 'The picture', picture(diagnosis))}
          ${cookies.length > 0 && section('lives', 'How long the cookie lives', [scaleNote, lives(cookies)])}
          ${cookies.length > 0 && section('verdicts', 'What each browser does, and why', [wayNote, verdicts(cookies)])}
          ${section('findings', 'What was found', findings(diagnosis))}
          ${section('facts', 'The facts', factsSection(facts))}
          ${section('words', 'Words', glossary())}
        </main>
        ${footer()}
      </body>
    </html> `
  return page.text
}

const scaleNote = html`<p class="hint">
  The scale shrinks towards the right, so that 7 days can be seen beside 400. Where a bar has a pale
  end, some visitors get the short life and some the long one. Faint bars are for ways to set a
  cookie that this site does not use.
</p>`
const wayNote = html`<p class="hint">
  A cookie can be set by a fetch (a script on the page asks for it), by a form post (a navigation:
  the browser opens a new page), or at the end of a redirect from another host. The letter leads to
  the reason.
</p>`

function section(id: string, title: string, content: Content): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${content}
  </section>`
}
