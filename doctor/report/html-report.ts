import type { Diagnosis } from '../rules/diagnosis.ts'
import { lives, verdicts } from './html/cookies.ts'
import { factsSection } from './html/facts-section.ts'
import { findings } from './html/findings.ts'
import { footer } from './html/footer.ts'
import { fittedStyle } from './html/fitted-style.ts'
import { glossary } from './html/glossary.ts'
import { headline } from './html/headline.ts'
import { html, rawMarkup } from './html/html.ts'
import type { Markup } from './html/html.ts'
import { masthead } from './html/masthead.ts'
import { picture } from './html/picture.ts'
import { remedies } from './html/remedies.ts'
import { shownCookies } from './html/shown-cookies.ts'
import { siteHost } from './html/site-host.ts'
import { style } from './html/style.ts'
import { whatIfTexts } from './html/what-if-texts.ts'

/** The diagnosis as one file to mail or print: no script, and nothing that is loaded from elsewhere. */
export function htmlReport(diagnosis: Diagnosis): string {
  const { facts } = diagnosis
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
        <main>${content(diagnosis)}</main>
        ${footer()}
      </body>
    </html> `
  return page.text
}

function content(diagnosis: Diagnosis): Markup {
  const shown = shownCookies(diagnosis)
  const whatIf = whatIfTexts(diagnosis)
  const told = html`${headline(diagnosis, shown)}${whatIf}
  ${section('remedies', 'What to do', remedies(diagnosis, shown))}
  ${section('findings', 'What else was found', findings(diagnosis))}
  ${shown.length > 0 && section('picture', 'The picture', picture(diagnosis, shown))}
  ${shown.length > 0 && section('lives', 'How long the cookie lives', lives(shown))}
  ${shown.length > 0 && section('verdicts', 'What each browser does, and why', verdicts(shown))}`
  const facts = section('facts', 'The facts', factsSection(diagnosis.facts))
  const words = glossary(html`${told}${facts}`)
  return html`${told} ${section('words', 'Words', words)} ${facts}`
}

/** None where there is nothing to say. */
function section(id: string, title: string, inside: Markup | undefined): Markup | undefined {
  if (!inside) return undefined
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${inside}
  </section> `
}
