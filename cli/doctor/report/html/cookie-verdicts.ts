import type { CookieDiagnosis, Outcome, Verdict, Way } from '../../diagnosis.ts'
import { fullLife } from '../full-life.ts'
import { groupVersions } from '../group-versions.ts'
import { html } from './html.ts'
import type { Content, Markup } from './html.ts'
import { lifeText } from '../life-text.ts'
import { outcomeBadge } from './outcome-badge.ts'
import { rangeText } from '../outcomes.ts'
import { reasonKey, reasons, reasonsOf } from './reasons.ts'
import type { Reason } from './reasons.ts'
import { table } from './table.ts'
import { wayTexts } from './way-texts.ts'

const allWays: Way[] = ['fetch', 'navigation', 'redirect']

/** Which browser does what with the cookie, then why. @param id a name of its own for the links within the page */
export function cookieVerdicts(cookie: CookieDiagnosis, id: string): Markup {
  const found = reasonsOf(cookie.verdicts)
  const ways = allWays.filter((way) => cookie.verdicts.some((verdict) => verdict.way === way))
  const groups = groupVersions(
    cookie.verdicts,
    (verdict) => `${verdict.outcome} ${verdict.life} ${reasonKey(verdict)}`,
  )
  const rows = groups.map(({ versions, verdicts }) => [
    versions,
    ...ways.map((way) =>
      cell(
        verdicts.find((verdict) => verdict.way === way),
        cookie,
        found,
        id,
      ),
    ),
  ])
  const columns = ['Browser', ...ways.map((way) => wayTexts[way].heading)]
  return html`${table('What becomes of the cookie, by the way it is set', columns, rows)}
  ${reasons(found, id)}`
}

function cell(
  verdict: Verdict | undefined,
  cookie: CookieDiagnosis,
  found: Reason[],
  id: string,
): Content {
  if (!verdict) return '–'
  const { outcome, life, isCounted } = verdict
  const letter = found.find(({ key }) => key === reasonKey(verdict))?.letter
  const notes = [
    lifeNote(outcome, life, fullLife(cookie)),
    !isCounted && cookie.isInUse && 'not used here',
  ].filter((note) => note !== undefined && note !== false)
  return html`${outcomeBadge(outcome)}
    <a class="why" href="#${id}-${letter}"><span class="hidden">reason </span>${letter}</a
    ><small>${notes.join(', ')}</small>`
}

function lifeNote(
  outcome: Outcome,
  life: number | null,
  long: number | null | undefined,
): string | undefined {
  if (outcome === 'depends') return rangeText(life, long)
  return outcome === 'kept' || outcome === 'capped' ? lifeText(life) : undefined
}
