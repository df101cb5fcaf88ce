import type { Finding } from '../diagnosis.ts'
import {
  endpointProbes,
  type Answer,
  type EndpointFacts,
  type Facts,
  type SetCookie,
} from '../../facts.ts'
import { endpointState, isHtml, isOwn, ownProblem } from '../endpoint-state.ts'
import { pageUrlOf } from '../cookie-response.ts'
import { limitsLife } from '../cookie-attributes.ts'
import { installWays } from '../install.ts'
import { vendorOf } from '../vendor.ts'
import { endpointAnswerFindings } from './endpoint-answer-findings.ts'
import { explainFailure } from './failure.ts'
import { findingAbout, found, type Found } from './finding-about.ts'

const finding = findingAbout('endpoint')

/** Whether the endpoint is there, is edgemint, and is neither cached nor open to strangers. */
export function endpointFindings(facts: Facts): Finding[] {
  const { endpoint } = facts
  if (!endpoint) return []
  return found(elsewhere(facts, endpoint), stateFindings(facts, endpoint))
}

function stateFindings(facts: Facts, endpoint: EndpointFacts): Finding[] {
  switch (endpointState(endpoint)) {
    case 'planned':
    case 'unreachable':
      return found(unreachable(endpoint))
    case 'nothing':
      return [missing(facts, endpoint)]
    case 'other':
      return found(otherProgram(facts, endpoint), endpointAnswerFindings(endpoint))
    case 'edgemint':
      return found(
        differentCookie(endpoint),
        blockedMethods(facts, endpoint),
        wrongOrigin(facts, endpoint),
        endpointAnswerFindings(endpoint),
      )
  }
}

/** Of a plan; where doctor looks, it is on the page's origin. */
function elsewhere(facts: Facts, { url }: EndpointFacts): Found {
  const [endpoint, page] = [new URL(url), pageUrlOf(facts)]
  if (endpoint.origin === page.origin) return undefined
  return finding({
    id: 'endpoint-on-other-origin',
    severity: 'warning',
    title: `The endpoint is on ${endpoint.origin}, the page on ${page.origin}.`,
    detail:
      'edgemint takes requests from its own origin alone: what a page of another one sends it refuses.',
    cure: `Let the endpoint answer on ${page.host}, and call it by its path: ${endpoint.pathname}.`,
  })
}

function unreachable({ url, answers }: EndpointFacts): Found {
  const failures = Object.values({ ...answers }).flatMap(({ failure }) => failure ?? [])
  // What DNS did not tell is a finding of its own.
  const shown = failures.find(({ reason }) => reason !== 'dns')
  if (!shown) return undefined
  const { text, cure } = explainFailure(shown, new URL(url).host)
  return finding({
    id: 'endpoint-unreachable',
    severity: 'unknown',
    title: `${url} did not answer: ${text}.`,
    detail: 'What it does with requests is not known.',
    cure,
  })
}

function missing(facts: Facts, endpoint: EndpointFacts): Finding {
  const { put, get, options } = { ...endpoint.answers }
  const isFallThrough = [put, get].some((answer) => answer?.status === 200 && isHtml(answer))
  const url = pageUrlOf(facts)
  const [status] = [put, get, options].flatMap((answer) => answer?.status ?? [])
  const what = isFallThrough
    ? 'the site answers with a page (200, HTML), as single-page apps do for every path'
    : `the site answers ${status}`
  const other = (facts.api ?? facts.recorded?.[0])?.url
  const isPromised = endpoint.cookieFrom === 'config'
  // What sets a cookie on the page's own host does as well as edgemint could.
  const isNeeded = !other || isPromised || new URL(other).hostname !== url.hostname
  return finding({
    id: 'endpoint-missing',
    // A site where something else logs users in may well do without, unless its config says that it does not.
    severity: other && !isPromised ? 'note' : 'error',
    title: `edgemint is not installed at ${endpoint.url}: ${what}.`,
    detail: isNeeded
      ? 'So it sets no cookie there.'
      : 'Another program on the page’s own host, such as the API, may set the cookie.',
    ...(isNeeded && {
      cure: [
        `Find out whether your page calls ${new URL(endpoint.url).pathname}: if it does, install edgemint on ${url.hostname}.`,
        'If edgemint has another path there, run this check again with --endpoint and that path.',
        ...(other
          ? []
          : [
              'If the page does not use edgemint, run this check again with --api and the address that logs your users in.',
            ]),
        installWays(facts),
      ].join(' '),
    }),
  })
}

function otherProgram({ recorded }: Facts, endpoint: EndpointFacts): Finding {
  return finding({
    id: 'endpoint-not-edgemint',
    severity: endpoint.cookie ? 'warning' : recorded ? 'note' : 'unknown',
    title: `Something else than edgemint answers at ${endpoint.url}.`,
    detail: 'Whether it sets a cookie, and which, its answers do not tell.',
    cure: 'Ask it for one: --mint with a test user’s token. Or name another path: --endpoint.',
  })
}

/** A CDN that lets only some methods through answers for the function. */
function blockedMethods(facts: Facts, endpoint: EndpointFacts): Found {
  const answers = { ...endpoint.answers }
  const blocked = (['put', 'patch', 'delete', 'options'] as const).flatMap((probe) => {
    const answer = answers[probe]
    if (answer?.status === undefined || answer.status >= 500 || isExpected(probe, answer)) return []
    return { answer, method: `${endpointProbes[probe]} (${answer.status})` }
  })
  if (blocked.length === 0) return undefined
  const vendor = vendorOf(facts, new URL(endpoint.url).hostname, blocked[0].answer)
  const methods = blocked.map(({ method }) => method)
  return finding({
    id: 'endpoint-methods-blocked',
    title: `Not all methods reach the endpoint: something in front of it answers ${methods.join(', ')}.`,
    detail: 'PUT mints the cookie, PATCH renews it, DELETE clears it.',
    cure:
      vendor?.allowMethods ??
      'Let these methods through to the function: look at firewall rules, redirects and the methods that the route names.',
  })
}

function isExpected(probe: 'put' | 'patch' | 'delete' | 'options', answer: Answer): boolean {
  if (isOwn(answer)) return true
  return (probe === 'delete' || probe === 'options') && answer.status === 204
}

function wrongOrigin(facts: Facts, endpoint: EndpointFacts): Found {
  const { put, patch } = { ...endpoint.answers }
  const isOwnRefused = [put, patch].some(
    (answer) => answer && ownProblem(answer) === 'cross-origin',
  )
  if (!isOwnRefused) return undefined
  const { origin } = pageUrlOf(facts)
  return finding({
    id: 'endpoint-refuses-page',
    title: `The endpoint takes the page’s own origin, ${origin}, for a stranger’s.`,
    detail: 'A proxy before the function shows it another host than the browser’s.',
    cure: `In edgemint.config.ts, write siteOrigins: ['${origin}'], build and deploy.`,
  })
}

/** What a log-out clears shows what is deployed. */
function differentCookie({ cookie, cookieFrom, answers }: EndpointFacts): Found {
  const { delete: logOut } = { ...answers }
  if (!cookie || cookieFrom !== 'config' || logOut?.status !== 204) return undefined
  if (logOut.cookies?.some((one) => traits(one) === traits(cookie))) return undefined
  return finding({
    id: 'endpoint-differs-from-config',
    severity: 'warning',
    title: `What is deployed sets another cookie than the config says (${cookie.name}): another name or other attributes.`,
    detail: 'This report is about the cookie of the config.',
    cure: 'Deploy again: npx edgemint deploy; on CloudFront, npx edgemint attach. By hand: npx edgemint build, and deploy what it wrote.',
  })
}

/** All that decides which cookie it is, but for its life. */
function traits({ name, attributes }: SetCookie): string {
  const lasting = attributes.filter((one) => !limitsLife(one))
  // Stryker disable next-line MethodExpression: either case makes names comparable
  return [name, ...lasting.map((one) => `${one.name.toLowerCase()}=${one.value}`).toSorted()].join(
    '; ',
  )
}
