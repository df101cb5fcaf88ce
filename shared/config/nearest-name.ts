/**
 * The known name that was probably meant: one or two typing mistakes away, in any case, or the start of
 * what was written. Undefined where none is near.
 *
 * @example
 * nearestName('biuld', ['build', 'doctor']) // 'build'
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const written = name.toLowerCase()
  // The longest name of ours has fewer letters; and the cost grows with the square of it.
  if (written.length < 3 || written.length > 30) return undefined
  const limit = written.length < 6 ? 1 : 2
  const near = known
    .map((each) => ({ each, distance: distanceWithin(limit, written, each.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)[0]
  if (near && near.distance <= limit) return near.each
  return known.find((each) => each.length > 2 && written.startsWith(each.toLowerCase()))
}

/** How many letters must be typed, left out, changed or swapped with their neighbour (Damerau). */
function distanceWithin(limit: number, a: string, b: string): number {
  // Stryker disable next-line ConditionalExpression: it only takes longer
  if (Math.abs(a.length - b.length) > limit) return Infinity
  // Stryker disable next-line ArrayDeclaration: the first row looks at none before it
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwapped ? before[j - 2] + 1 : Infinity
      row[j] = Math.min(changed, swapped, last[j] + 1, row[j - 1] + 1)
    }
    before = last
    last = row
  }
  return last[b.length]
}
