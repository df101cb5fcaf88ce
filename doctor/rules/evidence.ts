import type { Case, Way } from './judgement.ts'
import { isSameSite, registrableDomain } from '../hosts/domain.ts'
import type { CookieResponse, Host } from './cookie-response.ts'
import { webkitRules } from './webkit.ts'

/** The facts that Safari's rule compares in this case, as a sentence; empty where it compares none. */
export function evidenceOf(one: Case, page: Host, host: Host, by: Way): string {
  if (one.sharedBits !== undefined) return compareAddresses(one, page, host, by)
  if (one.rule === 'cookie/domain-public-suffix') {
    return 'The Domain is in the private section of the list of public suffixes, that of companies.'
  }
  const compares = isWebkits(one.rule) ? webkitRules[one.rule].compares : undefined
  if (compares === 'domains') return compareDomains({ page, host }, one)
  return compares === 'cnames' ? compareCnames(one, page, host) : ''
}

function isWebkits(rule: Case['rule']): rule is keyof typeof webkitRules {
  return Object.hasOwn(webkitRules, rule)
}

function compareAddresses(one: Case, page: Host, host: Host, by: Way): string {
  const { pageAddress, hostAddress, sharedBits = 0, neededBits } = one
  if (pageAddress === hostAddress) {
    const start = by === 'fetch' ? 'Page' : `The page is now one of ${host.name}: page`
    return `${start} and cookie both come from ${pageAddress}.`
  }
  const places =
    page.name === host.name
      ? `${page.name} is at ${pageAddress} and at ${hostAddress}`
      : `${page.name} is at ${pageAddress}, ${host.name} at ${hostAddress}`
  const needed =
    neededBits === 16
      ? '16 must match, the first two numbers'
      : '64 must match, the first four groups'
  return `${places}: they share ${bits(sharedBits)}, and ${needed}.`
}

function bits(count: number): string {
  if (count === 0) return 'not even the first bit'
  return count === 1 ? 'the first bit' : `the first ${count} bits`
}

/** What makes a host a third party. */
export function compareDomains(
  { page, host }: { page: Host; host: Host },
  { hasPrivateSuffixes = true }: Pick<Case, 'hasPrivateSuffixes'> = {},
): string {
  const [hostDomain, pageDomain] = [host, page].map(({ name }) =>
    registrableDomain(name, hasPrivateSuffixes),
  )
  return `${host.name} is on the domain ${hostDomain}, the page on ${pageDomain}.`
}

/** The same in Chrome, to which http and https are two sites. */
export function compareSites(response: CookieResponse): string {
  const { page, host, pageUrl, url } = response
  return isSameSite(page.name, host.name)
    ? `To Chrome, ${pageUrl.origin} and ${url.origin} are two sites: one is https, the other http.`
    : compareDomains(response)
}

/** Which names the two hosts are aliases for. */
function compareCnames(one: Case, page: Host, host: Host): string {
  const target = `${host.name} is an alias for ${host.cnames.at(-1)}`
  if (page.name === host.name) return `${target}.`
  const { hasPrivateSuffixes = true } = one
  const domain = registrableDomain(page.name, hasPrivateSuffixes)
  const own = page.cnames.at(-1)
  if (own === undefined || one.isPageRecorded === false)
    return `${target}; the page is on ${domain}.`
  return `${target}, ${page.name} for ${own}.`
}
