import type { CookieDiagnosis } from '../rules/diagnosis.ts'
import { askedLife, attribute, longestLife } from '../rules/store-cookie.ts'

/**
 * Seconds that the cookie lives where nothing shortens it, null for until the browser closes:
 * the longest that any browser keeps it, or else what it asks for. Undefined where neither is known.
 */
export function fullLife({ verdicts, cookie }: CookieDiagnosis): number | null | undefined {
  const kept = verdicts.filter(({ outcome }) => outcome === 'kept').map(({ life }) => life)
  const seconds = kept.filter((life) => life !== null)
  if (seconds.length > 0) return Math.max(...seconds)
  if (kept.length > 0) return null
  const asked = askedLife(cookie, undefined)
  if (asked !== null) return Math.min(Math.max(asked, 0), longestLife)
  return attribute(cookie, 'expires') === undefined ? null : undefined
}
