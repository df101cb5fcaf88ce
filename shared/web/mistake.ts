/** What a server's author did wrong, and what to write instead. It never holds a value: that may be a token. */
export function mistake(problem: string, cure: string): TypeError {
  return new TypeError(`edgemint/api: ${problem} ${cure}`)
}

/** A value as a mistake names it, by its kind alone: `undefined`, `a string`, `a Map`. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value)
  if (Array.isArray(value)) return 'a list'
  if (typeof value !== 'object') return `a ${typeof value}`
  const tag = Object.prototype.toString.call(value).slice(8, -1)
  return tag === 'Object' ? 'an object' : `a ${tag}`
}
