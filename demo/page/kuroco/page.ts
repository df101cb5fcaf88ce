import { AuthTokenError, authFetch, logIn, logOut } from '../../../shared/web/auth-fetch.ts'
import { element, requiredElement } from '../element.ts'
import { showBusy, showStatus, type Status } from '../status.ts'
import type { KurocoDemo } from './kuroco-demo.ts'
import { logInWithCookie } from './cookie-story.ts'
import { showSeen } from './seen.ts'
import { forgetToken, showToken } from './token-life.ts'

open().catch((error: unknown) => showStatus(failure(error)))

async function open(): Promise<void> {
  const demo = (await (await fetch('/demo.json')).json()) as KurocoDemo
  requiredElement('sites').replaceChildren(...demo.sites.map(siteItem))
  requiredElement('engines').textContent = `It runs on ${demo.engines.join(' and ')}.`
  requiredElement('log-in-form').addEventListener('submit', (event) => {
    event.preventDefault()
    void run(() => logInWithBridge(demo))
  })
  onClick('sign-on', () => void run(() => beginSignOn(demo)))
  onClick('call-ten', () => void run(callTenTimes))
  onClick('log-out', () => void run(endLogIn))
  onClick('second-tab', () => void window.open(location.href))
  onClick('old-log-in', () => void logInWithCookie(demo))
  // Who comes back by the browser's arrow finds the page as it was left.
  addEventListener('pageshow', ({ persisted }) => void (persisted && run(whoAmI)))
  await run(whoAmI)
}

/** What a page of your own does: the API's log-in as it always was, and one more line. */
async function logInWithBridge({ api }: KurocoDemo): Promise<Status> {
  const response = await fetch(`${api}/rcms-api/1/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: fieldValue('email'), password: fieldValue('password') }),
  }).catch(() => undefined)
  if (!response) return unreachable(api)
  const answer = (await response.json()) as { grant_token?: string; errors?: { message: string }[] }
  if (!answer.grant_token) {
    const said = answer.errors?.[0]?.message ?? ''
    return refused(`${said} Here they are alice@example.com and edgemint.`)
  }
  await logIn(answer.grant_token)
  return whoAmI()
}

/** A log-in elsewhere comes back to the function by a link with the grant in it: this page never sees one. */
async function beginSignOn({ api, singleSignOn }: KurocoDemo): Promise<Status> {
  const start = await fetch('/set-auth-token/start', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ returnTo: '/' }),
  })
  if (!start.ok) return refused(await start.text())
  location.assign(api + singleSignOn)
  return {
    authed: 'unknown',
    tone: 'plain',
    headline: 'Going to the single sign-on …',
    detail: 'It knows you, and sends you back at once.',
  }
}

async function whoAmI(): Promise<Status> {
  const response = await authFetch('/api/profile')
  if (!response.ok) return notAnswered(response.status)
  showToken(response.headers)
  const { details } = (await response.json()) as { details: { name1: string } }
  return {
    authed: 'true',
    tone: 'good',
    headline: `Logged in. The API knows you as ${details.name1}.`,
    detail: 'Reload the page or restart the browser: you stay logged in.',
  }
}

async function callTenTimes(): Promise<Status> {
  const calls = Array.from({ length: 10 }, () => authFetch('/api/articles'))
  const responses = await Promise.all(calls)
  const answers = responses.map(({ status, headers }) => {
    const number = headers.get('x-demo-token-number')
    return element('li', {}, number === null ? String(status) : `${status}, token ${number}`)
  })
  requiredElement('calls').replaceChildren(...answers)
  const failed = responses.find(({ ok }) => !ok)
  if (failed) return notAnswered(failed.status)
  showToken(responses[0].headers)
  return {
    authed: 'true',
    tone: 'good',
    headline: 'Ten answers from the API.',
    detail:
      'Each request went to this page’s own host with the cookie. There the function took the ' +
      'token out of the cookie and put it into the API’s header.',
  }
}

async function endLogIn(): Promise<Status> {
  await logOut()
  forgetToken()
  requiredElement('calls').replaceChildren()
  return notAnswered((await fetch('/api/profile')).status)
}

function notAnswered(status: number): Status {
  forgetToken()
  const quote = String(status)
  if (status !== 401) {
    const detail = 'The function got no answer from the API. Is npm start still running?'
    return { authed: 'unknown', tone: 'bad', headline: 'No answer from the API.', quote, detail }
  }
  return {
    authed: 'false',
    tone: 'plain',
    headline: 'Not logged in.',
    quote,
    detail:
      'The request came without a cookie that holds a token, so the function refused it and did ' +
      'not even ask the API. Log in, and the function sets the cookie.',
  }
}

function refused(detail: string): Status {
  return { authed: 'false', tone: 'bad', headline: 'The API refused the log-in.', detail }
}

/** Browsers accept a self-made certificate host by host, and a script's request asks nobody. */
function unreachable(api: string): Status {
  return {
    authed: 'unknown',
    tone: 'bad',
    headline: `No answer from ${api}`,
    detail:
      'Is npm start still running? If so, your browser may not trust the demo’s certificate on ' +
      'that host yet. Open it once, accept the certificate, and come back:',
    link: { text: api, href: api },
  }
}

function failure(error: unknown): Status {
  const detail = error instanceof Error ? error.message : String(error)
  const headline =
    error instanceof AuthTokenError ? 'The function refused:' : 'This demo has a fault:'
  return { authed: 'unknown', tone: 'bad', headline, detail }
}

/** One at a time: the buttons wait meanwhile. */
async function run(story: () => Promise<Status>): Promise<void> {
  const buttons = document.querySelectorAll<HTMLButtonElement>('#log-in-form button')
  const setBusy = (isBusy: boolean): void => {
    showBusy(isBusy)
    for (const button of buttons) button.disabled = isBusy
  }
  setBusy(true)
  showStatus(await story().catch(failure))
  showSeen()
  setBusy(false)
}

function siteItem({ name, url }: KurocoDemo['sites'][number]): HTMLLIElement {
  const link = element('a', { href: url }, name)
  if (url === location.origin) link.setAttribute('aria-current', 'page')
  return element('li', {}, link)
}

function fieldValue(id: string): string {
  return (requiredElement(id) as HTMLInputElement).value
}

function onClick(id: string, action: () => void): void {
  requiredElement(id).addEventListener('click', action)
}
