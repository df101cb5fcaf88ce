import type { Facts, PageFacts } from '../../facts.ts'
import { isPlan } from '../basis-text.ts'
import { answerTable, apiProbes, endpointProbes } from './answer-table.ts'
import { answerText } from './answer-text.ts'
import { hostTable } from './host-table.ts'
import { html } from './html.ts'
import type { Content, Markup } from './html.ts'
import { table } from './table.ts'

/** What was looked at and what came back: all that the verdicts rest on. Of a plan, its names and addresses. */
export function factsSection(facts: Facts): Markup | undefined {
  const { hosts, page, endpoint, api } = facts
  const isNameless = Object.keys(hosts).length === 0
  if (isPlan(facts)) {
    return isNameless ? undefined : hostTable('Names and addresses in the plan', hosts)
  }
  return html`${isNameless ? html`<p>No name was looked up.</p>` : hostTable('What DNS answered', hosts)}
  ${table('The page', ['What', 'Result'], pageRows(page))}
  ${endpoint?.answers && answerTable(html`The endpoint <code>${endpoint.url}</code>`, endpoint.answers, endpointProbes)}
  ${api?.answers && answerTable(html`The API <code>${api.url}</code>`, api.answers, apiProbes)}
  ${howAsked(facts)}`
}

const serviceWorkers = { found: 'registered', none: 'none' }

function pageRows({ url, redirects = [], answer, serviceWorker }: PageFacts): Content[][] {
  return [
    ['Visit', html`<code>${url}</code>`],
    ...redirects.map((target) => ['Redirected to', html`<code>${target}</code>`]),
    ...(answer ? [['Answer', answerText(answer)]] : []),
    ...(serviceWorker ? [['Service worker', serviceWorkers[serviceWorker]]] : []),
  ]
}

function howAsked({ endpoint, api }: Facts): Markup | false {
  const answers = [...Object.values(endpoint?.answers ?? {}), ...Object.values(api?.answers ?? {})]
  if (answers.every(({ status }) => status === undefined)) return false
  const but = endpoint?.answers?.mint ? ', but for the one of --mint' : ''
  return html`<p>These test requests carried no token and no cookie, and changed nothing${but}.</p>`
}
