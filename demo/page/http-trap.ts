import type { Demo } from './demo.ts'
import { currentSite } from './demo.ts'
import { requiredElement } from './element.ts'
import type { Status } from './status.ts'

/** Links this site's https address wherever index.html offers it, and hints at it on an http page. */
export function showHttpsHint(demo: Demo, page: URL): void {
  const https = currentSite(demo, page)?.https
  if (!https || page.protocol !== 'http:') return
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-https]')) {
    link.href = https
    link.textContent = https
  }
  requiredElement('https-hint').hidden = false
}

/** Judges by the outcome, never by the browser's name: more browsers than Safari may do the same. */
export function showHttpTrap(status: Status, page: URL): void {
  requiredElement('http-notice').hidden = page.protocol !== 'http:' || !status.isCookieLost
}
