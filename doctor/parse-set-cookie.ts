import type { SetCookie } from './facts.ts'
import { cutAtFold } from './folded-cookies.ts'

type Attribute = SetCookie['attributes'][number]

/** The attributes that browsers know, and whether they act on a value. */
const knownAttributes = new Map([
  ['domain', true],
  ['expires', true],
  ['httponly', false],
  ['max-age', true],
  ['partitioned', false],
  ['path', true],
  ['priority', true],
  ['samesite', true],
  ['secure', false],
])
const spellings = new Set([...knownAttributes.keys()].map(withoutHyphens))

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
 * in it, as in `data="a;b"`: of those only a misspelt name is kept, such as `Http-Only`. Of another
 * cookie that begins within, as in `HttpOnly, id=x`, only the name is kept.
 */
export function withoutSecret({ name, value }: Attribute): Attribute | undefined {
  const inName = cutAtFold(name)
  const ownName = inName ? name.slice(0, name.indexOf(',')) : name
  const hasValue = knownAttributes.get(trim(ownName).toLowerCase())
  if (hasValue === undefined && !spellings.has(withoutHyphens(ownName))) return undefined
  if (inName) return { name: inName.text, value: '' }
  const inValue = cutAtFold(value)
  if (hasValue) return { name, value: inValue?.text ?? value }
  return { name, value: inValue ? `, ${inValue.name}=` : '' }
}

function parseAttribute(text: string): Attribute {
  const at = text.indexOf('=')
  // The equals sign of another cookie: with it, the name tells that one begins.
  if (cutAtFold(text.slice(0, at + 1))) {
    return { name: trim(text.slice(0, at + 1)), value: text.slice(at + 1) }
  }
  if (at < 0) return { name: trim(text), value: '' }
  return { name: trim(text.slice(0, at)), value: trim(text.slice(at + 1)) }
}

/** The same for every way to spell an attribute's name: `Http-Only`, `httponly`. */
export function withoutHyphens(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '')
}

/** White space is SP and HTAB alone: `trim()` would drop more than browsers do. */
function trim(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text[start])) start++
  while (end > start && isSpace(text[end - 1])) end--
  return text.slice(start, end)
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t'
}
