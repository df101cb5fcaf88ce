import { clockTime } from './clock-time.ts'
import { element, requiredElement } from './element.ts'

/** How a story ended, in words. */
export interface Status {
  authed: 'true' | 'false' | 'unknown'
  /** `good` and `bad` colour the outcome; `plain` is neither. */
  tone: 'good' | 'bad' | 'plain'
  headline: string
  /** What the API said, word for word; it follows the headline. */
  quote?: string
  detail: string
  link?: { text: string; href: string }
  /** The endpoint answered with the cookie, and yet the API did not get it. */
  isCookieLost?: boolean
}

export function showStatus(status: Status): void {
  const box = requiredElement('status')
  box.dataset.authed = status.authed
  box.dataset.tone = status.tone
  box.replaceChildren(clockTime(), headline(status), detail(status))
}

export function showBusy(isBusy: boolean): void {
  requiredElement('status').dataset.busy = String(isBusy)
}

function headline({ headline: text, quote }: Status): HTMLElement {
  const said = quote ? [' ', element('code', {}, quote)] : []
  return element('p', { className: 'status-headline' }, text, ...said)
}

function detail({ detail: text, link }: Status): HTMLElement {
  const properties = { href: link?.href ?? '', target: '_blank', rel: 'noopener' }
  const way = link ? [' ', element('a', properties, link.text)] : []
  return element('p', { className: 'status-detail' }, text, ...way)
}
