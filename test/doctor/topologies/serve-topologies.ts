import { https, type Handler, type Role } from '../network/https-server.ts'
import { startRig, type Rig } from '../network/rig.ts'
import { api, bridgedSite, edgemintSite, page } from '../network/sites.ts'
import type { Topology } from './topologies.ts'

/** Puts up the names and the servers of all these topologies. IPv6 addresses lead nowhere. */
export function serveTopologies(topologies: Topology[]): Promise<Rig> {
  // One API stands in two of them.
  const records = [...new Set(topologies.flatMap((topology) => topology.records))]
  const sites = new Map<string, Handler>()
  for (const topology of topologies) {
    const { page: pageHost, api: apiHost, hasEndpoint, apiCookie, bridge } = topology
    const origin = `https://${pageHost}`
    if (bridge) {
      sites.set(pageHost, bridgedSite(origin, `https://${apiHost}`))
      continue
    }
    const site = hasEndpoint ? edgemintSite(origin) : page
    sites.set(pageHost, site).set(apiHost, withApi(site, api(pageHost, apiCookie)))
  }
  // Any of a host's addresses may be asked for it, as with a CDN: the Host header decides.
  const server = https((request, response) => {
    const [host] = request.headers.host!.split(':')
    return sites.get(host)!(request, response)
  })
  const addresses = records.flatMap((record) => / A (\S+)$/.exec(record)?.[1] ?? [])
  const servers: Record<string, Role> = Object.fromEntries(
    addresses.map((address) => [address, server]),
  )
  return startRig({ records, servers })
}

/** The API on a host that may be the page's too. */
function withApi(site: Handler, calls: Handler): Handler {
  return (request, response) =>
    request.url === '/is-authed' ? calls(request, response) : site(request, response)
}
