import { registrableDomain } from '../rules/registrable-domain.ts'

/** Whether one owner has both hosts, by the public suffix list: a token goes to the page's site alone. */
export function isSameSite(a: URL, b: URL): boolean {
  return registrableDomain(a.hostname, true) === registrableDomain(b.hostname, true)
}
