import type { EdgemintConfig } from '../../shared/config/config.ts'
import { defaults } from '../../shared/config/defaults.ts'
import type { Target } from '../../platforms/target.ts'
import { originsOf, type Ports } from './origins.ts'
import type { Site } from './sites.ts'

/** The user's config, moved to a host of the demo. */
export function demoConfig(
  config: EdgemintConfig,
  site: Site,
  target: Target,
  ports: Ports,
): EdgemintConfig {
  const { domain, ...cookie } = config.cookie ?? {}
  const own = [site.host, ...site.aliases].map((host) => originsOf(host, ports))
  const api = originsOf(site.apiHost, ports)
  const endpoint = config.endpoint ?? defaults.endpoint
  return {
    ...config,
    site: own[0].https,
    api: api.https,
    // Two targets of one vendor share a host, and a path leads to one of them.
    endpoint: target === site.targets[0] ? endpoint : `/${target.name}${endpoint}`,
    // A domain of the user's own would be refused on localhost; host-only is kept.
    cookie: domain === false ? { ...cookie, domain } : cookie,
    // A target that sees neither scheme nor port would take the demo's own pages for strangers'.
    siteOrigins: target.seesOrigin ? [] : [own[0].http, ...own.map(({ https }) => https)],
    formOrigins: [...(config.formOrigins ?? []), api.http, api.https],
  }
}
