import type { CookieDiagnosis, Diagnosis } from '../../diagnosis.ts'
import { browserSummaries } from './browser-summary.ts'
import { html } from './html.ts'
import type { Content, Markup } from './html.ts'
import { outcomeBadge } from './outcome-badge.ts'
import { siteHost } from './site-host.ts'

const verdicts = {
  0: { sign: '✓', tone: 'good', text: 'All is well.' },
  1: { sign: '!', tone: 'bad', text: 'Something is wrong. What to do is below.' },
  2: { sign: '?', tone: 'unsure', text: 'Not everything could be found out.' },
} as const

/** What the reader needs to know first: does it work, where, when, and what this paper is. */
export function headline({ headline: sentence, exitCode, cookies, facts }: Diagnosis): Markup {
  const { sign, tone, text } = verdicts[exitCode]
  const inUse = cookies.filter(({ isInUse }) => isInUse)
  return html`<header>
    <p class="site">
      ${facts.page.url}${facts.observedAt !== undefined && html` <span>looked at ${date(facts.observedAt)}</span>`}
    </p>
    <div class="verdict is-${tone}">
      <p class="verdict-word"><span class="sign" aria-hidden="true">${sign}</span> ${text}</p>
      <h1>${sentence}</h1>
    </div>
    ${
      inUse.length > 0 &&
      html`<ul class="summaries">
        ${inUse.map((cookie) => summary(cookie, inUse))}
      </ul>`
    }
    <p class="lead">${about(siteHost(facts), inUse)}</p>
  </header>`
}

function summary(cookie: CookieDiagnosis, all: CookieDiagnosis[]): Markup {
  const browsers = browserSummaries(cookie).map(
    ({ browser, outcome, text, where }) =>
      html`<dt>${browser}</dt>
        <dd>${outcomeBadge(outcome, text)}${where !== '' && html` <small>${where}</small>`}</dd>`,
  )
  return html`<li>
    ${all.length > 1 && html`<p><code>${cookie.cookie.name}</code>, set by ${cookie.host}</p>`}
    <dl>${browsers}</dl>
  </li> `
}

function about(host: string, inUse: CookieDiagnosis[]): Content {
  const [only] = inUse
  const cookie =
    inUse.length === 1 &&
    html` Here that cookie is <code>${only.cookie.name}</code>, set by ${only.host}.`
  return html`When a visitor logs in on ${host}, the browser keeps a note of it, a cookie, and this
  report works out how long each browser keeps it, why, and what to change.${cookie}`
}

const months =
  'January February March April May June July August September October November December'.split(' ')

/** Spelled out here rather than by `Intl`, whose words differ between engines and versions. */
function date(text: string): Markup {
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) return html`${text}`
  const iso = time.toISOString()
  const day = `${time.getUTCDate()} ${months[time.getUTCMonth()]} ${time.getUTCFullYear()}`
  return html`on <time datetime="${iso}">${day}, ${iso.slice(11, 16)} UTC</time>`
}
