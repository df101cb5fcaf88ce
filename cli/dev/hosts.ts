import { localName } from '../../local/local-name.ts'
import { originsOf, type Origins } from '../../local/origins.ts'
import type { Policy } from '../../shared/core/policy.ts'
import type { DevOptions } from './options.ts'

/** A host that is answered for: its name, and its origins. */
export interface DevHost {
  name: string
  origins: Origins
}

export interface DevHosts {
  site: DevHost
  /** With `--api`, and no bridge to it. It lies under the site's host, as the cookie's Domain demands. */
  api: DevHost | undefined
}

export function devHosts(policy: Policy, { api, ports }: DevOptions): DevHosts {
  const toHost = (name: string): DevHost => ({ name, origins: originsOf(name, ports) })
  const site = `${localName(policy)}.localhost`
  return { site: toHost(site), api: api && !policy.bridge ? toHost(`api.${site}`) : undefined }
}
