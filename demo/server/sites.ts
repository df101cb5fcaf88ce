import type { TargetName } from '../../platforms/targets.ts'

/** A site of the demo: a page on one host and its API on another. */
export interface Site {
  name: string
  host: string
  apiHost: string
  /** Further hosts that show the page: `www`, and a deploy preview outside the cookie's domain. */
  aliases: string[]
  /** The bundles that answer on it, in the order of their paths; none where the API sets its own cookie. */
  targets: TargetName[]
}

export const sites: Site[] = [
  edgemintSite('Netlify', 'netlify', ['netlify']),
  edgemintSite('Cloudflare', 'cloudflare', ['workers']),
  edgemintSite('CloudFront', 'cloudfront', ['cloudfront', 'lambda-edge']),
  {
    name: 'Without edgemint',
    host: 'blocked.localhost',
    apiHost: 'api.vendor.localhost',
    aliases: [],
    targets: [],
  },
]

function edgemintSite(name: string, label: string, targets: TargetName[]): Site {
  return {
    name,
    host: `${label}.localhost`,
    apiHost: `api.${label}.localhost`,
    aliases: [`www.${label}.localhost`, `preview--${label}.localhost`],
    targets,
  }
}

/** Every host name that the demo answers to. */
export const hosts = sites.flatMap(({ host, apiHost, aliases }) => [host, apiHost, ...aliases])

export function findSite(host: string): Site | undefined {
  return sites.find((site) => site.host === host || site.aliases.includes(host))
}

export function findApi(host: string): Site | undefined {
  return sites.find((site) => site.apiHost === host)
}
