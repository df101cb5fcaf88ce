/** Columns of one wide letter and an ellipsis: no line is narrower. */
const narrowest = 3

/**
 * Splits a text into lines of at most so many columns, at a space or behind punctuation where there
 * is any. What does not fit into that many lines loses its middle.
 */
export function wrapText(text: string, room: number, most: number): string[] {
  const columns = Math.max(room, narrowest)
  // A line may stay a column short where a wide letter did not fit.
  let rest = shorten([...text], columns * most - (most - 1))
  const lines: string[] = []
  while (width(rest) > columns) {
    const end = lineEnd(rest, columns, columns * (most - lines.length - 1))
    lines.push(rest.slice(0, end).join('').trimEnd())
    rest = rest.slice(end)
  }
  return [...lines, rest.join('')]
}

function shorten(characters: string[], columns: number): string[] {
  if (width(characters) <= columns) return characters
  const half = Math.floor((columns - 1) / 2)
  const head = characters.slice(0, lengthWithin(characters, half))
  const tail = characters.slice(characters.length - lengthWithin(characters.toReversed(), half))
  return [...head, '…', ...tail]
}

/** Where the line ends: behind its last break, if what follows then still fits. */
function lineEnd(characters: string[], columns: number, room: number): number {
  // At least one, so that no line stays empty.
  const most = Math.max(lengthWithin(characters, columns), 1)
  for (let end = most; end > 1; end--) {
    if (width(characters.slice(end)) > room) break
    if (/[\s./:_-]/.test(characters[end - 1])) return end
  }
  return most
}

function lengthWithin(characters: string[], columns: number): number {
  let length = 0
  while (length < characters.length && width(characters.slice(0, length + 1)) <= columns) length++
  return length
}

/** Letters of East Asian scripts and pictographs are two columns wide. */
function width(characters: string[]): number {
  return characters.reduce((sum, character) => sum + (character >= '\u2e80' ? 2 : 1), 0)
}
