import { clockTime } from './clock-time.ts'
import { requiredElement } from './required-element.ts'

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

function headline(status: Status): HTMLElement {
  const paragraph = document.createElement('p')
  paragraph.className = 'status-headline'
  paragraph.append(status.headline)
  if (!status.quote) return paragraph
  const quote = document.createElement('code')
  quote.textContent = status.quote
  paragraph.append(' ', quote)
  return paragraph
}

function detail(status: Status): HTMLElement {
  const paragraph = document.createElement('p')
  paragraph.className = 'status-detail'
  paragraph.append(status.detail)
  if (!status.link) return paragraph
  const link = document.createElement('a')
  link.href = status.link.href
  link.textContent = status.link.text
  link.target = '_blank'
  link.rel = 'noopener'
  paragraph.append(' ', link)
  return paragraph
}
