import { isSameSite } from '../../hosts/domain.ts'
import type { RecordedCookie } from '../../facts.ts'
import type { HarEntry } from './har-entry.ts'

/**
 * What the browser asked for: a page to show, something that a script asked for (or a frame, which counts
 * alike), or a part of a page, such as an image, which logs nobody in.
 */
export type Kind = 'page' | 'call' | 'part'

/** https://www.w3.org/TR/fetch-metadata, Chrome's own word for it, and where neither is there the types. */
export function kindOf({ requestHeaders, resourceType, mediaType }: HarEntry): Kind {
  const destination = requestHeaders.get('sec-fetch-dest')
  // A beacon, or a request whose answer no script can read.
  const isBlind = requestHeaders.get('sec-fetch-mode') === 'no-cors'
  if (resourceType === 'ping' || isBlind) return 'part'
  if (destination === 'document') return 'page'
  if (destination !== undefined) return calls.has(destination) ? 'call' : 'part'
  if (resourceType === 'document') return 'page'
  if (resourceType !== '') return parts.has(resourceType) ? 'part' : 'call'
  if (/^text\/html\b/.test(requestHeaders.get('accept') ?? '')) return 'page'
  return /^(image|font|audio|video|text\/css|(text|application)\/javascript)\b/.test(mediaType)
    ? 'part'
    : 'call'
}

const calls = new Set(['empty', 'iframe', 'frame', 'fencedframe', ''])
const parts = new Set([
  'image',
  'media',
  'font',
  'script',
  'stylesheet',
  'texttrack',
  'manifest',
  'csp-violation-report',
])

/**
 * Of each request how a cookie of its answer was set, in the order of the requests: whether a page was
 * asked for at once, or by a redirect. That browsers turn http into https by themselves (as status 307) is none: what
 * came by a redirect before it still does.
 */
export function waysOf(entries: HarEntry[]): NonNullable<RecordedCookie['way']>[] {
  const targets = new Set<string>()
  return entries.map((entry) => {
    if (kindOf(entry) !== 'page') return 'fetch'
    const isTarget = targets.delete(placeOf(entry.url))
    const { redirectUrl, status, url } = entry
    const isOwn = status === 307 && redirectUrl?.href === url.href.replace(/^http:/, 'https:')
    if (redirectUrl && (isTarget || !isOwn)) targets.add(placeOf(redirectUrl))
    return isTarget ? 'redirect' : 'navigation'
  })
}

function placeOf({ origin, pathname, search }: URL): string {
  return origin + pathname + search
}

/** Whose page asked: the site's, one of the host itself, or that of somebody else. Not known: the site's. */
export function askedBy(entry: HarEntry, site: string): 'site' | 'itself' | 'other' {
  const { url, requestHeaders } = entry
  if (isSameSite(url.hostname, site)) return 'site'
  if (kindOf(entry) === 'page') return 'itself'
  const page = requestHeaders.get('origin') ?? requestHeaders.get('referer') ?? ''
  const host = URL.canParse(page) ? new URL(page).hostname : ''
  if (host === '') return 'site'
  if (isSameSite(host, url.hostname)) return 'itself'
  return isSameSite(host, site) ? 'site' : 'other'
}
