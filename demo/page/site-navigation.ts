import type { Demo, Site } from './demo.ts'
import { currentSite } from './demo.ts'
import { element, requiredElement } from './element.ts'

/** Links the four sites, each on the scheme that this page is on. */
export function showNavigation(demo: Demo, page: URL): void {
  const current = currentSite(demo, page)
  const items = demo.sites.map((site) => navigationItem(site, page, site === current))
  requiredElement('sites').replaceChildren(...items)
}

function navigationItem(site: Site, page: URL, isCurrent: boolean): HTMLLIElement {
  const href = page.protocol === 'https:' ? site.https : site.http
  const link = element('a', { href }, site.name)
  if (isCurrent) link.setAttribute('aria-current', 'page')
  return element('li', {}, link)
}
