import type { PageFacts } from '../facts.ts'

/**
 * Whether a browser may show the page without asking the network: WebKit then records neither its
 * CNAME nor its address. A page that is revalidated counts as loaded.
 */
export function canSkipNetwork(page: PageFacts): boolean {
  return page.serviceWorker === 'found' || isCacheable(page)
}

/**
 * Whether the page's HTML stays fresh for a while (RFC 9111, section 4.2.1). Where no header says so,
 * browsers may judge by the last change (section 4.2.2): S3 sends it, and nothing else.
 */
export function isCacheable({ answer }: PageFacts): boolean {
  const headers = answer?.headers ?? {}
  const control = (headers['cache-control'] ?? '').toLowerCase()
  if (/(^|[\s,])no-(store|cache)\b/.test(control)) return false
  const maxAge = /(?:^|[\s,])max-age="?(\d+)/.exec(control)
  if (maxAge) return Number(maxAge[1]) > Number(headers.age ?? 0)
  if (headers.expires !== undefined) {
    return Date.parse(headers.expires) > Date.parse(headers.date ?? '')
  }
  return headers['last-modified'] !== undefined
}
