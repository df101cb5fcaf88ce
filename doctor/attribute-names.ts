import type { SetCookie } from './facts.ts'

type Attribute = SetCookie['attributes'][number]

/** The attributes that browsers know, and whether they act on a value. */
const known = new Map([
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
const spellings = new Set([...known.keys()].map(plainSpelling))

/** Whether browsers know an attribute of this name. */
export function isAttributeName(name: string): boolean {
  return known.has(name.toLowerCase())
}

/** Whether browsers act on the attribute's value. None where they do not know it. */
export function actsOnValue(name: string): boolean {
  return known.get(name.toLowerCase()) ?? false
}

/** Whether it is meant for an attribute: `Http-Only`, `max age`. */
export function isMisspeltName(name: string): boolean {
  return !isAttributeName(name) && spellings.has(plainSpelling(name))
}

/** The same for every way to spell an attribute's name: `Http-Only`, `httponly`. No letter is left out. */
export function plainSpelling(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/**
 * The names of further attributes within one, behind a comma or white space, as in `HttpOnly, Secure`: to
 * browsers only semicolons part attributes.
 */
export function joinedNames({ name, value }: Attribute): string[] {
  const [first, ...others] = `${name}=${value}`.split(/[\s,]+/)
  const inner = others.map((text) => text.split('=', 1)[0]).filter(isAttributeName)
  const own = first.split('=', 1)[0]
  // With others behind it, a name without a value is a part of their name.
  return own !== name && isAttributeName(own) && inner.length > 0 ? [own, ...inner] : inner
}
