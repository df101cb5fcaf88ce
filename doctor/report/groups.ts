import type { Verdict } from '../rules/diagnosis.ts'
import { listText, spanText } from '../rules/in-words.ts'

export interface VersionGroup {
  /** "Safari 16.4 to 18.3" */
  versions: string
  /** One for each way to set the cookie. */
  verdicts: Verdict[]
}

/**
 * The verdicts by browser and versions. Neighbours that end alike, however the cookie is set, become one
 * group; ranges of one browser's versions stay apart from whole browsers.
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
    versions: span(group.map(([verdict]) => verdict)),
    verdicts: group[0],
  }))
}

function areAlike(a: Verdict[], b: Verdict[], ending: (verdict: Verdict) => string): boolean {
  const key = (era: Verdict[]) =>
    era
      .map(
        (verdict) =>
          `${isRange(verdict) ? verdict.browser : ''} ${verdict.way} ${verdict.isCounted} ${ending(verdict)}`,
      )
      .toSorted()
      .join('\n')
  return key(a) === key(b)
}

/** Whether it is about some of the browser's versions alone. */
function isRange({ since, until }: Verdict): boolean {
  return since !== undefined || until !== undefined
}

function span(verdicts: Verdict[]): string {
  const [first, last] = [verdicts[0], verdicts.at(-1) as Verdict]
  if (first.browser !== last.browser) return listText(verdicts.map(({ versions }) => versions))
  const text = spanText(first, last)
  return isRange(first) && text === first.browser ? `${text}, all versions` : text
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
