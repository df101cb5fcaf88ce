/**
 * The test files in the order in which one is likely to fail soon: that of the mirrored path
 * (`test/shared/core/cookie.test.ts`), those named like it, those in its folder, the others; the quick ones first.
 */
export function nearestFirst(
  source: string,
  files: readonly string[],
  times: Readonly<Record<string, number>>,
): string[] {
  const mirror = `test/${source.replace(/\.ts$/, '')}`
  const folder = mirror.slice(0, mirror.lastIndexOf('/') + 1)
  const distance = (file: string): number => {
    if (file === `${mirror}.test.ts`) return 0
    if (file.startsWith(mirror)) return 1
    return file.startsWith(folder) ? 2 : 3
  }
  const total = new Map<string, number>()
  for (const [id, time] of Object.entries(times)) {
    const file = id.slice(0, id.indexOf(' › '))
    total.set(file, (total.get(file) ?? 0) + time)
  }
  return files.toSorted(
    (a, b) => distance(a) - distance(b) || (total.get(a) ?? 0) - (total.get(b) ?? 0),
  )
}
