import type { Facts, HostFacts } from '../../../doctor/facts.ts'
import { parseSetCookie } from '../../../doctor/parse-set-cookie.ts'
import type { Topology } from './topologies.ts'

/** What doctor should gather of a topology, read off its zone file by hand's rules: follow the CNAMEs. */
export function topologyFacts(topology: Topology): Facts {
  const { page, api, records, hasEndpoint, apiCookie, bridge } = topology
  return {
    version: 1,
    page: { url: `https://${page}/` },
    ...(hasEndpoint && { endpoint: { url: `https://${page}/set-auth-token` } }),
    ...(bridge && {
      bridge: {
        url: `https://${page}${bridge.path}`,
        refreshCookie: parseSetCookie(bridge.refreshCookie),
        refreshTokenLife: bridge.refreshTokenLife,
      },
    }),
    api: {
      url: `https://${api}/is-authed`,
      ...(apiCookie && { cookies: [parseSetCookie(apiCookie)] }),
    },
    hosts: { [page]: hostFacts(page, records), [api]: hostFacts(api, records) },
  }
}

export function hostFacts(host: string, records: string[]): HostFacts {
  const fields = records.map((record) => record.split(/\s+/))
  const answers = (name: string, types: string[]): string[] =>
    fields
      .filter(([owner, , , type]) => owner === `${name}.` && types.includes(type))
      .map(([, , , , data]) => data.replace(/\.$/, ''))
  const cnames: string[] = []
  for (let [next] = answers(host, ['CNAME']); next; [next] = answers(next, ['CNAME'])) {
    cnames.push(next)
  }
  return { cnames, addresses: answers(cnames.at(-1) ?? host, ['A', 'AAAA']) }
}
