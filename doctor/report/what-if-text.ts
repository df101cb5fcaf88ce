import type { CookieDiagnosis, Outcome, Verdict } from '../rules/diagnosis.ts'
import { groupVersions } from './group-versions.ts'
import { listText } from '../rules/in-words.ts'

const endings: Record<Exclude<Outcome, 'depends'>, string> = {
  kept: 'kept',
  capped: 'cut to 7 days',
  blocked: 'blocked',
  rejected: 'refused',
  unknown: 'kept or not, which is not known,',
}

/** What a cookie of the API's own would meet, if it sets one: doctor does not log in to see. */
export function whatIfText({ setBy, host, verdicts }: CookieDiagnosis): string {
  if (setBy === 'endpoint') return ''
  const fetched = verdicts.filter(({ way }) => way === 'fetch')
  const groups = groupVersions(fetched, ({ outcome }) => outcome)
  const ends = groups
    .filter((group) => group.verdicts[0].outcome !== 'kept')
    .map((group) => `${endingOf(group.verdicts[0])} in ${group.versions}`)
  return `Not seen: whether ${host} sets a cookie itself at the log-in. If it does, that one is ${listText(ends) || 'kept everywhere'}.`
}

function endingOf({ outcome, cases }: Verdict): string {
  if (outcome !== 'depends') return endings[outcome]
  const worst = (['rejected', 'blocked', 'capped'] as const).find((bad) =>
    cases.some((one) => one.outcome === bad),
  )
  return `${endings[worst ?? 'unknown']} in some cases`
}
