import type { SetCookie } from './facts.ts'

/** A comma, a cookie's name (RFC 6265bis, section 4.1.1) and its equals sign: a second cookie begins. */
const fold = /,[ \t]*([!#$%&'*+\-.^`|~\w]+)[ \t]*=/

/**
 * Cuts an attribute where another cookie begins in it, behind that cookie's name: what follows is its
 * value. None begins in the comma of a date, which no equals sign follows.
 *
 * @returns also what is before the comma
 */
export function cutAtFold(
  text: string,
): { before: string; text: string; name: string } | undefined {
  const match = fold.exec(text)
  if (!match) return undefined
  const { index, 0: whole, 1: name } = match
  return { before: text.slice(0, index), text: text.slice(0, index + whole.length), name }
}

/**
 * The names of further cookies in the same Set-Cookie field, joined by commas: browsers take them for a
 * part of the attribute before them. A comma in the cookie's own value is the value's.
 */
export function foldedCookies({ attributes }: SetCookie): string[] {
  return attributes.flatMap(({ name, value }) => {
    const cut = cutAtFold(`${name}=${value}`)
    return cut ? [cut.name] : []
  })
}
