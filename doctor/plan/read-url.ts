import { isAddress } from '../hosts/address.ts'
import { isLoopback } from '../../shared/core/domain.ts'
import { readHostName } from '../hosts/host-name.ts'
import { longest } from './limits.ts'
import { isTooLong, mistaken, showText, type Part } from './read-fields.ts'

/** The URL of something that is planned: https, or plain http where browsers trust it. */
export function readUrl(part: Part): URL | undefined {
  const url = readSeenUrl(part)
  if (!url || url.protocol === 'https:' || isLoopback(url.hostname)) return url
  const secure = `https://${url.host}${url.pathname}`
  return mistaken(
    part,
    'it is not https, and browsers refuse a Secure cookie there.',
    `Write "${secure}".`,
  )
}

/** A URL that was really requested: it may be plain http, if the site is. */
export function readSeenUrl(part: Part): URL | undefined {
  const { value } = part
  if (typeof value === 'string' && isTooLong(part, value, longest.url)) return undefined
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) {
    const problem = value === undefined ? 'it is missing.' : `${showText(value)} is not a URL.`
    return mistaken(part, problem, 'Write "https://" and the host.')
  }
  if (isTooLongEncoded(part, url)) return undefined
  if (url.username || url.password) {
    const cure = `Write "${url.origin}${url.pathname}".`
    return mistaken(part, 'there is a user name or password in it.', cure)
  }
  if (!isAddress(url.hostname) && readHostName(url.hostname) !== url.hostname) {
    return mistaken(
      part,
      `${showText(url.hostname)} is not a host name as browsers compare it.`,
      'Write letters, digits and hyphens with single dots between them, none at the end.',
    )
  }
  return url
}

/** The endpoint's URL. A path is one on the page's own host, and has the page's scheme. */
export function readEndpointUrl(part: Part, page: URL | undefined): URL | undefined {
  const { value } = part
  if (typeof value !== 'string') return readUrl(part)
  if (isTooLong(part, value, longest.url)) return undefined
  if (!value.startsWith('/')) {
    if (!URL.canParse(value)) {
      const cure = 'Write a path, as in "/set-auth-token", or "https://" and the host.'
      return mistaken(part, `${showText(value)} is neither a path nor a URL.`, cure)
    }
    return new URL(value).origin === page?.origin ? readSeenUrl(part) : readUrl(part)
  }
  // A mistake in the page has been reported already.
  if (!page) return undefined
  const url = URL.canParse(value, page.href) ? new URL(value, page) : undefined
  if (url?.origin === page.origin) return isTooLongEncoded(part, url) ? undefined : url
  return mistaken(
    part,
    `${showText(value)} leaves the host.`,
    'Write a path, as in "/set-auth-token".',
  )
}

/** Facts hold it with its characters percent-encoded. */
function isTooLongEncoded({ log, place }: Part, { href }: URL): boolean {
  if (href.length <= longest.url) return false
  const problem = `percent-encoded it has ${href.length} characters; at most ${longest.url} are allowed.`
  log.report(place, problem, 'Shorten it.')
  return true
}
