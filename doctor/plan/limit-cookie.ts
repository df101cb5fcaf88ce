import type { SetCookie } from '../facts.ts'
import { limits, longest } from './limits.ts'

/** The cookie within what facts hold. The last attribute of a name is the one that counts. */
export function limitCookie(cookie: SetCookie): SetCookie {
  const attributes = cookie.attributes
    .filter(({ name }) => name.length <= longest.attributeName)
    .slice(-limits.attributes)
    .map(({ name, value }) => ({ name, value: bounded(value, longest.attributeValue) }))
  return { ...cookie, name: bounded(cookie.name, longest.cookieName), attributes }
}

/**
 * What is too long for facts is too long for browsers, and stays too long. None of it is kept: half a
 * token would not be recognised as one.
 */
function bounded(text: string, limit: number): string {
  return text.length <= limit ? text : '…'.repeat(limit)
}
