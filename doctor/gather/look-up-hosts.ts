import { isLocalhost } from '../../shared/core/domain.ts'
import type { Facts } from '../facts.ts'
import type { GatherRequest } from './gather.ts'
import { startDeadline } from './deadline.ts'
import { openNetwork } from './network.ts'

/** What DNS says of these hosts, none of them an address; no server of theirs is asked. No network makes it throw. */
export async function lookUpHosts(
  names: string[],
  { dns, timeout, progress = () => {} }: Pick<GatherRequest, 'dns' | 'timeout' | 'progress'>,
): Promise<Facts['hosts']> {
  const deadline = startDeadline(timeout)
  try {
    const network = openNetwork({ dns, signal: deadline.signal, progress })
    for (const name of names) {
      if (!isLocalhost(name)) void network.resolve(name)
    }
    return await network.hosts()
  } finally {
    deadline.end()
  }
}
