import { clockTime } from '../clock-time.ts'
import { element, requiredElement } from '../element.ts'
import type { KurocoDemo } from './kuroco-demo.ts'

/** The set-up of Kuroco's FAQ that Safari blocks: the API, on another domain, sets its own cookie. */
export async function logInWithCookie({ api }: KurocoDemo): Promise<void> {
  show('plain', 'Asking the API …', '')
  const base = `${api}/rcms-api/2`
  try {
    const loggedIn = await fetch(`${base}/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: 'alice@example.com', password: 'edgemint' }),
      credentials: 'include',
    })
    const profile = await fetch(`${base}/profile`, { credentials: 'include' })
    showOutcome(loggedIn.status, profile.status)
  } catch {
    show('bad', `No answer from ${api}`, 'Log in on the right side first: it says what to do.')
  }
}

function showOutcome(logIn: number, profile: number): void {
  if (profile === 200) {
    const headline = `The log-in succeeds (${logIn}), and so does the next request (${profile}).`
    const detail =
      'This browser kept the API’s cookie: Chrome does so by default, and Firefox keeps it for this ' +
      'site alone. In Safari the same click ends with 401.'
    return show('plain', headline, detail)
  }
  const headline = `The log-in succeeds (${logIn}), the next request does not (${profile}).`
  const detail =
    'The browser blocked the API’s cookie, since it belongs to another domain than the page. This is ' +
    'what every visitor with Safari gets.'
  return show('bad', headline, detail)
}

function show(tone: 'plain' | 'bad', headline: string, detail: string): void {
  const box = requiredElement('before')
  box.dataset.tone = tone
  box.replaceChildren(
    clockTime(),
    element('p', { className: 'status-headline' }, headline),
    element('p', { className: 'status-detail' }, detail),
  )
}
