import type { SetCookie } from '../../facts.ts'
import { unfoldCookies } from '../../folded-cookies.ts'
import { parseSetCookie } from '../../parse-set-cookie.ts'
import { limitCookie } from '../limit-cookie.ts'
import type { HarEntry } from './har-entry.ts'

/**
 * The cookies that an answer sets: its Set-Cookie headers, else what the browser made of them.
 *
 * @param isFolded whether the browser joins these headers by commas, as Safari does
 */
export function cookiesOf(entry: HarEntry, isFolded: boolean): SetCookie[] {
  const texts = headersOf(entry)
    .flatMap((value) => (isFolded ? unfoldCookies(value) : [value]))
    .map((text) => text.trim())
    .filter((text) => text !== '' && !isBlackedOut(text))
  const cookies = texts.length > 0 ? texts : entry.responseCookies.map(headerFrom)
  return cookies.map((text) => limitCookie(parseSetCookie(text)))
}

/** Whether a program that hides secrets put something in the place of the Set-Cookie headers. */
export function hasBlackedOut(entry: HarEntry): boolean {
  return headersOf(entry).some(isBlackedOut)
}

/** Browsers write several Set-Cookie headers each by itself, or with line ends between them. */
function headersOf({ responseHeaders }: HarEntry): string[] {
  return responseHeaders
    .filter(([name]) => name === 'set-cookie')
    .flatMap(([, value]) => value.split(/\r?\n/))
}

function isBlackedOut(text: string): boolean {
  return (
    /^\W*(redacted|removed|hidden|masked|filtered|sanitized)\W*$/i.test(text) ||
    /^[*•x]{3,}$/i.test(text)
  )
}

/** Only what it sets counts: the value may be left out, and its length is all that is kept. */
function headerFrom(cookie: Record<string, unknown>): string {
  const { name, value, path, domain, expires, httpOnly, secure, sameSite } = cookie
  const date = typeof expires === 'string' ? new Date(expires) : undefined
  const attributes = [
    ...(date && !Number.isNaN(date.getTime()) ? [`Expires=${date.toUTCString()}`] : []),
    ...(domain ? [`Domain=${textOf(domain)}`] : []),
    ...(path ? [`Path=${textOf(path)}`] : []),
    ...(httpOnly === true ? ['HttpOnly'] : []),
    ...(secure === true ? ['Secure'] : []),
    ...(sameSite ? [`SameSite=${textOf(sameSite)}`] : []),
  ]
  return [`${textOf(name)}=${textOf(value)}`, ...attributes].join('; ')
}

/** A semicolon would begin another attribute. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll(';', '') : ''
}
