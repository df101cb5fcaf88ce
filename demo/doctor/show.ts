import { jsonReport } from '../../doctor/report/json-report.ts'
import { html, type Markup } from '../../doctor/report/html/html.ts'
import { reportContent } from '../../doctor/report/html-report.ts'
import type { Examination, Opinion } from './examine.ts'
import { commandFor, noAnswer, notes } from './notes.ts'
import { toFragment } from './shared-link.ts'

/** Where a result comes from: this page's own questions to DNS, or a link. */
export type Origin = 'asked' | 'link'

/** Fills the place with the result, and moves the reader there. */
export function show(place: HTMLElement, examination: Examination, origin: Origin): void {
  const [first] = examination.opinions
  if (!first) {
    place.replaceChildren(...nodes(noAnswer(examination, navigator.onLine)))
    focus(place)
    return
  }
  showOpinion(place, examination, first, origin)
}

function showOpinion(
  place: HTMLElement,
  examination: Examination,
  opinion: Opinion,
  origin: Origin,
): void {
  const report = reportContent(opinion.diagnosis, lookedText(examination, opinion, origin))
  const parts = html`${notes(examination, opinion)} ${report} ${closer(examination)}`
  place.replaceChildren(...nodes(parts))
  for (const button of place.querySelectorAll<HTMLButtonElement>('button[data-opinion]')) {
    const other = examination.opinions.find(({ service }) => service === button.dataset.opinion)
    if (!other) continue
    button.addEventListener('click', () => showOpinion(place, examination, other, origin))
  }
  wire(place, examination, opinion)
  focus(place)
}

/**
 * The report is text that is escaped wherever it holds anything foreign. Its `style` attributes are set one by
 * one: the page's policy forbids them in markup, so that nothing that slips in could bring any.
 */
function nodes(markup: Markup): ChildNode[] {
  const text = markup.text.replaceAll(' style="', ' data-style="')
  const { body } = new DOMParser().parseFromString(text, 'text/html')
  for (const element of body.querySelectorAll<HTMLElement>('[data-style]')) {
    element.style.cssText = element.dataset.style ?? ''
    element.removeAttribute('data-style')
  }
  return [...body.childNodes]
}

function focus(place: HTMLElement): void {
  const heading = place.querySelector<HTMLElement>('h1, h2')
  if (!heading) return
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
  place.scrollIntoView()
}

function lookedText({ askedAt }: Examination, { service }: Opinion, origin: Origin): string {
  const time = `${askedAt.slice(0, 10)}, ${askedAt.slice(11, 16)} UTC`
  return origin === 'link'
    ? `This result came with the link: by it, DNS was asked through ${service} on ${time}. Press Check to ask again.`
    : `DNS was asked through ${service} on ${time}. Your servers were not: the last section says what that leaves open.`
}

/** What is left to find out, and what can be taken along. */
function closer(examination: Examination): Markup {
  return html`<section id="closer" aria-labelledby="closer-title">
    <h2 id="closer-title">What this page cannot see</h2>
    <p>
      This page asked where the names lead, and no more. A browser does not let it see what your
      servers answer: whether your site redirects to another address or comes from a cache, whether
      your API lets the site call it, and which cookies it sets. This command sees that. It runs on
      your computer with <a href="https://nodejs.org" rel="noreferrer">Node.js</a>, and logs nobody
      in:
    </p>
    <p class="command"><code id="command">${commandFor(examination)}</code></p>
    <p class="actions">
      <button type="button" id="copy-command">Copy the command</button>
      <button type="button" id="copy-link">Copy a link to this result</button>
      <button type="button" id="save-plan">Save the facts</button>
    </p>
    <p role="status" id="done"></p>
    <p class="hint">
      The link holds the result itself, behind its #, which browsers send to nobody. The facts are a
      file for <code>npx edgemint doctor --facts facts.json</code>, which says the same as this
      page.
    </p>
    <details id="as-json">
      <summary>The result as JSON, for programs</summary>
      <pre tabindex="0" aria-label="The result as JSON"></pre>
    </details>
  </section>`
}

function wire(place: HTMLElement, examination: Examination, { diagnosis }: Opinion): void {
  const done = place.querySelector('#done')!
  const on = (id: string, action: () => void | Promise<void>): void => {
    place.querySelector(`#${id}`)!.addEventListener('click', () => void action())
  }
  const copy = async (text: string): Promise<void> => {
    const isCopied = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    )
    done.textContent = isCopied ? 'Copied.' : `The browser does not let this page copy: ${text}`
  }
  on('copy-command', () => copy(commandFor(examination)))
  on('copy-link', () => copy(new URL(toFragment(examination), location.href).href))
  on('save-plan', () => save('facts.json', JSON.stringify(diagnosis.facts, null, 2)))
  const details = place.querySelector<HTMLDetailsElement>('#as-json')!
  details.addEventListener('toggle', () => {
    // Only for who wants to see it: it is long.
    if (details.open)
      details.querySelector('pre')!.textContent = [...jsonReport(diagnosis)].join('')
  })
}

function save(name: string, text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  Object.assign(document.createElement('a'), { href, download: name }).click()
  // Not at once: Safari reads it a moment later.
  setTimeout(() => URL.revokeObjectURL(href), 60_000)
}
