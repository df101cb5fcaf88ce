import type { Facts } from '../../facts.ts'

/**
 * What DNS says of the hosts of a recording. Where it has no address, the one that the browser was connected
 * to tells something.
 *
 * @param seen the hosts of the recording's plan
 */
export function withSeen(hosts: Facts['hosts'], seen: Facts['hosts']): Facts['hosts'] {
  const all = Object.entries(hosts).map(([name, host]) => [
    name,
    host.addresses.length > 0 ? host : { ...host, addresses: seen[name].addresses },
  ])
  return Object.fromEntries(all)
}
