import { localConfig } from '../../local/local-config.ts'
import { originsOf, type Origins, type Ports } from '../../local/origins.ts'
import type { EdgemintConfig } from '../../shared/config/config.ts'
import { defaults } from '../../shared/config/defaults.ts'
import type { Target } from '../../platforms/target.ts'
import type { Site } from './sites.ts'

/** The user's config, moved to a host of the demo. */
export function demoConfig(
  config: EdgemintConfig,
  site: Site,
  target: Target,
  ports: Ports,
): EdgemintConfig {
  const toOrigins = (host: string): Origins => originsOf(host, ports)
  const api = toOrigins(site.apiHost)
  const endpoint = config.endpoint ?? defaults.endpoint
  return {
    ...localConfig(
      config,
      [toOrigins(site.host), ...site.aliases.map(toOrigins)],
      api,
      target.seesOrigin,
    ),
    // Two targets of one vendor share a host, and a path leads to one of them.
    endpoint: target === site.targets[0] ? endpoint : `/${target.name}${endpoint}`,
    formOrigins: [...(config.formOrigins ?? []), api.http, api.https],
  }
}
