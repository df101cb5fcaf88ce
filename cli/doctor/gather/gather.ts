import { isIP } from 'node:net'
import type { Facts, PageFacts, SetCookie } from '../facts.ts'
import { conceal } from './conceal.ts'
import { startDeadline } from './deadline.ts'
import { findServiceWorker } from './find-service-worker.ts'
import { loadPage, type LoadedPage } from './load-page.ts'
import { openNetwork, type Network } from './network.ts'
import { probeApi } from './probe-api.ts'
import { probeEndpoint } from './probe-endpoint.ts'

/** The part of the time that the page may take, so that the API is looked at even if the page hangs. */
const pageShare = 2 / 3

export interface GatherRequest {
  /** URL of the page, or its origin. */
  page: string
  /** Path of the endpoint on the page's origin. */
  endpointPath: string
  /** The cookie by the config; one that was really minted takes its place. */
  endpointCookie?: SetCookie
  /** URL of the API. Without a path, `/is-authed` is asked. */
  api?: string
  /** A DNS server to ask instead of the system's: an IP address, with `:port` if not 53. */
  dns?: string | undefined
  /** Certificate authorities to trust beside the usual ones, as PEM. */
  ca?: string
  /** Seconds after which everything ends, and what was found until then is returned. */
  timeout: number
  /** A token to mint a real cookie with. */
  mintToken?: string
  /** Is told what is being looked at, line by line. */
  progress?: (line: string) => void
  now?: Date
}

/** Looks at a site: DNS, page, endpoint and API. It judges nothing, and no network makes it throw. */
export async function gather(request: GatherRequest): Promise<Facts> {
  const deadline = startDeadline(request.timeout)
  const { dns, ca, progress = () => {} } = request
  try {
    const network = openNetwork({ dns, ca, signal: deadline.signal, progress })
    return await look(request, network)
  } finally {
    deadline.end()
  }
}

async function look(request: GatherRequest, network: Network): Promise<Facts> {
  const { endpointPath, endpointCookie, mintToken, now = new Date() } = request
  const start = new URL(request.page)
  const api = request.api === undefined ? undefined : apiUrl(request.api)
  for (const url of [start, api]) if (url && !isAddress(url)) void network.resolve(url.hostname)

  const page = await loadWithin(request.timeout * pageShare, network, start)
  const url = new URL(page.url.origin + endpointPath)
  const [serviceWorker, endpoint, apiFacts] = await Promise.all([
    findServiceWorker(network, page),
    probeEndpoint(network, { url, page: start, mintToken, cookie: endpointCookie }),
    api && probeApi(network, { url: api, pageOrigin: page.url.origin, mintToken }),
  ])
  const pageFacts: PageFacts = { ...page.facts, ...(serviceWorker && { serviceWorker }) }
  return {
    version: 1,
    observedAt: now.toISOString(),
    page: conceal(pageFacts, mintToken),
    endpoint,
    ...(apiFacts && { api: apiFacts }),
    hosts: await network.hosts(),
  }
}

async function loadWithin(seconds: number, network: Network, start: URL): Promise<LoadedPage> {
  const deadline = startDeadline(seconds)
  try {
    return await loadPage(network, start, deadline.signal)
  } finally {
    deadline.end()
  }
}

function apiUrl(text: string): URL {
  const url = new URL(text)
  return url.pathname === '/' ? new URL(`/is-authed${url.search}`, url) : url
}

function isAddress({ hostname }: URL): boolean {
  return isIP(hostname.replace(/^\[|\]$/g, '')) !== 0
}
