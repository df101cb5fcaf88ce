/** The demo server's description of a site with a bridge to Kuroco. */
export interface KurocoDemo {
  /** Kuroco's origin, as this page reaches it. */
  api: string
  /** Path and query of where Kuroco's single sign-on begins for this page. */
  singleSignOn: string
  /** Where the site's functions run: `Cloudflare Workers: workerd 1.2.3`. */
  engines: string[]
  /** This site on each platform. */
  sites: { name: string; url: string }[]
}
