import { isAddress, withoutBrackets } from '../hosts/address.ts'
import { isPrivateAddress } from './private-address.ts'
import { isSameSite } from '../hosts/domain.ts'
import type { Network } from './network.ts'

export interface Place {
  url: URL
  addresses: string[]
}

export async function placeOf(url: URL, network: Network): Promise<Place> {
  const { hostname } = url
  if (isAddress(hostname)) return { url, addresses: [withoutBrackets(hostname)] }
  return { url, addresses: (await network.resolve(hostname)).addresses }
}

/** Why doctor must send nothing to where the page leads, but the page's own load: it is somebody else's site. */
export function whyElsewhere(named: Place, shown: Place): string | undefined {
  return isSameSite(named.url.hostname, shown.url.hostname)
    ? whyInside(named, shown)
    : 'the page redirects to another site'
}

/**
 * Why doctor must not even load it: it is in a network that only this machine reaches, and the user did not
 * name a host there. One such address among others is enough.
 */
export function whyInside(named: Place, shown: Place): string | undefined {
  if (named.url.hostname === shown.url.hostname) return undefined
  const isNamed = named.addresses.length > 0 && named.addresses.every(isPrivateAddress)
  return !isNamed && shown.addresses.some(isPrivateAddress)
    ? 'the page redirects to an address of a private network'
    : undefined
}
