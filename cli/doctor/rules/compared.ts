import type { Case } from '../diagnosis.ts'
import type { Host } from './scene.ts'
import { registrableDomain } from './registrable-domain.ts'

/** The facts that a rule of WebKit compared, as a sentence. */
export function compared(one: Case, page: Host, host: Host): string {
  if (one.sharedBits !== undefined) return compareAddresses(one, page, host)
  if (one.rule === 'webkit/third-party') return compareDomains({ page, host }, one)
  return one.rule.startsWith('webkit/cname') ? compareCnames(one, page, host) : ''
}

function compareAddresses(one: Case, page: Host, host: Host): string {
  const { pageAddress, hostAddress, sharedBits = 0, neededBits } = one
  if (pageAddress === hostAddress) return `Both are at ${pageAddress}.`
  const places =
    page.name === host.name
      ? `${page.name} is at ${pageAddress} and at ${hostAddress}`
      : `${page.name} is at ${pageAddress}, ${host.name} at ${hostAddress}`
  return one.outcome === 'kept'
    ? `${places}: they share ${sharedBits} bits, and ${neededBits} must match.`
    : `${places}: ${sharedBits} of the ${neededBits} bits that must match.`
}

/** What makes a host a third party: the same in every browser. */
export function compareDomains(
  { page, host }: { page: Host; host: Host },
  { hasPrivateSuffixes = true }: Pick<Case, 'hasPrivateSuffixes'> = {},
): string {
  const pageDomain = registrableDomain(page.name, hasPrivateSuffixes)
  const hostDomain = registrableDomain(host.name, hasPrivateSuffixes)
  return `${host.name} belongs to ${hostDomain}, the page ${page.name} to ${pageDomain}.`
}

function compareCnames(one: Case, page: Host, host: Host): string {
  const hasPrivateSuffixes = one.hasPrivateSuffixes ?? true
  const target = describeCname(host, hasPrivateSuffixes)
  if (page.name === host.name) {
    const recorded =
      one.isPageRecorded === false
        ? 'and Safari has not loaded a page of it from the network since it was started'
        : 'as Safari recorded when it loaded the page'
    return `${target}, ${recorded}.`
  }
  if (one.isPageRecorded === false) {
    return `${target}; the page ${page.name} came from a cache or a service worker, so Safari knows no CNAME of it.`
  }
  const own =
    page.cnames.length > 0 ? describeCname(page, hasPrivateSuffixes) : `${page.name} is no CNAME`
  return `${target}; ${own}.`
}

function describeCname(host: Host, hasPrivateSuffixes: boolean): string {
  const last = host.cnames.at(-1) ?? host.name
  const domain = registrableDomain(last, hasPrivateSuffixes)
  const name = host.cnames.length > 1 ? `${last} in the end` : last
  return `${host.name} is a CNAME to ${name}${domain === last ? '' : ` (of ${domain})`}`
}
