import type { Demo, Endpoint } from './demo.ts'
import { daysOf } from './demo.ts'

/** Writes the site's facts wherever index.html asks for one by `data-fact`. */
export function fillFacts(demo: Demo, endpoint: Endpoint | undefined, page: URL): void {
  const facts: Record<string, string> = {
    title: demo.kind === 'edgemint' ? `edgemint on ${demo.name}` : demo.name,
    host: page.hostname,
    apiHost: new URL(demo.api).hostname,
    cookieName: demo.cookie.name,
    days: String(daysOf(demo.cookie.maxAge)),
    endpoint: endpoint?.path ?? '',
    runtime: endpoint?.runtime ?? '',
  }
  for (const element of document.querySelectorAll<HTMLElement | SVGElement>('[data-fact]')) {
    element.textContent = facts[element.dataset.fact ?? ''] ?? ''
  }
  document.title = `${facts.title}: demo`
}

/** Shows the parts of index.html that belong to this kind of site, and hides those of the other. */
export function showPartsFor(kind: Demo['kind']): void {
  for (const part of document.querySelectorAll<HTMLElement | SVGElement>('[data-for]')) {
    part.toggleAttribute('hidden', part.dataset.for !== kind)
  }
  for (const setUp of document.querySelectorAll<HTMLElement>('[data-set-up]')) {
    setUp.classList.toggle('is-current', setUp.dataset.setUp === kind)
  }
}
