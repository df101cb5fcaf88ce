import { getDomain } from 'tldts'

/** Whether one owner has both hosts, by the public suffix list: a token goes to the page's site alone. */
export function isSameSite(a: URL, b: URL): boolean {
  return siteOf(a) === siteOf(b)
}

function siteOf({ hostname }: URL): string {
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname
}
