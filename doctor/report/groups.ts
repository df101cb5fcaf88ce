import type { Verdict } from '../diagnosis.ts'
import { listText } from '../rules/list-text.ts'

export interface VersionGroup {
  /** "Safari 16.4 to 18.3" */
  versions: string
  /** One for each way to set the cookie. */
  verdicts: Verdict[]
}

/**
 * The verdicts by browser and versions. Neighbours that end alike, however the cookie is set, become one
 * group; Safari's stay apart from the others'.
 */
export function groupVersions(
  verdicts: Verdict[],
  ending: (verdict: Verdict) => string,
): VersionGroup[] {
  const eras = groupBy(verdicts, ({ versions }) => versions)
  const groups: Verdict[][][] = []
  for (const era of eras) {
    const neighbour = groups.at(-1)
    if (neighbour && areAlike(neighbour[0], era, ending)) neighbour.push(era)
    else groups.push([era])
  }
  return groups.map((group) => ({
    versions: span(group.map(([{ versions }]) => versions)),
    verdicts: group[0],
  }))
}

function areAlike(a: Verdict[], b: Verdict[], ending: (verdict: Verdict) => string): boolean {
  const key = (era: Verdict[]) =>
    era
      .map(
        (verdict) =>
          `${verdict.browser === 'Safari'} ${verdict.way} ${verdict.isCounted} ${ending(verdict)}`,
      )
      .toSorted()
      .join('\n')
  return key(a) === key(b)
}

/** "Safari 14 to 16.3" and "Safari 16.4 to 16.6" make "Safari 14 to 16.6". */
function span(versions: string[]): string {
  const [first, last] = [versions[0], versions.at(-1) ?? '']
  if (first === last) return first
  const start = /^(Safari) ([\d.]+) to \S+$/.exec(first) ?? /^(Safari) before \S+$/.exec(first)
  const end = /^Safari \S+ to (\S+)$/.exec(last)?.[1]
  if (!start || !(end || /^Safari \S+ and later$/.test(last))) return listText(versions)
  if (start[2] === undefined) return end ? `Safari up to ${end}` : 'Safari, all versions'
  return end ? `Safari ${start[2]} to ${end}` : `Safari ${start[2]} and later`
}

/** Items of the same key together, in the order in which each key first came. */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return [...groups.values()]
}
