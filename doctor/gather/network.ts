import { Resolver } from 'node:dns/promises'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { createSecureContext, rootCertificates } from 'node:tls'
import type { HostFacts } from '../facts.ts'
import { resolveHost } from '../dns/resolve-host.ts'
import { dnsQuery } from './dns-query.ts'

export interface NetworkOptions {
  /** A DNS server to use instead of the system's: an IP address, with `:port` if not 53. */
  dns?: string | undefined
  /** Certificate authorities to trust beside the usual ones, as PEM. */
  ca?: string | undefined
  /** Everything that is under way ends with it. */
  signal: AbortSignal
  progress: (line: string) => void
}

/** The way to the network for one run: what DNS found is where connections go. */
export interface Network {
  /** Never rejects; queries DNS once for each host. */
  resolve: (host: string) => Promise<HostFacts>
  /** All hosts that were resolved, in the order of the calls. */
  hosts: () => Promise<Record<string, HostFacts>>
  httpAgent: HttpAgent
  httpsAgent: HttpsAgent
  signal: AbortSignal
  progress: (line: string) => void
}

export function openNetwork({ dns, ca, signal, progress }: NetworkOptions): Network {
  const query = dnsQuery(createResolver(dns, signal))
  const pending = new Map<string, Promise<HostFacts>>()

  function resolve(host: string): Promise<HostFacts> {
    let facts = pending.get(host)
    if (!facts) {
      progress(`looking up ${host}`)
      facts = resolveHost(host, query)
      pending.set(host, facts)
    }
    return facts
  }

  async function hosts(): Promise<Record<string, HostFacts>> {
    const entries = [...pending].map(async ([host, facts]) => [host, await facts] as const)
    return Object.fromEntries(await Promise.all(entries))
  }

  const connection = {
    keepAlive: false,
    lookup: lookupBy(resolve),
    autoSelectFamily: true,
    // Node's 250 ms would give up on an address that is just far away.
    autoSelectFamilyAttemptTimeout: 500,
  }
  const secureContext = ca && createSecureContext({ ca: [...rootCertificates, ca] })
  const httpAgent = new HttpAgent(connection)
  const httpsAgent = new HttpsAgent({ ...connection, ...(secureContext && { secureContext }) })
  return { resolve, hosts, httpAgent, httpsAgent, signal, progress }
}

function createResolver(server: string | undefined, signal: AbortSignal): Resolver {
  // The wait doubles with each try: 7 s for a server that is silent.
  const resolver = new Resolver({ timeout: 1000, tries: 3 })
  if (server !== undefined) resolver.setServers([server])
  signal.addEventListener('abort', () => resolver.cancel())
  return resolver
}

/** Connects to the addresses that DNS gave us: with `autoSelectFamily` Node wants all, to try them in turn. */
function lookupBy(resolve: Network['resolve']): LookupFunction {
  return (host, _options, callback) => {
    const answer = async (): Promise<void> => {
      const { addresses } = await resolve(host)
      const found = addresses.map((address) => ({ address, family: isIP(address) }))
      if (found.length === 0) callback(noAddress(host), [])
      else callback(null, found)
    }
    void answer()
  }
}

function noAddress(host: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`DNS has no address for ${host}`), { code: 'ENOADDRESS' })
}
