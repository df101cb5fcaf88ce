import type { Finding } from '../diagnosis.ts'
import { foreignOrigin, type Answer, type ApiFacts, type Facts } from '../../facts.ts'
import { isHtml } from '../endpoint-state.ts'
import { pageUrlOf } from '../cookie-response.ts'
import { credentialMistakes, headersMistakes } from './cors-mistakes.ts'
import { explainFailure } from './failure.ts'
import { findingAbout, found, type Found } from './finding-about.ts'

const finding = findingAbout('api')

/** Whether the page may talk to the API with the cookie, and nobody else may. Behind a bridge the page does not talk to it. */
export function apiFindings(facts: Facts): Finding[] {
  const { api } = facts
  if (!api) return []
  if (api.tokenHeader !== undefined) return [tokenInHeader(facts, api)]
  const { answers } = api
  if (!answers) return []
  const { origin } = pageUrlOf(facts)
  const unreached = Object.values(answers).find((answer) => answer.failure)
  if (unreached?.failure && Object.values(answers).every((answer) => answer.failure)) {
    return unreached.failure.reason === 'dns' ? [] : [unreachable(api, unreached.failure)]
  }
  const failed = Object.values(answers).find(({ status = 0 }) => status >= 500)
  if (failed) return [failing(api, failed)]
  // A host of the page's own needs no CORS.
  const isOwnOrigin = new URL(api.url).origin === origin
  return found(
    !isOwnOrigin && corsFindings(api.url, answers, origin),
    isAuthedFinding(api.url, answers['is-authed']),
    unreached?.failure && unreachable(api, unreached.failure),
  )
}

/** It answers, but with an error of its own. */
export function failing(api: ApiFacts, { status }: Answer): Finding {
  return finding({
    id: 'api-fails',
    title: `${new URL(api.url).origin} answers ${status}.`,
    detail: 'What else its answers say is that of an error page.',
    cure: 'Look into the API’s log, or that of what is in front of it.',
  })
}

function corsFindings(
  url: string,
  answers: NonNullable<ApiFacts['answers']>,
  origin: string,
): Found {
  return found(
    // What mends the preflight mends the answer too, as a rule; if not, the next run tells.
    preflightFinding(answers.preflight, url, origin) || answerFinding(answers['is-authed'], origin),
    strangerFinding(answers.foreign),
  )
}

/** On the page's own host a bridge would lead to itself. */
function tokenInHeader(facts: Facts, { url, tokenHeader }: ApiFacts): Finding {
  const isOwn = new URL(url).hostname === pageUrlOf(facts).hostname
  return finding({
    id: 'token-in-header',
    severity: 'warning',
    title: `The API takes the token from the request header ${tokenHeader} alone: no cookie logs anybody in there.`,
    detail:
      'The page has to keep the token, and Safari deletes what the page’s scripts have stored, as in localStorage or IndexedDB, after 7 days of browser use without a tap, click or key on the site. Every script of the page can read it, too.',
    ...(isOwn && {
      cure: 'Let the API, on the page’s own host, set the token as an HttpOnly cookie at the log-in, and take it from there.',
      who: ['api-vendor'],
    }),
  })
}

/** It does not answer. */
export function unreachable(api: ApiFacts, failure: NonNullable<Answer['failure']>): Finding {
  const { text, cure } = explainFailure(failure, new URL(api.url).host)
  return finding({
    id: 'api-unreachable',
    severity: 'unknown',
    title: `${new URL(api.url).origin} did not answer: ${text}.`,
    detail: 'What it does with requests of the page is not known.',
    cure,
  })
}

function preflightFinding(preflight: Answer | undefined, url: string, origin: string): Found {
  if (preflight?.status === undefined) return undefined
  const mistakes = [
    ...(preflight.status >= 200 && preflight.status < 300
      ? []
      : [`it answers ${preflight.status} to OPTIONS, where a status from 200 to 299 is needed`]),
    ...credentialMistakes(preflight, origin),
    ...headersMistakes(preflight),
  ]
  if (mistakes.length === 0) return undefined
  const steps = [
    'First, a developer of the site looks whether the page calls this address: if it calls another one, run this check again with --api and that; if it calls none of this API, nothing is to be mended here.',
    'Then, whoever runs the API lets it answer OPTIONS with the status 204 and Access-Control-Allow-Headers: content-type.',
    `Each answer, that to OPTIONS too, needs Access-Control-Allow-Origin: ${origin}, Access-Control-Allow-Credentials: true and Vary: Origin.`,
    'For several sites, let the API repeat the Origin of the request, but only one that is on its list.',
    'In Node, corsAnswer of edgemint/api does all this.',
    'If a path of the page’s own host leads to the API, through the CDN, none of this is needed.',
  ]
  return finding({
    id: 'api-preflight-fails',
    title: `No browser lets the page call ${url} with a cookie: ${mistakes.join('; ')}.`,
    detail:
      'Before such a request the browser asks the API with OPTIONS whether it may send it (a preflight).',
    cure: `Find out whether the page calls ${url}: if it does, let the API take its requests with the log-in cookie (CORS). ${steps.join(' ')}`,
  })
}

function answerFinding(answer: Answer | undefined, origin: string): Found {
  if (answer?.status === undefined) return undefined
  const mistakes = credentialMistakes(answer, origin)
  if (mistakes.length === 0) return undefined
  return finding({
    id: 'api-answer-hidden',
    title: `The page cannot read the API’s answer: ${mistakes.join('; ')}.`,
    detail: 'The CORS headers belong on every answer, not on the preflight alone.',
    cure: `Let the page read the API’s answers (CORS). Send Access-Control-Allow-Origin: ${origin} and Access-Control-Allow-Credentials: true with every answer.`,
  })
}

function strangerFinding(foreign: Answer | undefined): Found {
  const { headers = {} } = foreign ?? {}
  if (headers['access-control-allow-origin'] !== foreignOrigin) return undefined
  if (headers['access-control-allow-credentials'] !== 'true') return undefined
  return finding({
    id: 'api-takes-any-origin',
    title: 'The API lets every site’s pages read its answers with the user’s cookie.',
    detail:
      'It repeats whatever Origin it is asked from. Only SameSite stands between users and strangers then.',
    cure: 'Compare Origin with a list of your own origins before you repeat it.',
  })
}

function isAuthedFinding(url: string, answer: Answer | undefined): Found {
  if (answer?.status === undefined) return undefined
  if (![404, 405, 501].includes(answer.status) && !isHtml(answer)) return undefined
  return finding({
    id: 'api-without-is-authed',
    severity: 'note',
    title: `POST ${url} answers ${answer.status}${isHtml(answer) ? ' with a page (HTML)' : ''}.`,
    detail:
      'With a request that says whether the user is logged in, the page can tell that the cookie arrives.',
    cure: 'Add it with isAuthed of edgemint/api, or name the API’s own path: --api https://…/path.',
  })
}
