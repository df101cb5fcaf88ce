import type { EdgemintConfig } from '../shared/config/config.ts'
import type { Origins } from './origins.ts'

/**
 * The user's config, moved to a host of this machine, and the API's to one under it. What a bridge leads to
 * stays: no browser goes there.
 *
 * @param seesOrigin whether the endpoint sees scheme and port of a request. One that does not would
 * take the site's own pages for strangers'
 */
export function localConfig(
  config: EdgemintConfig,
  hosts: [Origins, ...Origins[]],
  api: Origins | undefined,
  seesOrigin: boolean,
): EdgemintConfig {
  const { domain, ...cookie } = config.cookie ?? {}
  const moved: EdgemintConfig = {
    ...config,
    site: hosts[0].https,
    // A domain of the user's own would be refused on localhost; host-only is kept.
    cookie: domain === false ? { ...cookie, domain } : cookie,
    siteOrigins: seesOrigin ? [] : [hosts[0].http, ...hosts.map(({ https }) => https)],
  }
  if (config.bridge) return moved
  if (api) moved.api = api.https
  else delete moved.api
  return moved
}
