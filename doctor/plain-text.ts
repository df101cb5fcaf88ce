/**
 * What a terminal would obey, what is not seen, and what turns the reading direction: control and format
 * characters (C0, C1, bidirectional marks, zero-width ones), line and paragraph separators, half characters.
 */
const misleading = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/** Text from outside, on one line and with nothing hidden in it: such a character is written as in JSON, `\u001b`. */
export function plainText(text: string): string {
  return text.replace(misleading, escapeUnits)
}

/** The same for a text of several lines. JSON stays JSON of the same value. */
export function plainLines(text: string): string {
  return text.replace(misleading, (character) =>
    character === '\n' ? character : escapeUnits(character),
  )
}

/** The same for every text in plain data, names of fields included. What is in it twice stays one object. */
export function plainData<T>(data: T): T {
  return plain(data, new Map()) as T
}

function plain(value: unknown, known: Map<object, unknown>): unknown {
  if (typeof value === 'string') return plainText(value)
  if (typeof value !== 'object' || value === null) return value
  if (known.has(value)) return known.get(value)
  const copy = Array.isArray(value)
    ? value.map((item) => plain(item, known))
    : Object.fromEntries(
        Object.entries(value).map(([name, item]) => [plainText(name), plain(item, known)]),
      )
  known.set(value, copy)
  return copy
}

/** A character beyond U+FFFF as the two that JSON has for it. */
function escapeUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
