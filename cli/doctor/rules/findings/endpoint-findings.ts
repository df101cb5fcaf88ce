import type { Finding } from '../../diagnosis.ts'
import type { Answer, EndpointFacts, EndpointProbe, Facts, SetCookie } from '../../facts.ts'
import { endpointState, isHtml, isOwn, probeMethods } from '../endpoint-state.ts'
import { pageUrlOf } from '../scene.ts'
import { vendorOf } from '../vendor.ts'
import { explainFailure } from './failure.ts'

type Report = Pick<Finding, 'id' | 'title' | 'detail'> & Partial<Finding>

function finding(report: Report): Finding {
  return { severity: 'error', about: 'endpoint', ...report }
}

/** Whether the endpoint is there, is edgemint, and is neither cached nor open to strangers. */
export function endpointFindings(facts: Facts): Finding[] {
  const { endpoint } = facts
  if (!endpoint) return []
  switch (endpointState(endpoint)) {
    case 'planned':
      return []
    case 'unreachable':
      return unreachable(endpoint)
    case 'nothing':
      return [missing(facts, endpoint)]
    case 'other':
      return [otherProgram(endpoint), ...commonFindings(endpoint)]
    case 'edgemint':
      return [
        ...differentCookie(endpoint),
        ...blockedMethods(facts, endpoint),
        ...wrongOrigin(facts, endpoint),
        ...commonFindings(endpoint),
      ]
  }
}

function unreachable(endpoint: EndpointFacts): Finding[] {
  const failure = Object.values(endpoint.answers ?? {}).find((answer) => answer.failure)?.failure
  if (!failure || failure.reason === 'dns') return []
  const { text, cure } = explainFailure(failure)
  return [
    finding({
      id: 'endpoint-unreachable',
      severity: 'unknown',
      title: `${endpoint.url} did not answer: ${text}.`,
      detail: 'What it does with requests is not known.',
      cure,
    }),
  ]
}

const installations: Partial<Record<string, string>> = {
  Netlify: 'Add edgemint’s function to functions/ and deploy.',
  Cloudflare: 'Deploy dist/workers/pages.js as _worker.js, or the Worker with wrangler.toml.',
  CloudFront:
    'Add a behavior for this path, with all methods allowed, and attach the function to its viewer request.',
}

function missing(facts: Facts, endpoint: EndpointFacts): Finding {
  const put = endpoint.answers?.put
  const get = endpoint.answers?.get
  const isFallThrough = [put, get].some((answer) => answer?.status === 200 && isHtml(answer))
  const url = pageUrlOf(facts)
  const vendor = vendorOf(facts, url.hostname, facts.page.answer)
  const what = isFallThrough
    ? 'the site answers with a page (200, HTML), as single-page apps do for every path'
    : `the site answers ${put?.status ?? get?.status ?? 'nothing'}`
  return finding({
    id: 'endpoint-missing',
    title: `There is no endpoint at ${endpoint.url}: ${what}.`,
    detail:
      'So the page’s own host sets no auth cookie. If the endpoint is on another path, name it with --endpoint.',
    cure:
      (vendor && installations[vendor]) ?? 'Deploy edgemint’s function there: npx edgemint build.',
  })
}

function otherProgram(endpoint: EndpointFacts): Finding {
  return finding({
    id: 'endpoint-not-edgemint',
    severity: 'warning',
    title: `Something else than edgemint answers at ${endpoint.url}.`,
    detail: 'It was checked as far as its answers tell.',
  })
}

/** A CDN that lets only some methods through answers for the function. */
function blockedMethods(facts: Facts, endpoint: EndpointFacts): Finding[] {
  const blocked = (['put', 'patch', 'delete', 'options'] as const).filter((probe) => {
    const answer = endpoint.answers?.[probe]
    return answer?.status !== undefined && answer.status < 500 && !isExpected(probe, answer)
  })
  if (blocked.length === 0) return []
  const vendor = vendorOf(facts, new URL(endpoint.url).hostname, endpoint.answers?.[blocked[0]])
  const told = blocked.map(
    (probe) => `${probeMethods[probe]} (${endpoint.answers?.[probe]?.status})`,
  )
  return [
    finding({
      id: 'endpoint-methods-blocked',
      title: `Not all methods reach the endpoint: something in front of it answers ${told.join(', ')}.`,
      detail: 'PUT mints the cookie, PATCH renews it, DELETE clears it.',
      cure:
        vendor === 'CloudFront'
          ? 'In the behavior of this path, set Allowed HTTP methods to GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE.'
          : 'Let these methods through to the function: look at firewall rules, redirects and the methods that the route names.',
    }),
  ]
}

function isExpected(probe: 'put' | 'patch' | 'delete' | 'options', answer: Answer): boolean {
  if (isOwn(answer)) return true
  return (probe === 'delete' || probe === 'options') && answer.status === 204
}

function wrongOrigin(facts: Facts, endpoint: EndpointFacts): Finding[] {
  const { put, patch } = endpoint.answers ?? {}
  const isOwnRefused = [put, patch].some((answer) => answer?.problem === 'cross-origin')
  if (!isOwnRefused) return []
  const { origin } = pageUrlOf(facts)
  return [
    finding({
      id: 'endpoint-refuses-page',
      title: `The endpoint takes the page’s own origin, ${origin}, for a stranger’s.`,
      detail: 'A proxy before the function shows it another host than the browser’s.',
      cure: `In edgemint.config.ts, write siteOrigins: ['${origin}'], build and deploy.`,
    }),
  ]
}

/** What a log-out clears shows what is deployed. */
function differentCookie({ cookie, cookieFrom, answers }: EndpointFacts): Finding[] {
  const cleared = answers?.delete?.cookies ?? []
  if (!cookie || cookieFrom !== 'config' || answers?.delete?.status !== 204) return []
  if (cleared.some((one) => traits(one) === traits(cookie))) return []
  return [
    finding({
      id: 'endpoint-differs-from-config',
      severity: 'warning',
      title: `What is deployed sets another cookie than the config says (${cookie.name}): another name or other attributes.`,
      detail: 'This report is about the cookie of the config.',
      cure: 'Build and deploy again: npx edgemint build.',
    }),
  ]
}

/** All that decides which cookie it is, but for its life. */
function traits({ name, attributes }: SetCookie): string {
  const lasting = attributes.filter((one) => !/^(max-age|expires)$/i.test(one.name))
  return [name, ...lasting.map((one) => `${one.name.toLowerCase()}=${one.value}`).toSorted()].join(
    '; ',
  )
}

/** What holds for whatever program is there. */
function commonFindings(endpoint: EndpointFacts): Finding[] {
  return [
    ...openToStrangers(endpoint),
    ...caching(endpoint),
    ...redirecting(endpoint),
    ...failing(endpoint),
    ...refusedMint(endpoint),
    ...unanswered(endpoint),
  ]
}

function openToStrangers({ answers = {} }: EndpointFacts): Finding[] {
  const { foreign, options } = answers
  const findings: Finding[] = []
  if (foreign && letIn(foreign)) {
    findings.push(
      finding({
        id: 'endpoint-takes-strangers',
        title: `The endpoint does not refuse a request from another site’s page: it answered ${foreign.status}, not 403.`,
        detail: 'Any page could log a user in to an account of its choice.',
        cure: 'Refuse requests whose Origin is not the site’s own. edgemint does: deploy it, and see that the CDN passes Origin and Sec-Fetch-Site on.',
      }),
    )
  }
  if (options?.headers?.['access-control-allow-origin']) {
    findings.push(
      finding({
        id: 'endpoint-allows-cors',
        title:
          'The endpoint’s answer to OPTIONS lets other origins in (Access-Control-Allow-Origin).',
        detail: 'Only the site’s own pages have business there, and they need no such header.',
        cure: 'Remove the CORS headers that the CDN or host adds on this path.',
      }),
    )
  }
  return findings
}

/** Success, or a complaint of edgemint about something that it looks at after the origin. */
function letIn(answer: Answer): boolean {
  const { status = 0, problem } = answer
  if (isOwn(answer)) return problem !== 'cross-origin' && problem !== 'method-not-allowed'
  return status >= 200 && status < 300 && !isHtml(answer)
}

function caching({ answers = {} }: EndpointFacts): Finding[] {
  const given = answered(answers)
  const hit = given.find(([, answer]) => isFromCache(answer))
  if (hit) {
    return [
      finding({
        id: 'endpoint-cached',
        title: `The CDN answered ${probeMethods[hit[0]]} from its cache.`,
        detail: 'One user could get the cookie of another.',
        cure: 'Turn caching off for this path (CloudFront: the policy CachingDisabled; Cloudflare: a bypass rule).',
      }),
    ]
  }
  const storable = given.filter(
    ([, { headers, status = 0 }]) =>
      status < 500 && !/no-store/i.test(headers?.['cache-control'] ?? ''),
  )
  if (storable.length === 0) return []
  return [
    finding({
      id: 'endpoint-without-no-store',
      title: `Answers of the endpoint lack Cache-Control: no-store (${storable.map(([probe]) => probeMethods[probe]).join(', ')}).`,
      detail: 'A cache on the way may keep them, with somebody’s cookie.',
      cure: 'Send no-store on every answer, and see that no rule of the CDN overrides it.',
    }),
  ]
}

function isFromCache({ headers = {} }: Answer): boolean {
  return (
    /hit\b/i.test(headers['x-cache'] ?? '') ||
    /^(hit|stale|revalidated|updating)$/i.test(headers['cf-cache-status'] ?? '') ||
    Number(headers.age ?? 0) > 0
  )
}

function redirecting({ url, answers = {} }: EndpointFacts): Finding[] {
  const redirect = answered(answers).find(([, { status = 0 }]) => status >= 300 && status < 400)
  if (!redirect) return []
  return [
    finding({
      id: 'endpoint-redirects',
      title: `${url} redirects (${redirect[1].status} to ${probeMethods[redirect[0]]}).`,
      detail: 'A redirected PUT may lose its token, or its cookie.',
      cure: 'Call the endpoint at its final address, on the host that the page itself is on.',
    }),
  ]
}

function failing({ answers = {} }: EndpointFacts): Finding[] {
  const broken = answered(answers).filter(([, { status = 0 }]) => status >= 500)
  if (broken.length === 0) return []
  return [
    finding({
      id: 'endpoint-fails',
      title: `The endpoint fails: ${broken.map(([probe, { status }]) => `${probeMethods[probe]} gets ${status}`).join(', ')}.`,
      detail: 'These are errors of the function or of the platform that runs it.',
      cure: 'Look into the platform’s log of this function.',
    }),
  ]
}

function refusedMint({ answers = {}, cookieFrom }: EndpointFacts): Finding[] {
  const { mint } = answers
  if (mint?.status === undefined || cookieFrom === 'mint') return []
  return [
    finding({
      id: 'endpoint-refuses-token',
      title: `The endpoint set no cookie for the token of --mint: it answered ${mint.status}${mint.problem ? `, ${mint.problem}` : ''}.`,
      detail: 'So a log-in with this token fails.',
      cure: 'Try a token fresh from the API. A token is ASCII without space, quote, comma, semicolon or backslash.',
    }),
  ]
}

function unanswered({ answers = {} }: EndpointFacts): Finding[] {
  const silent = Object.entries(answers).filter(([, answer]) => answer.failure)
  if (silent.length === 0) return []
  const [[, answer]] = silent
  const { text, cure } = explainFailure(answer.failure as NonNullable<Answer['failure']>)
  const methods = silent.map(([probe]) => probeMethods[probe as EndpointProbe])
  return [
    finding({
      id: 'endpoint-partly-unreachable',
      severity: 'unknown',
      title: `No answer to ${[...new Set(methods)].join(', ')}: ${text}.`,
      detail: 'What the endpoint does there is not known.',
      cure,
    }),
  ]
}

function answered(answers: Partial<Record<EndpointProbe, Answer>>): [EndpointProbe, Answer][] {
  return (Object.entries(answers) as [EndpointProbe, Answer][]).filter(
    ([, { status }]) => status !== undefined,
  )
}
