/** The demo server's description of the site that the page is on. */
export interface Demo {
  kind: 'edgemint' | 'third-party-cookie'
  /** "Netlify", "Cloudflare", "CloudFront", "Without edgemint" */
  name: string
  /** The API's origin. */
  api: string
  /** `maxAge` in seconds. */
  cookie: { name: string; maxAge: number }
  /** By the page's host: a deploy preview has other ones. */
  setCookies: Record<string, SetCookies>
  /** Empty where the API sets its own cookie. */
  endpoints: Endpoint[]
  sites: Site[]
}

/** The Set-Cookie headers that log in and out. A script cannot read them. */
export interface SetCookies {
  /** The cookie's attributes, as they stand in the last of them. */
  minted: string
  cleared: string
  /** How many come before that one, each of them expires a form that the cookie may have had in an earlier deploy. */
  expired: number
}

export interface Endpoint {
  path: string
  runtime: string
  readsBody: boolean
}

export interface Site {
  name: string
  http: string
  https: string
}

const secondsPerDay = 86_400

export function daysOf(seconds: number): number {
  return Math.round(seconds / secondsPerDay)
}

/** Undefined where the page runs without the demo server: many hosts answer that with an HTML page. */
export async function loadDemo(): Promise<Demo | undefined> {
  try {
    const response = await fetch('/demo.json', { headers: { Accept: 'application/json' } })
    if (!response.ok) return undefined
    const demo = (await response.json()) as Partial<Demo> | null
    return demo?.api && demo.cookie && demo.setCookies && demo.endpoints && demo.sites
      ? (demo as Demo)
      : undefined
  } catch {
    return undefined
  }
}

/** The entry of the site that this page is on. */
export function currentSite(demo: Demo, page: URL): Site | undefined {
  return demo.sites.find((site) => [site.http, site.https].some((url) => isOnHost(url, page)))
}

function isOnHost(url: string, page: URL): boolean {
  return new URL(url).host === page.host
}
