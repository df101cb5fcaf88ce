import type { CookieDiagnosis, Verdict, Way } from '../../rules/diagnosis.ts'
import { groupVersions } from '../group-versions.ts'
import { waysShown } from '../ways-shown.ts'
import { html } from './html.ts'
import type { Content, Markup } from './html.ts'
import { outcomeBadge } from './outcome-badge.ts'
import { reasonKey, reasonsOf } from './reasons-of.ts'
import type { Reason } from './reasons-of.ts'
import { reasons } from './reasons.ts'
import { table } from './table.ts'
import { wayTexts } from './way-texts.ts'

/** Which browser does what with the cookie, then why. @param id a name of its own for the links within the page */
export function cookieVerdicts(cookie: CookieDiagnosis, id: string): Markup {
  const found = reasonsOf(cookie.verdicts)
  const ways = waysShown(cookie)
  const groups = groupVersions(
    cookie.verdicts,
    (verdict) => `${verdict.life} ${reasonKey(verdict)}`,
  )
  const rows = groups.map(({ versions, verdicts }) => [
    versions,
    ...ways.map((way) =>
      cell(
        verdicts.find((verdict) => verdict.way === way),
        found,
        id,
      ),
    ),
  ])
  const caption = html`<span class="hidden">What becomes of the cookie, by the way it is set</span>`
  return html`${table(caption, ['Browser', ...ways.map(heading)], rows)} ${reasons(found, id)}`
}

function heading(way: Way): Markup {
  const { heading: text, example } = wayTexts[way]
  return html`${text} <small>${example}</small>`
}

function cell(verdict: Verdict | undefined, found: Reason[], id: string): Content {
  if (!verdict) return '–'
  const letter = found.find(({ key }) => key === reasonKey(verdict))?.letter
  return html`${outcomeBadge(verdict.outcome)}
    <a class="why" href="#${id}-${letter}"><span class="hidden">reason </span>${letter}</a>`
}
