import { browsers } from '../rules/browsers.ts'
import type { Browser, Confidence, CookieDiagnosis, Outcome, Verdict } from '../rules/diagnosis.ts'
import { listText } from '../rules/in-words.ts'
import { howSet } from './cookies.ts'
import { groupBy, groupVersions } from './groups.ts'
import {
  fullLife,
  outcomes,
  outcomeText,
  verdictLook,
  worstFirst,
  type Life,
  type Look,
} from './outcomes.ts'

/** How sure we are, in words. */
export function confidenceText(confidence: Confidence, browser: Browser): string {
  const engine = browsers.find(({ name }) => name === browser)?.engine
  const texts: Record<Confidence, string> = {
    tested: `${engine}’s own tests show it`,
    code: `read in ${engine}’s source`,
    documented: 'documented',
    inferred: 'our reading; nobody has tested it',
    reported: 'reported by others',
  }
  return texts[confidence]
}

/** What a browser does with a cookie that a script fetches, which is the usual log-in; of a recorded one, with how it was set. */
export interface BrowserSummary {
  browser: Browser
  outcome: Outcome
  look: Look
  text: string
  /** The versions that it holds for, if not for all. */
  where: string
  /** What else can set the cookie, where that ends otherwise: "form post: blocked". */
  others: string[]
}

/** What each browser does with the cookie, at worst among its versions. */
export function browserSummaries(cookie: CookieDiagnosis): BrowserSummary[] {
  return browsers.flatMap(({ name: browser }) => {
    const verdicts = cookie.verdicts.filter((verdict) => verdict.browser === browser)
    const ends = groupBy(verdicts, ({ way }) => way).map((same) => endOf(same, fullLife(cookie)))
    const usual = ends.find(({ way }) => way === 'fetch') ?? ends.at(0)
    if (!usual) return []
    const { outcome, look, text, where } = usual
    return { browser, outcome, look, text, where, others: otherEnds(usual, ends) }
  })
}

/** What becomes of the cookie at worst, if it is set in one way. */
interface End extends Pick<Verdict, 'way' | 'outcome'> {
  look: Look
  text: string
  where: string
}

function endOf(verdicts: Verdict[], full: Life): End {
  const [worst] = verdicts.toSorted(worstFirst)
  const { way, outcome } = worst
  return {
    way,
    outcome,
    look: verdictLook(worst, full),
    text: outcomeText(worst, full),
    where: versionsOf(verdicts, outcome),
  }
}

/** "Safari 14 and later" */
function versionsOf(verdicts: Verdict[], worst: Outcome): string {
  const groups = groupVersions(verdicts, ({ outcome }) => String(outcome === worst))
  const parts = groups.filter((group) => group.verdicts[0].outcome === worst)
  return parts.length === groups.length ? '' : listText(parts.map(({ versions }) => versions))
}

function otherEnds(usual: End, ends: End[]): string[] {
  const different = ends.filter(({ text }) => text !== usual.text)
  return groupBy(different, ({ text, where }) => `${text} ${where}`).map((same) => {
    const [{ outcome, text, where }] = same
    const setters = listText(same.map(({ way }) => howSet[way].short))
    const end = outcome === 'depends' ? outcomes[outcome].word : text
    return `${setters}: ${end}${where === '' ? '' : ` (${where})`}`
  })
}
