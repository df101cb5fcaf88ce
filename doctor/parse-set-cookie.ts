import { actsOnValue, isAttributeName, isMisspeltName, joinedNames } from './attribute-names.ts'
import type { SetCookie } from './facts.ts'
import { cutAtFold, flawOfValue } from './folded-cookies.ts'
import { fittingValue } from './attribute-values.ts'

type Attribute = SetCookie['attributes'][number]

/** Splits a Set-Cookie header as browsers do (RFC 6265bis, section 5.6), and forgets the value: only its length stays. */
export function parseSetCookie(header: string): SetCookie {
  const { name, value, attributes } = splitSetCookie(header)
  const cookie: SetCookie = {
    name,
    valueOctets: new TextEncoder().encode(value).length,
    attributes: attributes.flatMap((attribute) => withoutSecret(attribute) ?? []),
  }
  // All control characters but HTAB (section 5.6, step 1).
  // oxlint-disable-next-line no-control-regex
  if (/[\0-\x08\n-\x1f\x7f]/.test(header)) cookie.flaw = 'control-character'
  else if (name === '' && /^__(secure|host|http|host-http)-/i.test(value)) {
    cookie.flaw = 'prefix-in-value'
  } else {
    const flaw = flawOfValue(value)
    if (flaw) cookie.flaw = flaw
  }
  return cookie
}

/** All parts of a Set-Cookie header, the secret ones included: not to be kept. */
export function splitSetCookie(header: string): {
  name: string
  value: string
  attributes: Attribute[]
} {
  const [pair, ...attributes] = header.split(';')
  const at = pair.indexOf('=')
  return {
    name: trim(pair.slice(0, Math.max(at, 0))),
    value: trim(pair.slice(at + 1)),
    attributes: attributes.map(parseAttribute),
  }
}

/**
 * What of an attribute can be told. An unknown one is often the rest of a value that had a semicolon
 * in it, as in `data="a;b"`: of those only a misspelt name is kept, such as `Http-Only`, and one that is
 * made of known ones, as in `HttpOnly, Secure`. Of another cookie that begins within, as in
 * `HttpOnly, id=x`, only the name is kept.
 */
export function withoutSecret({ name, value }: Attribute): Attribute | undefined {
  const inName = cutAtFold(name)
  const ownName = trim(inName ? inName.before : name)
  const [beforeColon, afterColon] = ownName.split(':', 2)
  if (afterColon !== undefined) {
    return isOfAttribute(beforeColon) ? { name: `${beforeColon}:`, value: '' } : undefined
  }
  if (!isOfAttribute(ownName)) return undefined
  const inValue = cutAtFold(value)
  const folded = (inValue?.names ?? []).map((other) => `, ${other}=`).join('')
  if (inName) return { name: inName.text, value: folded }
  if (!actsOnValue(name)) return { name, value: folded }
  const before = trim(inValue?.before ?? value)
  const own = fittingValue(name, before)
  // What follows an equals sign that is not the attribute's is another cookie's value, and so is its comma.
  return { name, value: before.includes('=') && !own.includes('=') ? own : own + folded }
}

/** Whether browsers know an attribute of this name, or it is meant for one, or for several. */
function isOfAttribute(name: string): boolean {
  if (isAttributeName(name) || isMisspeltName(name)) return true
  const parts = name.split(/[\s,]+/)
  return joinedNames({ name, value: '' }).length === parts.length
}

function parseAttribute(text: string): Attribute {
  const at = text.indexOf('=')
  const fold = cutAtFold(text)
  // The equals sign of another cookie: with it, the name tells that one begins.
  if (fold && fold.before.length < at) {
    return { name: trim(text.slice(0, at + 1)), value: text.slice(at + 1) }
  }
  if (at < 0) return { name: trim(text), value: '' }
  return { name: trim(text.slice(0, at)), value: trim(text.slice(at + 1)) }
}

/**
 * The path that a cookie goes to: that of its Path, or where that is none, the folder of the URL that sets it
 * (RFC 6265bis, sections 5.1.4 and 5.6.4).
 */
export function cookiePath(attribute: string | undefined, { pathname }: URL): string {
  if (attribute?.startsWith('/')) return attribute
  return pathname.slice(0, pathname.lastIndexOf('/')) || '/'
}

/** By what browsers tell cookies apart: name, Domain or its absence, and Path (RFC 6265bis, section 5.7). @param url whose answer sets it */
export function cookieIdentity({ name, attributes }: SetCookie, url: URL): string {
  const valueOf = (attribute: string): string | undefined =>
    attributes.findLast((one) => one.name.toLowerCase() === attribute)?.value
  const domain = (valueOf('domain') ?? '').toLowerCase().replace(/^\.?/, '.')
  const place = domain === '.' ? url.hostname : domain
  return JSON.stringify([name, place, cookiePath(valueOf('path'), url)])
}

/** White space is SP and HTAB alone: `trim()` would drop more than browsers do. */
export function trim(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text[start])) start++
  while (end > start && isSpace(text[end - 1])) end--
  return text.slice(start, end)
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t'
}
