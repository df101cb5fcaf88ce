import type { CookieDiagnosis, Diagnosis } from '../rules/diagnosis.ts'
import type { Facts } from '../facts.ts'

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
  // An API on the page's own host sets its cookie as well as edgemint would.
  const isOwnApi = facts.api !== undefined && hostOf(facts.api.url) === siteHost(facts)
  const hasOther = !isOwnApi || isMinted(cookies)
  const look =
    'With Safari on a Mac, look under Develop › Web Inspector › Storage › Cookies which cookie is missing, or expires in 7 days.'
  if (facts.bridge) {
    return [
      look,
      'Find out how long the API’s refresh tokens live, whether it takes each of them once only, and whether these users use private windows.',
    ]
  }
  return [
    look,
    ...(hasOther
      ? [
          'If it is one that the API sets: let the API read the token from edgemint’s cookie instead.',
          'Run doctor with --mint and a test user’s token, to see the cookie that the site really sets.',
        ]
      : []),
    'Find out how long the API accepts a token, and whether these users use private windows.',
  ]
}

function isMinted(cookies: CookieDiagnosis[]): boolean {
  return cookies.some(({ setBy, isInUse }) => setBy === 'endpoint' && isInUse)
}
