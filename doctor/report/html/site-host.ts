import type { Facts } from '../../facts.ts'

/** The host of the page that the browser shows at last. */
export function siteHost({ page }: Facts): string {
  return hostOf(page.redirects?.at(-1) ?? page.url)
}

/** The host of a URL as the facts spell it in `hosts`; the text itself where it is no URL. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url
}
