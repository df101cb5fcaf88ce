import type { Resolver } from 'node:dns/promises'
import type { DnsFailureReason } from '../facts.ts'
import type { DnsQuery } from '../dns/resolve-host.ts'

/** Asks by Node's resolver, which is c-ares. */
export function dnsQuery(resolver: Resolver): DnsQuery {
  const ask = {
    CNAME: (name: string) => resolver.resolveCname(name),
    A: (name: string) => resolver.resolve4(name),
    AAAA: (name: string) => resolver.resolve6(name),
  }
  return async (question, name) => {
    try {
      return { records: await ask[question](name) }
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException
      return code === noData ? { records: [] } : { failure: reasons[code] ?? 'servfail' }
    }
  }
}

/** A name that has no record of the type: an answer, not a failure. */
const noData = 'ENODATA'

/** By the codes of c-ares; any other one is an answer that makes no sense. */
const reasons: Record<string, DnsFailureReason> = {
  ENOTFOUND: 'nxdomain',
  // Such a name cannot be queried: an empty label, or one over 63 octets.
  EBADNAME: 'nxdomain',
  EREFUSED: 'refused',
  ETIMEOUT: 'timeout',
  // The deadline has come.
  ECANCELLED: 'timeout',
  EDESTRUCTION: 'timeout',
  ECONNREFUSED: 'unreachable',
  ENOTINITIALIZED: 'unreachable',
  ENOSERVER: 'unreachable',
}
