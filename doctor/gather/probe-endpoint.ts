import {
  endpointProbes,
  foreignOrigin,
  type EndpointFacts,
  type EndpointProbe,
  type SetCookie,
} from '../facts.ts'
import { withoutCompanions } from '../companions.ts'
import { isSameSite } from '../hosts/domain.ts'
import { isLoopback } from '../../shared/core/domain.ts'
import { publicUrl } from '../hosts/host-name.ts'
import { sendRequest } from './send-request.ts'
import type { Network } from './network.ts'

type EndpointAnswers = NonNullable<EndpointFacts['answers']>

export interface EndpointRequest {
  url: URL
  /** The page that the user named: a token goes to its site alone. */
  page: URL
  mintToken?: string | undefined
  /** From the config. */
  cookie?: SetCookie | undefined
}

/** Sends the endpoint every kind of request that doctor wants answered, all at the same time. */
export async function probeEndpoint(
  network: Network,
  { url, page, mintToken, cookie }: EndpointRequest,
): Promise<EndpointFacts> {
  const shown = publicUrl(url)
  network.progress(`asking the endpoint ${shown}`)
  const own = { origin: url.origin, 'sec-fetch-site': 'same-origin' }
  const foreign = { origin: foreignOrigin, 'sec-fetch-site': 'cross-site' }
  const probe = async (name: EndpointProbe, headers: Record<string, string>) => {
    const request = { url, method: endpointProbes[name], headers }
    return [name, (await sendRequest(network, request)).answer] as const
  }
  const token = mintToken && isSafeFor(url, page) ? mintToken : undefined
  if (mintToken && !token) {
    network.progress(`the token is not sent to ${shown}: only to the page's own site, by https`)
  }

  const ownProbes = ['options', 'get', 'put', 'patch', 'delete'] as const
  const pending = [...ownProbes.map((name) => probe(name, own)), probe('foreign', foreign)]
  if (token) pending.push(probe('mint', { ...own, authorization: `Bearer ${token}` }))
  const answers: EndpointAnswers = Object.fromEntries(await Promise.all(pending))
  return { url: shown, ...knownCookie(answers, token, cookie), answers }
}

/** A token goes over TLS or stays on this machine, and never to a site that the page redirected to. */
function isSafeFor(url: URL, page: URL): boolean {
  const isSecure = url.protocol === 'https:' || isLoopback(url.hostname)
  return isSecure && isSameSite(url.hostname, page.hostname)
}

function knownCookie(
  answers: EndpointAnswers,
  token: string | undefined,
  cookie: SetCookie | undefined,
): Pick<EndpointFacts, 'cookie' | 'cookieFrom'> {
  const minted = token && findMinted(answers, token, cookie?.name)
  if (minted) return { cookie: minted, cookieFrom: 'mint' }
  return cookie ? { cookie, cookieFrom: 'config' } : {}
}

/** The cookie that came for the token, among others that a CDN or the site sets with every answer. */
function findMinted(
  { options, get, put, foreign, mint }: EndpointAnswers,
  token: string,
  name: string | undefined,
): SetCookie | undefined {
  if (!mint?.cookies || mint.status! >= 400) return undefined
  const others = [options, get, put, foreign].flatMap((answer) => answer?.cookies ?? [])
  const own = withoutCompanions(mint.cookies).filter((cookie) =>
    others.every((other) => other.name !== cookie.name),
  )
  return (
    mint.cookies.findLast((cookie) => cookie.name === name) ??
    own.findLast(({ valueOctets }) => valueOctets === Buffer.byteLength(token)) ??
    own.at(-1)
  )
}
