import { judgeInChrome } from './chrome.ts'
import type { StoredResponse } from './cookie-response.ts'
import { eras } from './eras.ts'
import { judgeInFirefox } from './firefox.ts'
import type { Judgement, unknown, Way } from './judgement.ts'
import { judgeInSafari, safariCookies } from './safari.ts'
import { standardCookies, type CookieQuirks } from './store-cookie.ts'
import { versionsText, type Versions } from './in-words.ts'

interface BrowserRow<Name, Range extends Versions, Id extends string> {
  name: Name
  /** What reports call its engine. One reason may be that of several browsers, so only WebKit is named. */
  engine: string
  /** The ranges of versions that differ, in their order. */
  versions: readonly Range[]
  /** How it stores cookies. */
  cookies: CookieQuirks
  /** What it does with a cookie that is set by a fetch, a navigation or a redirect. */
  judge: (response: StoredResponse, by: Way, versions: Range) => Judgement<Id>
}

/** All that is judged, in the order of reports. */
export const browsers = [
  browser({
    name: 'Safari',
    engine: 'WebKit',
    versions: eras,
    cookies: safariCookies,
    judge: judgeInSafari,
  }),
  browser({
    name: 'Firefox',
    engine: 'the engine',
    versions: [{}],
    cookies: standardCookies,
    judge: judgeInFirefox,
  }),
  browser({
    name: 'Chrome',
    engine: 'the engine',
    versions: [{}],
    cookies: standardCookies,
    judge: judgeInChrome,
  }),
]

export type Browser = (typeof browsers)[number]['name']

/** The ids of all rules that may decide. */
export type RuleId =
  | ReturnType<(typeof browsers)[number]['versions'][number]['judge']>['rule']['id']
  | typeof unknown.rule.id

/** Each range with its text and its own judge. */
function browser<const Name extends string, Range extends Versions, Id extends string>({
  versions,
  judge,
  ...row
}: BrowserRow<Name, Range, Id>) {
  return {
    ...row,
    versions: versions.map((range, index) => ({
      ...(range.since !== undefined && { since: range.since }),
      ...(range.until !== undefined && { until: range.until }),
      text: versionsText(row.name, range, versions[index + 1]),
      judge: (response: StoredResponse, by: Way): Judgement<Id> => judge(response, by, range),
    })),
  }
}
