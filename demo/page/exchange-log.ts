import { clockTime } from './clock-time.ts'
import { element, requiredElement } from './element.ts'
import type { Exchange, ShownRequest, ShownResponse } from './requests.ts'
import { shorten } from './requests.ts'
import type { ShownCookie } from './set-cookie-text.ts'

/** What a reader needs to know about an exchange beyond its bytes. */
export interface Explanation {
  /** One plain sentence. */
  sentence: string
  /** Whether the request is about the cookie that the browser sends along. */
  isAboutCookie?: boolean
  /** What the answer sets, which no script can see. */
  cookie?: ShownCookie
}

const mostEntries = 40

/** Puts an exchange on top of the log. */
export function addToLog(exchange: Exchange, explanation: Explanation): void {
  const log = requiredElement('log')
  log.prepend(entry(exchange, explanation))
  while (log.children.length > mostEntries) log.lastElementChild?.remove()
  requiredElement('log-empty').hidden = true
}

function entry({ request, response }: Exchange, explanation: Explanation): Element {
  const { sentence, isAboutCookie, cookie } = explanation
  const sent = requestLines(request)
  if (isAboutCookie) sent.push(note('The browser adds the cookie by itself, if it has one.'))
  const rows = [row('Sent', sent), row('Back', responseLines(response))]
  if (cookie) rows.push(row('Cookie', cookieLines(cookie)))
  const summary = element(
    'div',
    { className: 'entry-summary' },
    element('p', { className: 'entry-sentence' }, sentence),
    clockTime(),
  )
  const details = element('dl', { className: 'wire' }, ...rows.flat())
  const item = element('li', { className: 'entry' }, summary, details)
  item.dataset.outcome = response.outcome
  return item
}

function requestLines(request: ShownRequest): Element[] {
  const first = line(`${request.method} ${request.url}`, 'wire-first')
  const others = [...request.headers, request.body].filter(Boolean)
  return [first, ...others.map((text) => line(text))]
}

function responseLines(response: ShownResponse): Element[] {
  if (response.outcome === 'unanswered') return [line('nothing', 'wire-first')]
  if (response.outcome === 'refused') {
    const { status, code, detail } = response
    return [line(`${status} ${code}`, 'wire-first'), ...(detail ? [note(detail)] : [])]
  }
  if (response.body === undefined) return [line(`${response.status}, no content`, 'wire-first')]
  return [line(String(response.status), 'wire-first'), line(bodyText(response.body))]
}

function cookieLines({ setCookie, before }: ShownCookie): Element[] {
  return [
    line(`Set-Cookie: ${setCookie}`),
    ...(before ? [note(before)] : []),
    note('This is what the server sends. The cookie is HttpOnly: no script can see it.'),
  ]
}

function bodyText(body: unknown): string {
  return JSON.stringify(body, (key, value: unknown) =>
    key === 'authToken' && typeof value === 'string' ? shorten(value) : value,
  )
}

function row(term: string, lines: Element[]): Element[] {
  return [element('dt', {}, term), element('dd', {}, ...lines)]
}

function line(text: string, className = 'wire-line'): Element {
  return element('code', { className }, text)
}

function note(text: string): Element {
  return element('span', { className: 'wire-note' }, text)
}
