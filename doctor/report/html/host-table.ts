import type { DnsFailure, HostFacts } from '../../facts.ts'
import { groupBy } from '../group-by.ts'
import { listText } from '../../rules/in-words.ts'
import { address } from './address.ts'
import { failureTexts } from './failure-texts.ts'
import { html } from './html.ts'
import type { Content, Markup } from './html.ts'
import { table } from './table.ts'

/** Each host, with the names that it is an alias for and its addresses. */
export function hostTable(caption: string, hosts: Record<string, HostFacts>): Markup {
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

/** A name that does not exist is told once, whatever was asked about it. */
function failed(host: string, failures: DnsFailure[]): Markup[] {
  return groupBy(failures, ({ name, reason }) => `${reason} ${name}`).map((same) => {
    const [{ name, reason }] = same
    const whose = name !== host && html`<code>${name}</code>: `
    if (reason === 'nxdomain') return html`<li class="is-unsure">${whose}not found</li> `
    const questions = listText(same.map(({ question }) => question))
    return html`<li class="is-unsure">${whose}${questions}: ${failureTexts[reason] ?? reason}</li> `
  })
}
