import type { Facts, HostFacts, PageFacts } from '../../facts.ts'
import { answerTable } from './answer-table.ts'
import { failureTexts } from './failure-texts.ts'
import { answerText } from './answer-text.ts'
import { html } from './html.ts'
import type { Content, Markup } from './html.ts'
import { table } from './table.ts'

/** What was looked at and what came back: all that the verdicts rest on. */
export function factsSection({ hosts, page, endpoint, api }: Facts): Markup {
  const rows = Object.entries(hosts).map(([host, facts]) => hostRow(host, facts))
  return html`<h3>Names and addresses</h3>
    ${rows.length > 0 ? table('What DNS answered', ['Host', 'Another name (CNAME) for', 'Addresses'], rows) : html`<p>No name was looked up.</p>`}
    <h3>The page</h3>
    ${table('Where the visit leads', ['What', 'Result'], pageRows(page))}
    ${
      endpoint &&
      html`<h3>The endpoint <code>${endpoint.url}</code></h3>
        ${answerTable('What the endpoint answered', endpoint.answers, endpointProbes)}`
    }
    ${
      api &&
      html`<h3>The API <code>${api.url}</code></h3>
        ${api.tokenHeader !== undefined && html`<p>It takes the token in the request header <code>${api.tokenHeader}</code>.</p>`}
        ${answerTable('What the API answered', api.answers, apiProbes)}`
    }`
}

const endpointProbes: Record<string, string> = {
  options: 'OPTIONS',
  get: 'GET',
  put: 'PUT without a token',
  patch: 'PATCH without a cookie',
  delete: 'DELETE without a cookie',
  foreign: 'PUT from another site’s page',
  mint: 'PUT with a token',
}

const apiProbes: Record<string, string> = {
  preflight: 'Preflight (OPTIONS) from the page',
  foreign: 'Preflight from another site’s page',
  'is-authed': 'POST from the page, without a cookie',
}

function hostRow(host: string, { cnames, addresses, failures = [] }: HostFacts): Content[] {
  const failed = failures.map(
    ({ question, name, reason }) =>
      html`<li class="is-unsure">
        ? ${question} of <code>${name}</code>: ${failureTexts[reason] ?? reason}
      </li>`,
  )
  return [
    code(host),
    cnames.length > 0 ? codeList(cnames) : 'no',
    html`${addresses.length > 0 ? codeList(addresses) : failed.length === 0 && 'none'}${
      failed.length > 0 &&
      html`<ul>
        ${failed}
      </ul>`
    }`,
  ]
}

function code(text: string): Markup {
  return html`<code>${text}</code>`
}

function codeList(texts: string[]): Markup {
  return html`<ul>
    ${texts.map((text) => html`<li>${code(text)}</li>`)}
  </ul>`
}

const serviceWorkers = { found: 'registered', none: 'none' }

function pageRows({ url, redirects = [], answer, serviceWorker }: PageFacts): Content[][] {
  return [
    ['Visit', code(url)],
    ...redirects.map((target) => ['Redirected to', code(target)]),
    ['Answer', answer ? answerText(answer) : 'not looked at'],
    ['Service worker', serviceWorker ? serviceWorkers[serviceWorker] : 'not looked at'],
  ]
}
