import type { CookieDiagnosis, Diagnosis } from '../rules/diagnosis.ts'
import { siteHost } from './basis.ts'
import { isKnown, shownCookies, whatIfTexts } from './cookies.ts'
import { isUnreached } from './findings.ts'
import { factsSection } from './html/facts.ts'
import { findings } from './html/findings.ts'
import { glossary } from './html/glossary.ts'
import { browserSection, headline } from './html/headline.ts'
import { masthead } from './html/masthead.ts'
import { html, rawMarkup, type Markup } from './html/html.ts'
import { picture } from './html/picture.ts'
import { remedies } from './html/remedies.ts'
import { style } from './html/style.ts'
import { timeline } from './html/timeline.ts'
import { cookieHeading, verdicts } from './html/verdicts.ts'
import { tasksHeading, tasksOf } from './tasks.ts'

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
          ${rawMarkup(style)}
        </style>
      </head>
      <body>
        ${masthead()}
        <main>${reportContent(diagnosis)}</main>
        ${footer(isUnreached(diagnosis))}
      </body>
    </html> `
  return page.text
}

/**
 * The report itself, for a page that has its own head and foot: on the first screen what visitors notice and
 * what to do, then why; what only experts read is folded.
 *
 * @param looked where the names of a plan were looked up, and when, in a sentence. Left out: nowhere.
 */
export function reportContent(diagnosis: Diagnosis, looked?: string): Markup {
  const shown = shownCookies(diagnosis)
  const tasks = tasksOf(diagnosis)
  const start = html`${headline(diagnosis, looked)}
  ${section('remedies', tasksHeading(tasks), remedies(diagnosis, tasks, shown))}`
  if (isUnreached(diagnosis)) return start
  const top = html`${start}${whatIfTexts(diagnosis).map((text) => html`<p class="what-if">${text}</p> `)}
  ${section('browsers', 'What each browser does', browserSection(diagnosis, shown))}
  ${section('findings', 'What else was found', findings(diagnosis))}
  ${shown.length > 0 && cookieSections(diagnosis, shown)}`
  const facts = fold('facts', 'The facts', factsSection(diagnosis.facts, looked !== undefined))
  const words = glossary(html`${top}${facts}`)
  return html`${top} ${section('words', 'Words', words)} ${facts}`
}

function cookieSections(diagnosis: Diagnosis, shown: CookieDiagnosis[]): Markup {
  const { facts } = diagnosis
  const known = shown.filter(isKnown)
  const lives = known.map(
    (cookie) =>
      html`<article>
        ${shown.length > 1 && cookieHeading(cookie, facts)}${timeline(cookie)}
      </article> `,
  )
  const details = known.map(
    (cookie, i) =>
      html`<article>
        ${cookieHeading(cookie, facts)} ${verdicts(cookie, `cookie-${i + 1}`)}
      </article> `,
  )
  return html`${section('picture', 'The picture', picture(diagnosis, shown))}
  ${fold('lives', 'How long the cookie lives', html`${lives}`)}
  ${fold('verdicts', 'Why, version by version', html`${details}`)}`
}

/** None where there is nothing to say. */
function section(id: string, title: string, inside: Markup | undefined): Markup | undefined {
  if (!inside) return undefined
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${inside}
  </section> `
}

/** A section for experts: folded, but open on paper. */
function fold(id: string, title: string, inside: Markup | undefined): Markup | undefined {
  if (!inside) return undefined
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <details>
      <summary><h2 id="${id}-title">${title}</h2></summary>
      ${inside}
    </details>
  </section> `
}

/** What the reader must not take the report for, beyond what it rests on. */
function footer(isEmpty: boolean): Markup {
  const made = html`<p class="hint">
    Made by <code>edgemint doctor --html</code>. No cookie value and no token is in this file.
  </p>`
  if (isEmpty) return html`<footer>${made}</footer>`
  return html`<footer aria-labelledby="limits-title">
    <h2 id="limits-title">What this report cannot know</h2>
    <p>
      DNS changes, and may give other addresses elsewhere. Visitors can delete cookies, block them,
      or use a private window.
    </p>
    ${made}
  </footer>`
}
