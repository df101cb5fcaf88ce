import { gather, type GatherRequest } from '../../../doctor/gather/gather.ts'
import type { Facts } from '../../../doctor/facts.ts'
import { createAuthority, type CertificateAuthority } from './certificate-authority.ts'
import { startServers, type Role } from './https-server.ts'
import { startNameServer } from './name-server.ts'

export interface RigParts {
  /** Lines of zone files; the servers' certificate is good for all owners. */
  records: string[]
  brokenZones?: string[]
  /** What stands behind each address. */
  servers?:
    | Record<string, Role>
    | ((authority: CertificateAuthority) => Promise<Record<string, Role>>)
}

/** A small internet on loopback: DNS, certificates and servers. */
export interface Rig {
  /** Of every server. */
  port: number
  dns: string
  ca: string
  /** How many connections were opened so far. */
  opened: () => number
  /** `{host}` with the rig's port. */
  origin: (host: string) => string
  /** Gathers by the rig's DNS and authority; `page` and `api` are hosts, or hosts with a path. */
  gather: (page: string, request?: Partial<GatherRequest>) => Promise<Facts>
  close: () => Promise<void>
}

export const observedAt = '2026-11-21T12:00:00.000Z'

export async function startRig({ records, brokenZones, servers = {} }: RigParts): Promise<Rig> {
  const owners = records.map((record) => record.split(' ', 1)[0].replace(/\.$/, ''))
  const authority = await createAuthority()
  const [identity, roles, nameServer] = await Promise.all([
    authority.issue([...new Set(owners)]),
    typeof servers === 'function' ? servers(authority) : servers,
    startNameServer(records, brokenZones),
  ])
  const listening = await startServers(roles, identity)
  const { port, opened } = listening
  const origin = (host: string): string => `https://${host.replace(/(?=\/|$)/, `:${port}`)}`
  return {
    port,
    dns: nameServer.address,
    ca: authority.pem,
    opened,
    origin,
    gather: (page, { api, ...request } = {}) =>
      gather({
        page: origin(page),
        ...(api !== undefined && { api: origin(api) }),
        endpointPath: '/set-auth-token',
        dns: nameServer.address,
        ca: authority.pem,
        timeout: 60,
        now: new Date(observedAt),
        ...request,
      }),
    close: async () => {
      listening.close()
      await nameServer.close()
    },
  }
}
