import type { CookieDiagnosis, Outcome } from '../diagnosis.ts'
import { groupVersions } from './group-versions.ts'
import { listText } from './list-text.ts'

const endings: Record<Outcome, string> = {
  kept: 'kept',
  capped: 'cut to 7 days',
  blocked: 'blocked',
  rejected: 'refused',
  depends: 'cut to 7 days in some cases',
  unknown: 'kept or not, which is not known,',
}

/** What a cookie of the API's own would meet, if it sets one: doctor does not log in to see. */
export function whatIfText({ setBy, host, verdicts }: CookieDiagnosis): string {
  if (setBy === 'endpoint') return ''
  const fetched = verdicts.filter(({ way }) => way === 'fetch')
  const groups = groupVersions(fetched, ({ outcome }) => outcome)
  const ends = groups
    .filter((group) => group.verdicts[0].outcome !== 'kept')
    .map((group) => `${endings[group.verdicts[0].outcome]} in ${group.versions}`)
  return `Not seen: whether ${host} sets a cookie itself at the log-in. If it does, that one is ${listText(ends) || 'kept everywhere'}.`
}
