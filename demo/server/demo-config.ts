import type { EdgemintConfig } from '../../shared/config/config.ts'
import type { TargetName } from '../../platforms/targets.ts'
import { originsOf, type Ports } from './origins.ts'
import type { Site } from './sites.ts'

/** Lambda@Edge stands beside CloudFront Functions: a path of a distribution has one or the other. */
const lambdaEdgePrefix = '/lambda-edge'

/** The user's config, moved to a host of the demo. */
export function demoConfig(
  config: EdgemintConfig,
  site: Site,
  target: TargetName,
  ports: Ports,
): EdgemintConfig {
  const { domain, ...cookie } = config.cookie ?? {}
  const own = [site.host, ...site.aliases].map((host) => originsOf(host, ports))
  const api = originsOf(site.apiHost, ports)
  const isCloudFront = target === 'cloudfront' || target === 'lambda-edge'
  const endpoint = config.endpoint ?? '/set-auth-token'
  return {
    ...config,
    site: own[0].https,
    api: api.https,
    endpoint: target === 'lambda-edge' ? lambdaEdgePrefix + endpoint : endpoint,
    // A domain of the user's own would be refused on localhost; host-only is kept.
    cookie: domain === false ? { ...cookie, domain } : cookie,
    // CloudFront shows its functions neither scheme nor port, so the demo's pages are listed.
    siteOrigins: isCloudFront ? [own[0].http, ...own.map(({ https }) => https)] : [],
    formOrigins: [...(config.formOrigins ?? []), api.http, api.https],
  }
}
