import type { CookieDiagnosis, Way } from '../rules/diagnosis.ts'

/** The ways in which the cookie is set here: the endpoint takes form posts only where it is told to. */
export function waysShown({ verdicts }: CookieDiagnosis): Way[] {
  const ways: Way[] = ['fetch', 'navigation', 'redirect']
  return ways.filter(
    (way) => way === 'fetch' || verdicts.some((one) => one.way === way && one.isCounted),
  )
}
