import type { Browser, CookieDiagnosis, Outcome, Verdict } from '../../diagnosis.ts'
import { fullLife } from '../full-life.ts'
import { groupVersions } from '../group-versions.ts'
import { listText } from '../list-text.ts'
import { outcomeRank, outcomeText } from '../outcomes.ts'
import { wayTexts } from './way-texts.ts'

/** What a browser does with a cookie at worst. */
export interface BrowserSummary {
  browser: Browser
  outcome: Outcome
  text: string
  /** The versions and ways that it holds for, if not for all. */
  where: string
}

const browsers: Browser[] = ['Safari', 'Firefox', 'Chrome']

/** What each browser does with the cookie at worst, of the verdicts that count. */
export function browserSummaries(cookie: CookieDiagnosis): BrowserSummary[] {
  return browsers.flatMap((browser) => {
    const verdicts = decisive(cookie.verdicts.filter((verdict) => verdict.browser === browser))
    const worst = verdicts.toSorted((a, b) => outcomeRank(a.outcome) - outcomeRank(b.outcome)).at(0)
    if (!worst) return []
    const text = outcomeText(worst, fullLife(cookie))
    return { browser, outcome: worst.outcome, text, where: whereOf(verdicts, worst.outcome) }
  })
}

/** Of a cookie that nobody sets no verdict counts: a fetch is then what would set it. */
function decisive(verdicts: Verdict[]): Verdict[] {
  const counted = verdicts.filter(({ isCounted }) => isCounted)
  if (counted.length > 0) return counted
  const fetched = verdicts.filter(({ way }) => way === 'fetch')
  return fetched.length > 0 ? fetched : verdicts
}

/** "Safari 14 or later, by form post or redirect" */
function whereOf(verdicts: Verdict[], worst: Outcome): string {
  const affected = verdicts.filter(({ outcome }) => outcome === worst)
  const parts = [versionsOf(verdicts, affected), waysOf(verdicts, affected)]
  return parts.filter((part) => part !== '').join(', ')
}

function versionsOf(verdicts: Verdict[], affected: Verdict[]): string {
  const names = new Set(affected.map(({ versions }) => versions))
  const groups = groupVersions(verdicts, ({ versions }) => String(names.has(versions)))
  const parts = groups.filter((group) => group.verdicts.some(({ versions }) => names.has(versions)))
  return parts.length === groups.length ? '' : listText(parts.map(({ versions }) => versions))
}

function waysOf(verdicts: Verdict[], affected: Verdict[]): string {
  const [all, some] = [verdicts, affected].map((list) => [...new Set(list.map(({ way }) => way))])
  if (all.length === some.length) return ''
  return `by ${some.map((way) => wayTexts[way].short).join(' or ')}`
}
