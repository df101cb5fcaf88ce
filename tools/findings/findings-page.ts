import { chromeRules } from '../../doctor/rules/chrome.ts'
import { cookieRules, refusals } from '../../doctor/rules/cookie-rules.ts'
import type { Rule } from '../../doctor/rules/diagnosis.ts'
import type { FindingKind } from '../../doctor/rules/findings/finding-kind.ts'
import {
  findingTable,
  type FindingId,
  type Subject,
} from '../../doctor/rules/findings/finding-ids.ts'
import { firefoxRules } from '../../doctor/rules/firefox.ts'
import { guideFor } from '../../doctor/rules/guide.ts'
import { listText } from '../../doctor/rules/in-words.ts'
import { remedyRows, type RemedyId } from '../../doctor/rules/remedy-rows.ts'
import { webkitRules } from '../../doctor/rules/webkit.ts'
import { efforts, workers, type Effort, type Who } from '../../doctor/rules/work.ts'

/** Where the page is, from the root. */
export const findingsFile = 'docs/findings.md'

const subjects: Record<Subject, string> = {
  dns: 'DNS',
  page: 'the page',
  endpoint: 'the endpoint',
  bridge: 'the bridge',
  cookie: 'a cookie',
  api: 'the API',
}

const rules: Record<string, Record<string, Rule>> = {
  Safari: webkitRules,
  Firefox: firefoxRules,
  Chrome: chromeRules,
  'All browsers': cookieRules,
  'Why browsers refuse a cookie': refusals,
}

/** All that doctor can find, go by and advise, each with its source, from its own tables: a page in Markdown. */
export function findingsPage(): string {
  return [
    '# All findings, rules and remedies',
    'What [doctor](doctor.md) can say, by the ids that `--json` and `--ci` name. This page is written from doctor’s own tables by `node tools/findings/main.ts`: change those, and run that.',
    ...Object.entries(findingTable).flatMap(([about, kinds]) => [
      `## Findings about ${subjects[about as Subject]}`,
      ...(Object.entries(kinds) as [FindingId, FindingKind][]).flatMap(finding),
    ]),
    '## Rules',
    'What decides about a cookie. How sure: _tested_ is shown by an engine’s own test, _code_ is read in its source, _documented_ is said by a standard or the vendor, _inferred_ follows from these but nobody observed it.',
    ...Object.entries(rules).flatMap(([browser, table]) => [
      `### ${browser}`,
      Object.values(table).map(rule).join('\n'),
    ]),
    '## Remedies',
    'What doctor advises for a cookie that does not live; what mends a finding stands there.',
    (Object.keys(remedyRows) as RemedyId[]).map(remedy).join('\n'),
  ]
    .join('\n\n')
    .concat('\n')
}

function finding([id, { says, noticed, who, effort, source }]: [FindingId, FindingKind]): string[] {
  const notice = noticed === undefined ? '' : ` Visitors notice: “${noticed}”`
  const guide = guideFor(id, undefined).replace(/^.*\/docs\//, '')
  const steps = guide.startsWith('remedies.md') ? ` [Steps](${guide}).` : ''
  return [`### ${id}`, `${says}${notice} ${work(who, effort)}${steps} [Source](${source}).`]
}

function rule({ id, text, source, confidence }: Rule): string {
  return `- \`${id}\`: ${text} How sure: _${confidence}_. [Source](${source}).`
}

function remedy(id: RemedyId): string {
  const { says, who, effort, source } = remedyRows[id]
  return `- \`${id}\`: ${says} ${work(who, effort)} [Steps](remedies.md#${id}). [Source](${source}).`
}

function work(who: readonly Who[], effort: Effort): string {
  return `To be done by ${listText(who.map((one) => workers[one]))}, in ${efforts[effort]}.`
}
