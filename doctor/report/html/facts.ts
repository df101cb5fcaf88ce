import {
  endpointProbes,
  type Answer,
  type ApiProbe,
  type DnsFailure,
  type EndpointProbe,
  type Facts,
  type HostFacts,
  type PageFacts,
} from '../../facts.ts'
import { dnsFailureText, failureText } from '../../rules/findings/failure.ts'
import { listText } from '../../rules/in-words.ts'
import { isPlan } from '../basis.ts'
import { groupBy } from '../groups.ts'
import { html, type Content, type Markup } from './html.ts'
import { address } from './inline.ts'
import { table } from './table.ts'

/** What was looked at and what came back: all that the verdicts rest on. Of a plan, its names and addresses. */
export function factsSection(facts: Facts, isLookedUp = false): Markup | undefined {
  const { hosts, page, endpoint, bridge, api } = facts
  const isNameless = Object.keys(hosts).length === 0
  if (isPlan(facts)) {
    return isNameless
      ? undefined
      : hostTable(isLookedUp ? dnsAnswers : 'Names and addresses in the plan', hosts)
  }
  return html`${isNameless ? html`<p>No name was looked up.</p>` : hostTable(dnsAnswers, hosts)}
  ${table('The page', ['What', 'Result'], pageRows(page))}
  ${endpoint?.answers && answerTable(html`The endpoint <code>${endpoint.url}</code>`, endpoint.answers, endpointRequests)}
  ${bridge?.answer && answerTable(html`The bridge <code>${bridge.url}</code>`, { get: bridge.answer }, bridgeRequests)}
  ${api?.answers && answerTable(html`The API <code>${api.url}</code>`, api.answers, apiRequests)}
  ${howAsked(facts)}`
}

const dnsAnswers = 'What DNS answered'

const serviceWorkers = { found: 'registered', none: 'none' }

function pageRows({ url, redirects = [], answer, serviceWorker }: PageFacts): Content[][] {
  return [
    ['Visit', html`<code>${url}</code>`],
    ...redirects.map((target) => ['Redirected to', html`<code>${target}</code>`]),
    ...(answer ? [['Answer', answerText(answer)]] : []),
    ...(serviceWorker ? [['Service worker', serviceWorkers[serviceWorker]]] : []),
  ]
}

function howAsked({ endpoint, bridge, api }: Facts): Markup | false {
  const answers = [
    ...Object.values(endpoint?.answers ?? {}),
    bridge?.answer,
    ...Object.values(api?.answers ?? {}),
  ]
  if (answers.every((answer) => answer?.status === undefined)) return false
  const but = endpoint?.answers?.mint ? ', except the one of --mint' : ''
  return html`<p>These test requests carried no token and no cookie, and changed nothing${but}.</p>`
}

/** Each host, with the names that it is an alias for and its addresses. */
function hostTable(caption: string, hosts: Record<string, HostFacts>): Markup {
  const rows = Object.entries(hosts).map(([host, facts]): Content[] => [
    html`<code>${host}</code>`,
    place(host, facts),
  ])
  return table(caption, ['Host', 'Where it is'], rows)
}

function place(host: string, { cnames, addresses, failures = [] }: HostFacts): Markup {
  const aliases = cnames.map((name) => html`<li>alias (CNAME) for <code>${name}</code></li> `)
  const places = addresses.map((one, i) => html`${i > 0 && ', '}${address(one)}`)
  const isNowhere = addresses.length === 0 && failures.length === 0
  return html`<ul>
    ${aliases} ${places.length > 0 && html`<li>${places}</li> `}
    ${isNowhere && html`<li>no address</li> `} ${failed(host, failures)}
  </ul>`
}

/** A name that does not exist is said once to be missing, whatever was asked about it. */
function failed(host: string, failures: DnsFailure[]): Markup[] {
  return groupBy(failures, ({ name, reason }) => `${reason} ${name}`).map((same) => {
    const [{ name, reason }] = same
    const whose = name !== host && html`<code>${name}</code>: `
    const questions = reason !== 'nxdomain' && `${listText(same.map(({ question }) => question))}: `
    return html`<li class="is-unsure">${whose}${questions}${dnsFailureText(same[0])}</li> `
  })
}

const endpointRequests: Record<EndpointProbe, string> = {
  ...endpointProbes,
  foreign: 'PUT from another site’s page',
  mint: 'PUT with a token (--mint)',
}

const bridgeRequests = { get: 'GET, as by a script of the page' }

const apiRequests: Record<ApiProbe, string> = {
  preflight: 'Preflight (OPTIONS)',
  foreign: 'Preflight from another site’s page',
  'is-authed': 'POST',
  'without-token': 'GET without the token',
}

/** One row for each request that was sent, or one line if all were answered alike. @param probes the requests in words, in the order to show them */
function answerTable(
  caption: Markup,
  answers: Record<string, Answer | undefined>,
  probes: Record<string, string>,
): Markup {
  const sent = Object.entries(probes).flatMap(([probe, text]) => {
    const answer = answers[probe]
    return answer ? [{ text, answer }] : []
  })
  const summaries = new Set(sent.map(({ answer }) => answerSummary(answer).text))
  if (sent.length > 1 && summaries.size === 1) {
    const summary = answerSummary(sent[0].answer)
    return html`<p>${caption}, all ${sent.length} requests: ${summary}</p>`
  }
  const rows = sent.map(({ text, answer }) => [text, answerText(answer)])
  return table(caption, ['Request', 'Answer'], rows)
}

/** An answer without its headers: status, problem, cookies' names, or why there is none. */
function answerSummary({ status, problem, cookies = [], failure }: Answer): Markup {
  const names = [...new Set(cookies.map(({ name }) => name))]
  return html`${status !== undefined && html`<strong>${status}</strong>`}${problem !== undefined && html` <code>${problem}</code>`}${
    failure &&
    html`${status !== undefined && ', '}<span class="is-unsure">${failureText(failure)}</span>`
  }${names.length > 0 && html`, sets <code>${names.join(', ')}</code>`}`
}

/** An answer in short, with its headers. */
function answerText(answer: Answer): Markup {
  const lines = Object.entries(answer.headers ?? {}).map(
    ([name, value]) => html`<li><code>${name}: ${value}</code></li> `,
  )
  return html`<p>${answerSummary(answer)}</p>
    ${
      lines.length > 0 &&
      html`<ul class="headers">
        ${lines}
      </ul>`
    }`
}
