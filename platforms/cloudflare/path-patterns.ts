/**
 * Whether a list of patterns names a text. `*` stands for any characters; a pattern that begins with
 * `!` takes texts out again, wherever it stands, as in `run_worker_first`.
 */
export function covers(patterns: string[], text: string): boolean {
  const [excluding, including] = [true, false].map((isExcluding) =>
    patterns.filter((pattern) => pattern.startsWith('!') === isExcluding),
  )
  return (
    including.some((pattern) => matches(pattern, text)) &&
    !excluding.some((pattern) => matches(pattern.slice(1), text))
  )
}

/** Walks over the parts between the stars, each at its first place: linear enough, and no regular expression. */
function matches(pattern: string, text: string): boolean {
  const [first, ...parts] = pattern.split('*')
  if (parts.length === 0) return text === first
  const last = parts.pop()!
  if (!text.startsWith(first)) return false
  let place = first.length
  for (const part of parts) {
    const found = text.indexOf(part, place)
    if (found === -1) return false
    place = found + part.length
  }
  return text.length - last.length >= place && text.endsWith(last)
}
