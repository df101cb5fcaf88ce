import type { Target } from '../../platforms/target.ts'
import { findTarget, targets, type TargetName } from '../../platforms/targets.ts'

/** A site of the demo: a page on one host and its API on another. */
export interface Site {
  name: string
  host: string
  apiHost: string
  /** Further hosts that show the page: `www`, and a deploy preview outside the cookie's domain. */
  aliases: string[]
  /** The bundles that answer on it, in the order of their paths; none where the API sets its own cookie. */
  targets: Target[]
  page: PageName
}

/** The folders below demo/page that hold another page than the demo's own. */
export const pageNames = ['.', 'openid', 'kuroco'] as const
export type PageName = (typeof pageNames)[number]

const shown = targets.filter(({ inDemo }) => inDemo)

/** A site for each vendor, and one without edgemint. */
export const sites: Site[] = [
  ...[...new Set(shown.map(({ vendor }) => vendor.name))].map(edgemintSite),
  {
    name: 'Without edgemint',
    host: 'blocked.localhost',
    apiHost: 'api.vendor.localhost',
    aliases: [],
    targets: [],
    page: '.',
  },
]

function edgemintSite(name: string): Site {
  const label = name.toLowerCase()
  return {
    name,
    host: `${label}.localhost`,
    apiHost: `api.${label}.localhost`,
    aliases: [`www.${label}.localhost`, `preview--${label}.localhost`],
    targets: shown.filter(({ vendor }) => vendor.name === name),
    page: '.',
  }
}

/** The site that logs in by OpenID, on every target that can. Its page is another one. */
export const openIdSite: Site = {
  name: 'OpenID',
  host: 'openid.localhost',
  apiHost: 'api.openid.localhost',
  aliases: [],
  targets: targets.filter(({ readsBody }) => readsBody),
  page: 'openid',
}

/**
 * The sites with a bridge to Kuroco, which is on another domain. One for each platform: each has its cookies
 * to itself, and the config of a real site.
 */
export const kurocoSites: Site[] = [
  kurocoSite('Workers', ['workers']),
  kurocoSite('Netlify', ['netlify-edge']),
  kurocoSite('Pages', ['pages']),
  kurocoSite('CloudFront', ['cloudfront', 'lambda-edge']),
]

function kurocoSite(platform: string, names: TargetName[]): Site {
  const label = platform === 'Workers' ? '' : `${platform.toLowerCase()}.`
  return {
    name: `Kuroco on ${platform}`,
    host: `${label}kuroco.localhost`,
    apiHost: 'example.kuroco-app.localhost',
    aliases: [],
    targets: names.map(findTarget),
    page: 'kuroco',
  }
}

const all = [...sites, openIdSite, ...kurocoSites]

/** Every host name that the demo answers to. */
export const hosts = [
  ...new Set(all.flatMap(({ host, apiHost, aliases }) => [host, apiHost, ...aliases])),
]

export function findSite(host: string): Site | undefined {
  return all.find((site) => site.host === host || site.aliases.includes(host))
}

export function findApi(host: string): Site | undefined {
  return all.find((site) => site.apiHost === host)
}
