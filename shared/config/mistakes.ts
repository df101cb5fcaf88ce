/** One thing that is wrong with a config. */
export interface Mistake {
  /** Where: `cookie.domain`, `siteOrigins[1]`. */
  place: string
  /** What is wrong there. */
  problem: string
  /** What to write instead. */
  cure: string
}

/** All mistakes, a line each with its cure below, as a command prints them. */
export function formatMistakes(mistakes: Mistake[]): string {
  return mistakes
    .map(({ place, problem, cure }) => `  ${place}: ${problem}\n    → ${cure}`)
    .join('\n')
}

/**
 * A value as a message shows it. What may be a secret is not shown: what is in an object, and of an address a user name
 * and a password, the query and the fragment.
 */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shorten(withoutSecret(value)))
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'function' ? 'a function' : String(value)
}

function withoutSecret(text: string): string {
  const host = text.slice(text.lastIndexOf('@') + 1)
  const shown = host === text ? text : `…@${host}`
  const [address] = shown.split(/[?#]/)
  return text.includes('/') && address !== shown ? `${address}?…` : shown
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
