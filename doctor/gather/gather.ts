import { isAddress } from '../hosts/address.ts'
import { publicUrl, withPlainHost } from '../hosts/host-name.ts'
import type { ApiFacts, EndpointFacts, Facts, SetCookie } from '../facts.ts'
import { concealFacts } from './conceal-facts.ts'
import { startDeadline } from './deadline.ts'
import { findServiceWorker } from './find-service-worker.ts'
import { loadPage, type LoadedPage } from './load-page.ts'
import { openNetwork, type Network } from './network.ts'
import { probeApi, probeWithoutToken } from './probe-api.ts'
import { probeBridge, type BridgeRequest } from './probe-bridge.ts'
import { probeEndpoint, type EndpointRequest } from './probe-endpoint.ts'
import { tokenHider } from './token-hider.ts'
import { placeOf, whyElsewhere } from './why-elsewhere.ts'

/** The part of the time that the page may take, so that the API is looked at even if the page hangs. */
const pageShare = 2 / 3

export interface GatherRequest {
  /** URL of the page, or its origin. */
  page: string
  /** Path of the endpoint on the page's origin. */
  endpointPath: string
  /** The cookie by the config; one that was really minted takes its place. */
  endpointCookie?: SetCookie
  /** The bridge of the config. */
  bridge?: BridgeRequest
  /**
   * URL of the API. Without a path it is `/is-authed`. Where there is a bridge: an address of the API that only who is
   * logged in may read; without one, no request is sent to the API.
   */
  api?: string
  /** A DNS server to use instead of the system's: an IP address, with `:port` if not 53. */
  dns?: string | undefined
  /** Certificate authorities to trust beside the usual ones, as PEM. */
  ca?: string
  /** Seconds after which everything ends, and what was found until then is returned. */
  timeout: number
  /**
   * A token to mint a real cookie with. It is in neither facts nor progress, unless it has fewer than
   * eight characters or is part of the host name of `page` or `api`.
   */
  mintToken?: string
  /** Called with a line for each thing that is looked at. */
  progress?: (line: string) => void
  now?: Date
}

/** Looks at a site: DNS, page, endpoint and API. It judges nothing, and no network makes it throw. */
export async function gather(request: GatherRequest): Promise<Facts> {
  const { mintToken, dns, ca, progress = () => {} } = request
  const targets = {
    start: toUrl(request.page),
    ...apiTarget(request),
  }
  const hosts = Object.values(targets).map((url) => url.hostname)
  const hide = tokenHider(mintToken, hosts)
  const progressWithoutToken = (line: string): void => progress(hide(line))
  const deadline = startDeadline(request.timeout)
  try {
    const network = openNetwork({
      dns,
      ca,
      signal: deadline.signal,
      progress: progressWithoutToken,
    })
    return concealFacts(await look(network, request, targets), hide)
  } finally {
    deadline.end()
  }
}

async function look(
  network: Network,
  request: GatherRequest,
  { start, api }: { start: URL; api?: URL },
): Promise<Facts> {
  for (const url of [start, api]) {
    if (url && !isAddress(url.hostname)) void network.resolve(url.hostname)
  }
  const page = await loadWithin(request.timeout * pageShare, network, start)
  const [site, apiFacts] = await Promise.all([
    lookAtSite(network, request, start, page),
    api && lookAtApi(network, request, api, page.url.origin),
  ])
  return {
    version: 1,
    observedAt: (request.now ?? new Date()).toISOString(),
    ...site,
    ...(apiFacts && { api: apiFacts }),
    hosts: await network.hosts(),
  }
}

async function lookAtApi(
  network: Network,
  { bridge }: GatherRequest,
  url: URL,
  pageOrigin: string,
): Promise<ApiFacts> {
  if (!bridge) return probeApi(network, { url, pageOrigin })
  // What all addresses begin with is not one that is known to need a log-in.
  const isNamed = withoutSlash(url.pathname) !== withoutSlash(new URL(bridge.api.url).pathname)
  const isRoot = url.pathname === '/'
  return {
    ...bridge.api,
    url: publicUrl(url),
    ...(isNamed && !isRoot && { answers: await probeWithoutToken(network, url) }),
  }
}

function withoutSlash(path: string): string {
  return path.replace(/\/$/, '')
}

async function lookAtSite(
  network: Network,
  { endpointPath, endpointCookie, bridge, mintToken }: GatherRequest,
  start: URL,
  page: LoadedPage,
): Promise<Pick<Facts, 'page' | 'endpoint' | 'bridge'>> {
  const url = new URL(page.url.origin + endpointPath)
  const request = { url, page: start, mintToken, cookie: endpointCookie }
  const problem =
    start.hostname === url.hostname
      ? undefined
      : whyElsewhere(await placeOf(start, network), await placeOf(url, network))
  const bridgeUrl = bridge && new URL(page.url.origin + bridge.path)
  if (problem !== undefined) {
    return {
      page: page.facts,
      endpoint: notProbed(network, request, problem),
      ...(bridgeUrl && { bridge: { url: publicUrl(bridgeUrl), ...bridge.told } }),
    }
  }
  const [serviceWorker, endpoint, bridgeFacts] = await Promise.all([
    findServiceWorker(network, page),
    probeEndpoint(network, request),
    bridgeUrl && probeBridge(network, bridgeUrl, bridge.told),
  ])
  return {
    page: { ...page.facts, ...(serviceWorker && { serviceWorker }) },
    endpoint,
    ...(bridgeFacts && { bridge: bridgeFacts }),
  }
}

/** A redirect must not make doctor test a site whose owner did not run it. */
function notProbed(
  { progress }: Network,
  { url, cookie }: EndpointRequest,
  problem: string,
): EndpointFacts {
  const shown = publicUrl(url)
  progress(`not asking ${shown}: ${problem}`)
  return {
    url: shown,
    ...(cookie && { cookie, cookieFrom: 'config' }),
    answers: { put: { failure: { reason: 'unreachable', detail: problem } } },
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

function apiTarget({ api, bridge }: GatherRequest): { api?: URL } {
  if (bridge) return { api: toUrl(api ?? bridge.api.url) }
  if (api === undefined) return {}
  const url = toUrl(api)
  return { api: url.pathname === '/' ? new URL(`/is-authed${url.search}`, url) : url }
}

function toUrl(text: string): URL {
  const url = new URL(text)
  url.hash = ''
  return withPlainHost(url) ?? url
}
