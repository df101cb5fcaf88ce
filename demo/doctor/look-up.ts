import { queryOverHttps, type DnsService } from '../../doctor/dns/over-https.ts'
import { resolveHost } from '../../doctor/dns/resolve-host.ts'
import type { HostFacts } from '../../doctor/facts.ts'

/** What one service says of all names. */
export interface Reply {
  /** The service's name. */
  service: string
  hosts: Record<string, HostFacts>
}

/** Asks each service for each name, all at the same time. Never rejects. */
export function lookUp(
  names: string[],
  services: DnsService[],
  fetch: typeof globalThis.fetch,
): Promise<Reply[]> {
  return Promise.all(
    services.map(async ({ name: service, url }) => {
      const query = queryOverHttps(url, fetch)
      const entries = names.map(async (name) => [name, await resolveHost(name, query)] as const)
      return { service, hosts: Object.fromEntries(await Promise.all(entries)) }
    }),
  )
}

/** Whether the service itself could be asked, whatever it said. */
export function isReached({ hosts }: Reply): boolean {
  return Object.values(hosts).every(({ failures = [] }) =>
    failures.every(({ reason }) => reason !== 'unreachable' && reason !== 'timeout'),
  )
}
