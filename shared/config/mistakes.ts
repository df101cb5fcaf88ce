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

/** A value as a message shows it: short, and a string in quotes. */
export function show(value: unknown): string {
  const text = typeof value === 'function' ? 'a function' : (JSON.stringify(value) ?? 'undefined')
  return text.length > 60 ? text.slice(0, 57) + '…' : text
}
