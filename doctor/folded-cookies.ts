import { isAttributeName } from './attribute-names.ts'
import type { SetCookie } from './facts.ts'

/** A comma, a cookie's name (PHP's may have brackets) and its equals sign, not the two of base64: a second cookie begins. */
const fold = /,[ \t]*([^\s"'`(),/:;<=>?@\\{}]+)[ \t]*=(?!=)/g

/**
 * Cuts an attribute where another cookie begins in it, and leaves out the values of that and of what begins
 * behind it. None begins in the comma of a date, which no equals sign follows, or with an attribute's name.
 *
 * @returns also what is before the comma, and the names
 */
export function cutAtFold(
  text: string,
): { before: string; text: string; names: string[] } | undefined {
  const [first, ...others] = [...text.matchAll(fold)].filter(([, name]) => !isAttributeName(name))
  if (!first) return undefined
  const { index, 0: whole, 1: name } = first
  const end = index + whole.length
  // Behind a quotation mark, a comma is more likely the value's.
  const more = text.slice(end).trimStart().startsWith('"') ? [] : others.map(([, other]) => other)
  return {
    before: text.slice(0, index),
    text: text.slice(0, end) + more.map((other) => `, ${other}=`).join(''),
    names: [name, ...more],
  }
}

/**
 * Whether a cookie's value goes on, behind a comma, with what may be another cookie, or, behind that or a blank, with
 * attributes. In quotes, or behind an equals sign, it is more likely the value's own.
 */
export function flawOfValue(value: string): SetCookie['flaw'] {
  const [first, ...others] = value.split(',')
  if (!/["=]/.test(first) && cutAtFold(value)) return 'comma-in-value'
  const [own, ...words] = value.split(/[\s,]+/)
  if (/["=]/.test(own)) return undefined
  const areAttributes =
    others.some(isAttribute) ||
    words.some((word) => word.includes('=') && isAttribute(word)) ||
    // A text may have such a word in it.
    (words.length > 0 && words.every(isAttribute))
  return areAttributes ? 'attributes-in-value' : undefined
}

function isAttribute(text: string): boolean {
  return isAttributeName(text.split('=', 1)[0].trim())
}

/**
 * The names of further cookies in the same Set-Cookie field, joined by commas: browsers take them for a
 * part of the attribute before them. A comma in the cookie's own value is the value's.
 */
export function foldedCookies({ attributes }: SetCookie): string[] {
  return attributes.flatMap(({ name, value }) =>
    [name, value].flatMap((text) => cutAtFold(text)?.names ?? []),
  )
}

/** Parts cookies that were joined by commas. A comma in a cookie's value is the value's, which must not be shown. */
export function unfoldCookies(text: string): string[] {
  const cookies: string[] = []
  let start = 0
  for (let at = text.indexOf(';'); at >= 0;) {
    const next = text.indexOf(';', at + 1)
    const attribute = text.slice(at, next < 0 ? text.length : next)
    const cut = cutAtFold(attribute)
    if (cut) {
      const comma = at + cut.before.length
      cookies.push(text.slice(start, comma))
      start = comma + 1
    }
    at = next
  }
  return [...cookies, text.slice(start)]
}
