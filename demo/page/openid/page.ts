import { clearAuthToken } from '../../../shared/web/client.ts'
import type { Demo } from '../demo.ts'
import { element, requiredElement } from '../element.ts'

/** What the endpoint and the provider say no with, where this demo can meet it. */
const reasons: Record<string, string> = {
  access_denied: 'You cancelled the log-in.',
  login_expired: 'The log-in took too long, or was ended before.',
  login_unavailable: 'The provider does not answer.',
}

const status = requiredElement('status')

open().catch((error: unknown) => show('unknown', String(error)))

async function open(): Promise<void> {
  const demo = (await (await fetch('/demo.json')).json()) as Demo
  requiredElement('endpoint-options').append(
    ...demo.endpoints.map(({ path, runtime }, i) =>
      element(
        'label',
        {},
        element('input', { type: 'radio', name: 'endpoint', value: path, checked: i === 0 }),
        element('span', { textContent: runtime }),
      ),
    ),
  )
  onClick('log-in', logIn)
  onClick('log-out', async () => {
    await clearAuthToken({ endpoint: chosenEndpoint() })
    await showLogIn(demo)
  })
  await showLogIn(demo, reasonInAddress())
}

/** All that a page does: the endpoint answers where to go, and comes back to this page. */
async function logIn(): Promise<void> {
  const response = await fetch(`${chosenEndpoint()}/start`, { method: 'POST' })
  if (!response.ok) return show('unknown', await response.text())
  const { url } = (await response.json()) as { url: string }
  location.assign(url)
}

function chosenEndpoint(): string {
  return document.querySelector<HTMLInputElement>('input[name="endpoint"]:checked')!.value
}

async function showLogIn({ api }: Demo, reason = ''): Promise<void> {
  const response = await fetch(`${api}/is-authed`, { method: 'POST', credentials: 'include' })
  const { isAuthed } = (await response.json()) as { isAuthed: boolean }
  show(String(isAuthed), `The API says {"isAuthed": ${isAuthed}}. ${reason}`.trim())
}

/** A reload shall not show it again. */
function reasonInAddress(): string | undefined {
  const code = new URLSearchParams(location.search).get('login_error')
  if (code === null) return undefined
  history.replaceState(null, '', location.pathname)
  return reasons[code] ?? 'The log-in failed.'
}

function show(authed: string, text: string): void {
  status.dataset.authed = authed
  status.textContent = text
}

function onClick(id: string, action: () => Promise<void>): void {
  requiredElement(id).addEventListener('click', () => {
    action().catch((error: unknown) => show('unknown', String(error)))
  })
}
