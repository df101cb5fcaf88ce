import type { Facts } from '../../facts.ts'
import type { CookieDiagnosis, Verdict } from '../../rules/diagnosis.ts'
import { shortName } from '../../rules/in-words.ts'
import { cookieName, holdings, howSet, settersOf, sources } from '../cookies.ts'
import { groupVersions } from '../groups.ts'
import { fullLife, verdictLook, type Life } from '../outcomes.ts'
import { html, type Content, type Markup } from './html.ts'
import { badge } from './inline.ts'
import { reasonKey, reasons, reasonsOf, type Reason } from './reasons.ts'
import { table } from './table.ts'

/** Which cookie, and who sets it: of a recorded log-in it is not known what that host is. */
export function cookieHeading(
  { cookie, holds, host, setBy }: CookieDiagnosis,
  { recorded }: Facts,
): Markup {
  const who = setBy === 'endpoint' ? 'the endpoint on ' : recorded ? '' : 'the API on '
  return html`<h3>
    <code>${cookieName(cookie)}</code>${holds && `, ${holdings[holds]}`}, set by ${who}${host}
  </h3>`
}

/** Which browser does what with the cookie, then why. @param id a name of its own for the links within the page */
export function verdicts(cookie: CookieDiagnosis, id: string): Markup {
  const found = reasonsOf(cookie.verdicts)
  const setters = settersOf(cookie)
  const full = fullLife(cookie)
  const groups = groupVersions(
    cookie.verdicts,
    (verdict) => `${verdict.life} ${reasonKey(verdict)}`,
  )
  const rows = groups.map((group) => [
    group.versions,
    ...setters.map((by) =>
      cell(
        group.verdicts.find(({ way }) => way === by),
        found,
        id,
        full,
      ),
    ),
  ])
  const caption = html`<span class="hidden">What happens to the cookie, by how it is set</span>`
  return html`${details(cookie)} ${table(caption, ['Browser', ...setters.map(heading)], rows)}
  ${reasons(found, id, full)}`
}

function heading(by: Verdict['way']): Markup {
  const { heading: text, example } = howSet[by]
  return html`${text} <small>${example}</small>`
}

function cell(verdict: Verdict | undefined, found: Reason[], id: string, full: Life): Content {
  if (!verdict) return '–'
  const letter = found.find(({ key }) => key === reasonKey(verdict))?.letter
  return html`${badge(verdictLook(verdict, full))}
    <a class="why" href="#${id}-${letter}"><span class="hidden">reason </span>${letter}</a>`
}

function details({ cookie, source }: CookieDiagnosis): Markup {
  const attributes = cookie.attributes.map(({ name, value }) =>
    value === '' ? name : `${name}=${value}`,
  )
  const text = [cookie.name === '' ? '…' : `${shortName(cookie)}=…`, ...attributes].join('; ')
  return html`<p class="set-cookie">
    <code>${text}</code> <span class="hint">(${sources[source]}; the value is left out)</span>
  </p>`
}
