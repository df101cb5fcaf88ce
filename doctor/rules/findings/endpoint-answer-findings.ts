import type { Finding } from '../diagnosis.ts'
import { endpointProbes, type Answer, type EndpointFacts, type EndpointProbe } from '../../facts.ts'
import { isHtml, ownProblem } from '../endpoint-state.ts'
import { explainFailure } from './failure.ts'
import { findingAbout, found, type Found } from './finding-about.ts'

const finding = findingAbout('endpoint')

/** Whether the answers are cached, open to strangers, redirected or broken, whatever program gives them. */
export function endpointAnswerFindings(endpoint: EndpointFacts): Finding[] {
  return found(
    openToStrangers(endpoint),
    caching(endpoint),
    redirecting(endpoint),
    failing(endpoint),
    refusedMint(endpoint),
    unanswered(endpoint),
  )
}

function openToStrangers({ answers = {} }: EndpointFacts): Finding[] {
  const { foreign, options } = answers
  return found(
    foreign &&
      letIn(foreign) &&
      finding({
        id: 'endpoint-takes-strangers',
        title: `The endpoint does not refuse a request from another site’s page: it answered ${foreign.status}, not 403.`,
        detail: 'Any page could log a user in to an account of its choice.',
        cure: 'Refuse requests whose Origin is not the site’s own. edgemint does: deploy it, and see that the CDN passes Origin and Sec-Fetch-Site on.',
      }),
    Boolean(options?.headers?.['access-control-allow-origin']) &&
      finding({
        id: 'endpoint-allows-cors',
        title:
          'The endpoint’s answer to OPTIONS lets other origins in (Access-Control-Allow-Origin).',
        detail: 'Only the site’s own pages have business there, and they need no such header.',
        cure: 'Remove the CORS headers that the CDN or host adds on this path.',
      }),
  )
}

/** Success, or a complaint of edgemint about something that it looks at after the origin. */
function letIn(answer: Answer): boolean {
  const { status = 0 } = answer
  const problem = ownProblem(answer)
  if (problem) return problem !== 'cross-origin' && problem !== 'method-not-allowed'
  return status >= 200 && status < 300 && !isHtml(answer)
}

function caching({ answers = {} }: EndpointFacts): Found {
  const given = answered(answers)
  const hit = given.find(([, answer]) => isFromCache(answer))
  if (hit) {
    return finding({
      id: 'endpoint-cached',
      title: `The CDN answered ${endpointProbes[hit[0]]} from its cache.`,
      detail: 'One user could get the cookie of another.',
      cure: 'Turn caching off for this path (CloudFront: npx edgemint attach does, by hand it is the policy CachingDisabled; Cloudflare: a bypass rule).',
    })
  }
  const storable = given.filter(
    ([, { headers, status = 0 }]) =>
      status < 500 && !/no-store/i.test(headers?.['cache-control'] ?? ''),
  )
  if (storable.length === 0) return undefined
  return finding({
    id: 'endpoint-without-no-store',
    title: `Answers of the endpoint lack Cache-Control: no-store (${methodsOf(storable)}).`,
    detail: 'A cache on the way may keep them, with somebody’s cookie.',
    cure: 'Send no-store on every answer, and see that no rule of the CDN overrides it.',
  })
}

const cloudflareHits = new Set(['hit', 'stale', 'revalidated', 'updating'])

function isFromCache({ headers = {} }: Answer): boolean {
  return (
    /hit\b/i.test(headers['x-cache'] ?? '') ||
    cloudflareHits.has((headers['cf-cache-status'] ?? '').toLowerCase()) ||
    Number(headers.age ?? 0) > 0
  )
}

function redirecting({ url, answers = {} }: EndpointFacts): Found {
  const redirect = answered(answers).find(([, { status = 0 }]) => status >= 300 && status < 400)
  if (!redirect) return undefined
  return finding({
    id: 'endpoint-redirects',
    title: `${url} redirects (${redirect[1].status} to ${endpointProbes[redirect[0]]}).`,
    detail: 'A redirected PUT may lose its token, or its cookie.',
    cure: 'Call the endpoint at its final address, on the host that the page itself is on.',
  })
}

function failing({ answers = {} }: EndpointFacts): Found {
  const broken = answered(answers).filter(([, { status = 0 }]) => status >= 500)
  if (broken.length === 0) return undefined
  return finding({
    id: 'endpoint-fails',
    title: `The endpoint fails: ${[...new Set(broken.map(([probe, { status }]) => `${endpointProbes[probe]} gets ${status}`))].join(', ')}.`,
    detail: 'These are errors of the function or of the platform that runs it.',
    cure: 'Look into the platform’s log of this function.',
  })
}

function refusedMint({ answers = {}, cookieFrom }: EndpointFacts): Found {
  const { mint } = answers
  if (mint?.status === undefined || cookieFrom === 'mint') return undefined
  return finding({
    id: 'endpoint-refuses-token',
    title: `The endpoint set no cookie for the token of --mint: it answered ${mint.status}${mint.problem ? `, ${mint.problem}` : ''}.`,
    detail: 'So a log-in with this token fails.',
    cure: 'Try a token fresh from the API. A token is ASCII without space, quote, comma, semicolon or backslash.',
  })
}

function unanswered({ url, answers = {} }: EndpointFacts): Found {
  const silent = entriesOf(answers).filter(([, answer]) => answer.failure)
  if (silent.length === 0) return undefined
  const [[, answer]] = silent
  const failure = answer.failure as NonNullable<Answer['failure']>
  const { text, cure } = explainFailure(failure, new URL(url).host)
  return finding({
    id: 'endpoint-partly-unreachable',
    severity: 'unknown',
    title: `${url} gave no answer to ${methodsOf(silent)}: ${text}.`,
    detail: 'What the endpoint does there is not known.',
    cure,
  })
}

type Answers = Partial<Record<EndpointProbe, Answer>>

function answered(answers: Answers): [EndpointProbe, Answer][] {
  return entriesOf(answers).filter(([, { status }]) => status !== undefined)
}

function entriesOf(answers: Answers): [EndpointProbe, Answer][] {
  return Object.entries(answers) as [EndpointProbe, Answer][]
}

/** Each once: two requests are PUT. */
function methodsOf(entries: [EndpointProbe, Answer][]): string {
  return [...new Set(entries.map(([probe]) => endpointProbes[probe]))].join(', ')
}
