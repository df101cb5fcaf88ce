import type { CookieDiagnosis, Diagnosis, Verdict } from '../rules/diagnosis.ts'
import type { SetCookie } from '../facts.ts'
import { listText, shortName } from '../rules/in-words.ts'
import { groupVersions } from './groups.ts'
import { outcomes, worstFirst } from './outcomes.ts'

/** A cookie's name where it stands alone; Safari refuses one without, the others take it. */
export function cookieName(cookie: SetCookie): string {
  return shortName(cookie) || '(no name)'
}

/** How the cookie is known, in words. */
export const sources: Record<CookieDiagnosis['source'], string> = {
  seen: 'as seen in an answer',
  config: 'from the config',
  plan: 'from the plan',
  assumed: 'assumed, not seen',
}

/** What edgemint's second cookies hold, to stand behind their names. */
export const holdings: Record<NonNullable<CookieDiagnosis['holds']>, string> = {
  'refresh-token': 'which holds the refresh token',
  stamp: 'which holds the stamp',
}

type Setter = Verdict['way']

/** What can set a cookie, in the order to show it: as a heading with an example, in short, and in a terminal. */
export const howSet: Record<
  Setter,
  { heading: string; example: string; short: string; terminal: string }
> = {
  fetch: {
    heading: 'By a script',
    example: 'fetch, axios, XMLHttpRequest',
    short: 'script',
    terminal: 'by fetch, axios',
  },
  navigation: {
    heading: 'By a form post',
    example: 'a <form> that loads a new page',
    short: 'form post',
    terminal: 'by a <form>',
  },
  redirect: {
    heading: 'After a redirect',
    example: 'such as OpenID or SSO',
    short: 'redirect',
    terminal: 'by a redirect',
  },
}

/**
 * What sets the cookie here: the endpoint takes form posts only where it is told to, and of a recorded
 * cookie one way is judged.
 */
export function settersOf({ verdicts }: CookieDiagnosis): Setter[] {
  return (Object.keys(howSet) as Setter[]).filter((by) =>
    verdicts.some(({ way, isCounted }) => way === by && (isCounted || by === 'fetch')),
  )
}

/** The cookies that somebody sets, each with the verdicts on what sets it here; none where nothing is known of any. */
export function shownCookies({ cookies }: Diagnosis): CookieDiagnosis[] {
  const inUse = cookies.filter(({ isInUse }) => isInUse)
  if (!inUse.some(isKnown)) return []
  return inUse.map((cookie) => {
    const setters = settersOf(cookie)
    return { ...cookie, verdicts: cookie.verdicts.filter(({ way }) => setters.includes(way)) }
  })
}

/** Whether there is a verdict at all. */
export function isKnown({ verdicts }: CookieDiagnosis): boolean {
  return verdicts.some(({ outcome }) => outcome !== 'unknown')
}

/** What would become of cookies that the API may set itself: doctor does not log in to see. A paragraph each. */
export function whatIfTexts({ cookies }: Diagnosis): string[] {
  return cookies
    .filter((cookie) => cookie.setBy === 'api' && !cookie.isInUse && isKnown(cookie))
    .map(({ host, verdicts }) => {
      const fetched = verdicts.filter(({ way }) => way === 'fetch')
      const ends = groupVersions(fetched, ({ outcome }) => outcome)
        .filter((group) => group.verdicts[0].outcome !== 'kept')
        .map((group) => `${endOf(group.verdicts[0])} in ${group.versions}`)
      return `Not seen: whether ${host} sets a cookie of its own at log-in. If it does, that cookie is ${listText(ends) || 'kept everywhere'}.`
    })
}

function endOf({ outcome, cases }: Verdict): string {
  if (outcome !== 'depends' || cases.length === 0) return outcomes[outcome].phrase
  return `${outcomes[cases.toSorted(worstFirst)[0].outcome].phrase} in some cases`
}
