import { chromeRules, judgeInChrome } from './chrome.ts'
import type { cookieRules, refusals } from './cookie-rules.ts'
import type { StoredResponse } from './cookie-response.ts'
import { eras } from './eras.ts'
import { firefoxRules, judgeInFirefox } from './firefox.ts'
import type { Judge, Judgement, unknownRules } from './judgement.ts'
import type { Way } from '../diagnosis.ts'
import { judgeInSafari, safariCookies } from './safari.ts'
import { standardCookies, type CookieQuirks } from './store-cookie.ts'
import { versionsText, type Versions } from './versions.ts'
import { webkitRules } from './webkit.ts'

interface BrowserRow<Name, Rules, Range extends Versions> {
  name: Name
  /** The ranges of versions that differ, in their order. */
  versions: readonly Range[]
  /** How it stores cookies. */
  cookies: CookieQuirks
  /** The rules that no other browser has. */
  rules: Rules
  judge: Judge<Range>
}

/** All that is judged, in the order of reports. */
export const browsers = [
  browser({
    name: 'Safari',
    versions: eras,
    cookies: safariCookies,
    rules: webkitRules,
    judge: judgeInSafari,
  }),
  browser({
    name: 'Firefox',
    versions: [{}],
    cookies: standardCookies,
    rules: firefoxRules,
    judge: judgeInFirefox,
  }),
  browser({
    name: 'Chrome',
    versions: [{}],
    cookies: standardCookies,
    rules: chromeRules,
    judge: judgeInChrome,
  }),
]

export type Browser = (typeof browsers)[number]['name']

type KeysOf<Table> = Table extends unknown ? keyof Table & string : never

/** The ids of all rules. */
export type RuleId =
  | KeysOf<(typeof browsers)[number]['rules']>
  | KeysOf<typeof cookieRules | typeof refusals | typeof unknownRules>

/** Each range with its text and its own judge. */
function browser<const Name extends string, Rules, Range extends Versions>({
  name,
  versions,
  cookies,
  rules,
  judge,
}: BrowserRow<Name, Rules, Range>) {
  return {
    name,
    cookies,
    rules,
    versions: versions.map((range, index) => ({
      ...(range.since !== undefined && { since: range.since }),
      ...(range.until !== undefined && { until: range.until }),
      text: versionsText(name, range, versions[index + 1]),
      judge: (response: StoredResponse, by: Way): Judgement => judge(response, by, range),
    })),
  }
}
