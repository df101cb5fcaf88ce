import type { DistributionConfig } from './distribution.ts'
import { textOf, type Element } from './xml.ts'

/**
 * What was sent and is not there when the config is read again, each as a path with its value. AWS may add
 * to a config; it drops nothing of what it knows, so this is empty, unless it no longer does. The value of a
 * header that an origin gets is left out: it is often a secret between the two.
 */
export function lostElements(sent: DistributionConfig, reread: DistributionConfig): string[] {
  const left = new Map<string, number>()
  for (const leaf of leavesOf(reread)) left.set(leaf, (left.get(leaf) ?? 0) + 1)
  const lost = leavesOf(sent).filter((leaf) => {
    const count = left.get(leaf) ?? 0
    left.set(leaf, count - 1)
    return count <= 0
  })
  return lost.map((leaf) => leaf.replace(/(\/HeaderValue): [^]*/, '$1'))
}

/** Elements that hold a text, or nothing; an empty list says no more than its Quantity. */
function leavesOf({ xml, root }: DistributionConfig): string[] {
  const leaves: string[] = []
  const walk = (element: Element, path: string): void => {
    for (const child of element.children) {
      const place = path === '' ? child.name : `${path}/${child.name}`
      if (child.children.length > 0) walk(child, place)
      else if (child.name !== 'Items') leaves.push(`${place}: ${textOf(xml, child).trim()}`)
    }
  }
  walk(root, '')
  return leaves
}
