import type { Browser, CookieDiagnosis, Outcome, Verdict, Way } from '../../rules/diagnosis.ts'
import { fullLife } from '../full-life.ts'
import { groupBy } from '../group-by.ts'
import { groupVersions } from '../group-versions.ts'
import { listText } from '../../rules/in-words.ts'
import { outcomeRank, outcomes, outcomeText } from '../outcomes.ts'
import { wayTexts } from './way-texts.ts'

/** What a browser does with a cookie that a script fetches, which is the usual log-in. */
export interface BrowserSummary {
  browser: Browser
  outcome: Outcome
  text: string
  /** The versions that it holds for, if not for all. */
  where: string
  /** The other ways, where they end otherwise: "form post: blocked". */
  others: string[]
}

const browsers: Browser[] = ['Safari', 'Firefox', 'Chrome']

/** What each browser does with the cookie, at worst among its versions. */
export function browserSummaries(cookie: CookieDiagnosis): BrowserSummary[] {
  return browsers.flatMap((browser) => {
    const verdicts = cookie.verdicts.filter((verdict) => verdict.browser === browser)
    const byWay = groupBy(verdicts, ({ way }) => way).map((same) => endOf(same, fullLife(cookie)))
    const usual = byWay.find(({ way }) => way === 'fetch')
    if (!usual) return []
    const { outcome, text, where } = usual
    return { browser, outcome, text, where, others: otherWays(usual, byWay) }
  })
}

/** How a way ends at worst. */
interface End {
  way: Way
  outcome: Outcome
  text: string
  where: string
}

function endOf(verdicts: Verdict[], long: number | null | undefined): End {
  const [worst] = verdicts.toSorted((a, b) => outcomeRank(a.outcome) - outcomeRank(b.outcome))
  const { way, outcome } = worst
  return { way, outcome, text: outcomeText(worst, long), where: versionsOf(verdicts, outcome) }
}

/** "Safari 14 and later" */
function versionsOf(verdicts: Verdict[], worst: Outcome): string {
  const groups = groupVersions(verdicts, ({ outcome }) => String(outcome === worst))
  const parts = groups.filter((group) => group.verdicts[0].outcome === worst)
  return parts.length === groups.length ? '' : listText(parts.map(({ versions }) => versions))
}

function otherWays(usual: End, ends: End[]): string[] {
  const different = ends.filter(({ text }) => text !== usual.text)
  return groupBy(different, ({ text, where }) => `${text} ${where}`).map((same) => {
    const [{ outcome, text, where }] = same
    const ways = listText(same.map(({ way }) => wayTexts[way].short))
    const end = outcome === 'depends' ? outcomes[outcome].word : text
    return `${ways}: ${end}${where === '' ? '' : ` (${where})`}`
  })
}
