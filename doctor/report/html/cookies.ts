import type { CookieDiagnosis } from '../../rules/diagnosis.ts'
import { cookieName } from '../cookie-name.ts'
import { cookieVerdicts } from './cookie-verdicts.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'
import { isKnown } from './shown-cookies.ts'
import { timeline } from './timeline.ts'

/** For each cookie, how long it lives. */
export function lives(cookies: CookieDiagnosis[]): Markup {
  return html`${cookies
    .filter(isKnown)
    .map(
      (cookie) =>
        html`<article>${cookies.length > 1 && heading(cookie)}${timeline(cookie)}</article> `,
    )}`
}

/** For each cookie, what each browser does and why. */
export function verdicts(cookies: CookieDiagnosis[]): Markup {
  return html`${cookies
    .filter(isKnown)
    .map(
      (cookie, i) =>
        html`<article>
          ${heading(cookie)} ${details(cookie)} ${cookieVerdicts(cookie, `cookie-${i + 1}`)}
        </article> `,
    )}`
}

function heading({ cookie, host, setBy }: CookieDiagnosis): Markup {
  const who = setBy === 'endpoint' ? 'the endpoint on' : 'the API on'
  return html`<h3><code>${cookieName(cookie)}</code>, set by ${who} ${host}</h3>`
}

const sources: Record<CookieDiagnosis['source'], string> = {
  seen: 'as it was seen in an answer',
  config: 'as the config has it',
  plan: 'as the plan has it',
  assumed: 'assumed',
}

function details({ cookie, source }: CookieDiagnosis): Markup {
  const attributes = cookie.attributes.map(({ name, value }) =>
    value === '' ? name : `${name}=${value}`,
  )
  const text = [cookie.name === '' ? '…' : `${cookie.name}=…`, ...attributes].join('; ')
  return html`<p class="set-cookie">
    <code>${text}</code> <span class="hint">(${sources[source]}; the value is left out)</span>
  </p>`
}
