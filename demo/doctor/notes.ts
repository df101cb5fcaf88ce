import type { HostFacts } from '../../doctor/facts.ts'
import { html, type Markup } from '../../doctor/report/html/html.ts'
import { listText } from '../../doctor/rules/in-words.ts'
import { disputedNames, type Examination, type Opinion } from './examine.ts'

/** What is to be known of the look-up before the report: who did not answer, and who said something else. */
export function notes(examination: Examination, shown: Opinion): Markup {
  const { silent, leftOut } = examination
  const disputed = disputedNames(examination)
  return html`${silent.length > 0 && oneAnswer(silent, shown)}
  ${disputed.length > 0 && twoAnswers(examination, disputed, shown)}
  ${leftOut.length > 0 && html`<p class="note is-plain">${leftOutText(leftOut)}</p>`}`
}

function leftOutText(hosts: string[]): string {
  const named = hosts.length > 5 ? `${hosts.slice(0, 5).join(', ')} and others` : listText(hosts)
  return `Not judged, since no log-in needs them: the cookies of ${named}.`
}

/** What stands in the place of a report where no service answered. */
export function noAnswer(examination: Examination, isOnline: boolean): Markup {
  const { silent } = examination
  return html`<div class="note is-unsure" id="no-answer">
    <h2>DNS did not answer, so there is no verdict</h2>
    <p>
      This page asks ${listText(silent)} where the names lead.
      ${silent.length > 1 ? 'None of them answered.' : 'There was no answer.'}
      ${isOnline ? blocked : offline}
    </p>
    <p>
      Or run this command on your computer. It asks the DNS server that your computer uses anyway:
    </p>
    <p class="command"><code>${commandFor(examination)}</code></p>
  </div>`
}

const offline = 'Your device is offline. Connect it, and press Check again.'

const blocked =
  'Your network, or an add-on of your browser, keeps this page from asking: many companies and ad blockers do. Try another network, such as your phone’s, or another browser, and press Check again.'

/** What finds out the rest. */
export function commandFor({ site, api }: Pick<Examination, 'site' | 'api'>): string {
  return `npx edgemint doctor ${site}${api === undefined ? '' : ` --api ${api}`}`
}

function oneAnswer(silent: string[], { service }: Opinion): Markup {
  return html`<p class="note is-unsure">
    ${listText(silent)} did not answer. This is what ${service} says alone.
  </p>`
}

/** CDNs answer by where somebody asks from, and a change takes hours to be seen everywhere. */
function twoAnswers({ opinions }: Examination, disputed: string[], shown: Opinion): Markup {
  const rows = disputed.map(
    (name) =>
      html`<li>
        <code>${name}</code>:
        ${opinions.map(({ service, diagnosis }, i) => html`${i > 0 && '; '}${service} says ${place(diagnosis.facts.hosts[name])}`)}
      </li> `,
  )
  return html`<div class="note is-unsure" id="disputed">
    <h2>DNS does not say the same everywhere</h2>
    <ul>
      ${rows}
    </ul>
    <p>
      That is usual with a CDN, which answers by where it is asked from, and for some hours after a
      change.
    </p>
    ${comparison(opinions, shown)}
  </div>`
}

function comparison(opinions: Opinion[], shown: Opinion): Markup {
  const others = opinions.filter((one) => verdictOf(one) !== verdictOf(shown))
  if (others.length === 0) return html`<p>The verdict is the same by both.</p>`
  return html`${others.map(
    ({ service, diagnosis }) =>
      html`<p>
          The report below is by ${shown.service}. By ${service} the verdict is another:
          “${diagnosis.headline.text}”
        </p>
        <p>
          <button type="button" data-opinion="${service}">Show the report by ${service}</button>
        </p>`,
  )}`
}

function verdictOf({ diagnosis: { cookies, headline } }: Opinion): string {
  const outcomes = cookies.flatMap(({ verdicts }) => verdicts.map(({ outcome }) => outcome))
  return `${headline.text} ${outcomes.join(' ')}`
}

function place({ cnames, addresses, failures = [] }: HostFacts): string {
  const failed = failures.map(({ reason }) => reason)
  return [...cnames, ...addresses, ...failed].join(', ') || 'nothing'
}
