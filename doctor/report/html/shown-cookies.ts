import type { CookieDiagnosis, Diagnosis } from '../../rules/diagnosis.ts'
import { waysShown } from '../ways-shown.ts'

/** The cookies that somebody sets, each with the verdicts of the ways in which it is set here; none where nothing is known of any. */
export function shownCookies({ cookies }: Diagnosis): CookieDiagnosis[] {
  const inUse = cookies.filter(({ isInUse }) => isInUse)
  if (!inUse.some(isKnown)) return []
  return inUse.map((cookie) => {
    const ways = waysShown(cookie)
    return { ...cookie, verdicts: cookie.verdicts.filter(({ way }) => ways.includes(way)) }
  })
}

/** Whether there is a verdict at all. */
export function isKnown({ verdicts }: CookieDiagnosis): boolean {
  return verdicts.some(({ outcome }) => outcome !== 'unknown')
}
