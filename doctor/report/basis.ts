import type { CookieDiagnosis, Diagnosis } from '../rules/diagnosis.ts'
import type { Facts } from '../facts.ts'
import { isBesideLogIn } from '../rules/cookie-attributes.ts'
import { cappedLife } from '../rules/store-cookie.ts'
import { cookieName } from './cookies.ts'
import { day, fullLife, lifeText } from './outcomes.ts'

/** The host of the page that the browser shows at last. */
export function siteHost({ page }: Facts): string {
  return hostOf(page.redirects?.at(-1) ?? page.url)
}

/** The host of a URL as the facts spell it in `hosts`; the text itself where it is no URL. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url
}

/** Whether anything was looked at, or all facts come from a plan. */
export function isPlan({ page, endpoint, bridge, api, recorded }: Facts): boolean {
  if (recorded) return false
  const looked = [page.answer, endpoint?.answers, bridge?.answer, api?.answers]
  return looked.every((answers) => answers === undefined)
}

/** Where a plan is judged, so that nobody takes it for a check of a site. */
export const planText = 'From a plan: nothing was tested, neither DNS nor a server was asked.'

/** What the verdicts rest on, so that nobody takes them for more than they are. */
export const basisText =
  'No Safari was run: this follows from the source and tests of its engine, WebKit, with tracking prevention (ITP) on, the default. Versions are inferred from dates. On iPhone and iPad, all browsers behave like Safari.'

/** Where nothing is wrong; what to look at follows. */
export function nothingText({ cookies, facts }: Diagnosis): string {
  const call = facts.bridge
    ? 'the API with authFetch of edgemint/auth-fetch'
    : 'renewAuthToken() each time it loads'
  const condition = isMinted(cookies) ? `, as long as the page calls ${call}` : ''
  return `Nothing${condition}. If Safari users are logged out anyway:`
}

/** For those whose users are logged out although nothing is wrong here. */
export function stillLoggedOut({ cookies, facts }: Diagnosis): string[] {
  const look =
    'With Safari on a Mac, look under Develop › Web Inspector › Storage › Cookies which cookie is missing, or expires in 7 days.'
  if (facts.bridge) {
    // Once there is a refresh token, the log-in lasts as long as its cookie.
    const ours = cookies.filter(({ setBy }) => setBy === 'endpoint')
    const refresh = ours.filter(({ holds }) => holds === 'refresh-token')
    return [
      ...shortLives(refresh.length > 0 ? refresh : ours),
      look,
      'Find out how long the API’s refresh tokens live, whether it takes each of them once only, and whether these users use private windows.',
    ]
  }
  return [
    ...shortLives(cookies),
    look,
    ...otherCookies(cookies, facts),
    'Find out how long the API accepts a token, and whether these users use private windows.',
  ]
}

/** Who is away for longer is logged out in every browser. */
function shortLives(cookies: CookieDiagnosis[]): string[] {
  return cookies
    .filter(({ isInUse, cookie }) => isInUse && !isBesideLogIn(cookie.name))
    .flatMap((diagnosis) => {
      const life = fullLife(diagnosis)
      if (life === null || life === undefined || life > cappedLife) return []
      const { cookie, host } = diagnosis
      const asked = life < day ? 'less than 1 day' : `no more than ${lifeText(life)}`
      return `The cookie ${cookieName(cookie)} of ${host} asks for ${asked}, in every browser. Give it a longer Max-Age, and run this check again.`
    })
}

/** Which other cookie it may be that they lose. */
function otherCookies(cookies: CookieDiagnosis[], { recorded }: Facts): string[] {
  if (isMinted(cookies)) {
    return [
      'If it is one that the API sets: let the API read the token from edgemint’s cookie instead.',
      'Run doctor with --mint and a test user’s token, to see the cookie that the site really sets.',
    ]
  }
  return recorded
    ? []
    : ['Record a real log-in, and judge it with doctor --har: that shows all cookies that it sets.']
}

function isMinted(cookies: CookieDiagnosis[]): boolean {
  return cookies.some(({ setBy, isInUse }) => setBy === 'endpoint' && isInUse)
}
