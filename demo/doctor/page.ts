import type { DnsService } from '../../doctor/dns/over-https.ts'
import type * as Rest from './rest.ts'
import { clearMistakes, fillForm, readForm, harFile, showMistakes, takeDrops } from './form.ts'

/** Whom this page asks about DNS: set when it is built. One of its own origin has a path for an address. */
declare const dnsServices: DnsService[]

// Read before the first question, so it holds no more than that needs: the rules, the report and the public suffix
// list come when somebody begins to type.

const form = document.querySelector('form')!
const result = document.querySelector<HTMLElement>('#result')!
const status = document.querySelector<HTMLElement>('#status')!

const asked = dnsServices.map(({ name, url }) => ({ name, url: new URL(url, location.href).href }))
const services = asked.map(({ name }) => name).join(' and ')

form.addEventListener('focusin', () => void loadRest().catch(() => {}), { once: true })
form.addEventListener('submit', (event) => {
  event.preventDefault()
  void check()
})
takeDrops(form, () => void check())
window.addEventListener('hashchange', () => void openLink())
void openLink()

async function loadRest(): Promise<typeof Rest> {
  return import('./rest.ts')
}

async function check(): Promise<void> {
  clearMistakes(form)
  begin(`Asking ${services} …`)
  try {
    const { ask, show, toFragment } = await loadRest()

    const examination = await ask(readForm(form), harFile(form), asked, get)
    if ('mistakes' in examination) {
      end('')
      result.hidden = true
      return showMistakes(form, examination.mistakes)
    }
    end('Done.')
    show(result, examination, 'asked')
    if (examination.opinions.length > 0) history.replaceState(null, '', toFragment(examination))
  } catch (error) {
    fail(error)
  }
}

/** Shows what somebody sent. */
async function openLink(): Promise<void> {
  // Others lead to a place in the report.
  if (!location.hash.startsWith('#r=')) return
  begin('Reading the link …')
  try {
    const { fromFragment, show, typedFor } = await loadRest()
    const examination = fromFragment(location.hash)
    if (!examination) {
      result.hidden = true
      return end('This link is broken, maybe cut off. Ask for it again, or type the names below.')
    }
    end('')
    fillForm(form, typedFor(examination))
    show(result, examination, 'link')
  } catch (error) {
    fail(error)
  }
}

/** From here on the place is there, so that nothing jumps when it is filled. */
function begin(what: string): void {
  status.textContent = what
  result.hidden = false
  result.setAttribute('aria-busy', 'true')
}

function end(what: string): void {
  status.textContent = what
  result.removeAttribute('aria-busy')
}

function fail(error: unknown): void {
  result.hidden = result.childElementCount === 0
  if (!navigator.onLine) {
    return end(
      'Your device is offline, and a part of this page is not there yet. Connect, and press Check again.',
    )
  }
  // The newest that the rules need of a browser.
  if (!('canParse' in URL)) {
    return end(
      'This browser is too old for this page: take Safari 17, Chrome 120, Firefox 115 or later.',
    )
  }
  end(`This page is broken: ${String(error)}. Please report it at github.com/edgemint/edgemint.`)
}

/** The browser's own, which must not be called as anybody's method. */
function get(...request: Parameters<typeof fetch>): Promise<Response> {
  return fetch(...request)
}
