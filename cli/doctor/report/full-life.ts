import type { CookieDiagnosis } from '../diagnosis.ts'

const longestLife = 34_560_000

/**
 * Seconds that the cookie lives where nothing shortens it, null for until the browser closes:
 * the longest that any browser keeps it, or else what it asks for. Undefined where neither is known.
 */
export function fullLife({ verdicts, cookie }: CookieDiagnosis): number | null | undefined {
  const kept = verdicts.filter(({ outcome }) => outcome === 'kept').map(({ life }) => life)
  const seconds = kept.filter((life) => life !== null)
  if (seconds.length > 0) return Math.max(...seconds)
  if (kept.length > 0) return null
  return askedLife(cookie.attributes)
}

function askedLife(attributes: { name: string; value: string }[]): number | null | undefined {
  const valueOf = (name: string) =>
    attributes.findLast((attribute) => attribute.name.toLowerCase() === name)?.value
  const maxAge = valueOf('max-age')
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) {
    return Math.min(Math.max(Number(maxAge), 0), longestLife)
  }
  return valueOf('expires') === undefined ? null : undefined
}
